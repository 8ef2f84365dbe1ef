// The closed language of plain jobs: expressions as JSON, the same in which conformance cases describe
// their user functions. It has no loops, no names of its own and no way out, so a job that comes from
// a link can be run without being trusted.
//
//   { "add": [{ "field": [{ "var": "value" }, 1] }, 1] }        value[1] + 1

import type { Json } from "./json_copy.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { OPERATIONS } from "./expression_operations.ts";

/** What an expression may ask for by name; which ones there are depends on where it stands. */
export type VariableName =
  | "value"
  | "ts"
  | "key"
  | "accumulated"
  | "windowStart"
  | "windowEnd";

/** A computation as plain data. */
export type Expression =
  | string
  | number
  | boolean
  | null
  | { readonly constant: Json }
  | { readonly var: VariableName }
  | { readonly field: readonly [Expression, string | number] }
  | { readonly if: readonly [Expression, Expression, Expression] }
  | { readonly tuple: readonly Expression[] }
  | { readonly concat: readonly Expression[] }
  | { readonly add: readonly [Expression, Expression] }
  | { readonly multiply: readonly [Expression, Expression] }
  | { readonly min: readonly [Expression, Expression] }
  | { readonly max: readonly [Expression, Expression] }
  | { readonly equals: readonly [Expression, Expression] }
  | { readonly lessThan: readonly [Expression, Expression] }
  | { readonly isEven: Expression }
  | { readonly not: Expression };

/** The values of the variables. */
export type Scope = Partial<Readonly<Record<VariableName, unknown>>>;

/** An expression, ready to be computed. */
export type Compiled = (scope: Scope) => unknown;

/**
 * Compiles an expression that may use the given variables.
 *
 * Errors: `E-GRAPH-EXPRESSION` for anything outside the language; when it runs, `E-EXPRESSION` for
 * values that an operation cannot take.
 *
 * ```ts
 * import { strictEqual, throws } from "node:assert";
 * import { compileExpression } from "./expression.ts";
 * const next = compileExpression({ add: [{ var: "value" }, 1] }, "map", ["value"]);
 * strictEqual(next({ value: 41 }), 42);
 * throws(() => compileExpression({ eval: "1" }, "map", ["value"]), /E-GRAPH-EXPRESSION.*map/);
 * ```
 */
export function compileExpression(
  expression: unknown,
  path: string,
  variables: readonly VariableName[],
): Compiled {
  if (typeof expression !== "object" || expression === null) {
    return isLiteral(expression)
      ? () => expression
      : refuseExpression(expression, path, "a literal");
  }
  const [operation, ...others] = Array.isArray(expression) ? [] : Object.keys(expression);
  if (operation === undefined || others.length > 0) {
    return refuseExpression(expression, path, "an object with one field, the operation");
  }
  const argument = (expression as Record<string, unknown>)[operation];
  const compile = (part: unknown, at: string) =>
    compileExpression(part, `${path}.${at}`, variables);
  switch (operation) {
    case "constant":
      return () => argument;
    case "var":
      return compileVariable(argument, path, variables);
    case "field":
      return compileField(argument, path, compile);
    case "if":
      return compileIf(argument, path, compile);
    default:
      return compileOperation(operation, argument, path, compile);
  }
}

type CompilePart = (part: unknown, at: string) => Compiled;

function compileVariable(
  argument: unknown,
  path: string,
  variables: readonly VariableName[],
): Compiled {
  const variable = variables.find((known) => known === argument);
  if (variable === undefined) {
    return refuseExpression(argument, `${path}.var`, `one of ${variables.join(", ")}`);
  }
  return (scope) => scope[variable];
}

function compileField(argument: unknown, path: string, compile: CompilePart): Compiled {
  const [whole, name] = partsOf(argument, `${path}.field`, 2, 2);
  if (typeof name !== "string" && !(Number.isInteger(name) && (name as number) >= 0)) {
    return refuseExpression(name, `${path}.field[1]`, "a name or an index");
  }
  const compiled = compile(whole, "field[0]");
  return (scope) => {
    const found = compiled(scope);
    if (typeof found === "object" && found !== null && Object.hasOwn(found, name as string)) {
      return (found as Record<string, unknown>)[name as string];
    }
    return refuse(
      "E-EXPRESSION",
      `${path} finds no field ${showValue(name)} in ${showValue(found)}`,
    );
  };
}

function compileIf(argument: unknown, path: string, compile: CompilePart): Compiled {
  const [condition, then, otherwise] = partsOf(argument, `${path}.if`, 3, 3)
    .map((part, index) => compile(part, `if[${index}]`));
  return (scope) => {
    const answer = condition(scope);
    if (answer === true) return then(scope);
    if (answer === false) return otherwise(scope);
    return refuse("E-EXPRESSION", `${path} tests ${showValue(answer)}; wanted: true or false`);
  };
}

function compileOperation(
  name: string,
  argument: unknown,
  path: string,
  compile: CompilePart,
): Compiled {
  const operation = OPERATIONS.get(name);
  if (operation === undefined) {
    const known = ["constant", "var", "field", "if", ...OPERATIONS.keys()].join(", ");
    return refuseExpression(name, path, `one of the operations ${known}`);
  }
  const { argumentCountMin, argumentCountMax, apply } = operation;
  const at = `${path}.${name}`;
  if (argumentCountMax === 1) {
    const compiled = compile(argument, name);
    return (scope) => apply([compiled(scope)], at);
  }
  const parts = partsOf(argument, at, argumentCountMin, argumentCountMax)
    .map((part, index) => compile(part, `${name}[${index}]`));
  return (scope) => apply(parts.map((part) => part(scope)), at);
}

function partsOf(argument: unknown, path: string, min: number, max: number): readonly unknown[] {
  if (Array.isArray(argument) && argument.length >= min && argument.length <= max) return argument;
  return refuseExpression(argument, path, max === Infinity ? "a list" : `a list of ${min}`);
}

function isLiteral(value: unknown): boolean {
  return value === null || typeof value === "string" || typeof value === "boolean" ||
    Number.isFinite(value);
}

function refuseExpression(found: unknown, path: string, wanted: string): never {
  return refuse(
    "E-GRAPH-EXPRESSION",
    `${path} holds ${
      showValue(found)
    }; wanted: ${wanted}. Usual cause: a typing error, or a list ` +
      `where { tuple: … } or { constant: … } is meant`,
  );
}

// The body of a flat map or of a window function in a plain job: statements as JSON, each of which may
// emit. The names are those of the conformance cases.
//
//   [{ "if": { "isEven": { "var": "value" } }, "then": [{ "emit": { "var": "value" } }] }]

import type { Collector } from "../5_operator/collector.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { compileExpression, type Expression, type Scope, type VariableName } from "./expression.ts";

/** Something to do with each record. */
export type Statement =
  | { readonly emit: Expression }
  /** Each entry of a list. */
  | { readonly emitEach: Expression }
  /** Each character of a text. */
  | { readonly emitEachChar: Expression }
  | {
    readonly if: Expression;
    readonly then: readonly Statement[];
    readonly else?: readonly Statement[];
  };

/** Statements, ready to run. */
export type CompiledStatements = (scope: Scope, out: Collector<unknown>) => void;

/**
 * Compiles statements that may use the given variables.
 *
 * Errors: `E-GRAPH-EXPRESSION` for anything outside the language; when it runs, `E-EXPRESSION`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { compileStatements } from "./statement.ts";
 * const run = compileStatements([{ emitEachChar: { var: "value" } }], "do", ["value"]);
 * const emitted: unknown[] = [];
 * run({ value: "ab" }, { collect: (value) => emitted.push(value) });
 * deepStrictEqual(emitted, ["a", "b"]);
 * ```
 */
export function compileStatements(
  statements: unknown,
  path: string,
  variables: readonly VariableName[],
): CompiledStatements {
  if (!Array.isArray(statements)) return refuseStatement(statements, path, "a list of statements");
  const compiled = statements.map((statement, index) =>
    compileStatement(statement, `${path}[${index}]`, variables)
  );
  return (scope, out) => {
    for (const run of compiled) run(scope, out);
  };
}

function compileStatement(
  statement: unknown,
  path: string,
  variables: readonly VariableName[],
): CompiledStatements {
  if (typeof statement !== "object" || statement === null) {
    return refuseStatement(statement, path, "an object");
  }
  const fields = Object.keys(statement);
  const { if: condition, then, else: otherwise = [], ...verbs } = statement as Record<
    string,
    unknown
  >;
  if (fields.includes("if")) {
    if (Object.keys(verbs).length > 0) refuseStatement(statement, path, "if, then and else only");
    const test = compileExpression(condition, `${path}.if`, variables);
    const whenTrue = compileStatements(then, `${path}.then`, variables);
    const whenFalse = compileStatements(otherwise, `${path}.else`, variables);
    return (scope, out) => {
      const answer = test(scope);
      if (typeof answer !== "boolean") refuseValue(answer, `${path}.if`, "true or false");
      (answer ? whenTrue : whenFalse)(scope, out);
    };
  }
  if (fields.length !== 1) return refuseStatement(statement, path, "an object with one field");
  const at = `${path}.${fields[0]}`;
  const compute = () => compileExpression(verbs[fields[0]], at, variables);
  if (fields[0] === "emit") return emit(compute());
  if (fields[0] === "emitEach") return emitEach(compute(), at, Array.isArray, "a list");
  if (fields[0] === "emitEachChar") return emitEach(compute(), at, isText, "a text");
  return refuseStatement(fields[0], path, "emit, emitEach, emitEachChar or if");
}

function emit(compute: (scope: Scope) => unknown): CompiledStatements {
  return (scope, out) => out.collect(compute(scope));
}

function emitEach(
  compute: (scope: Scope) => unknown,
  path: string,
  isWanted: (value: unknown) => value is Iterable<unknown>,
  wanted: string,
): CompiledStatements {
  return (scope, out) => {
    const value = compute(scope);
    if (!isWanted(value)) return refuseValue(value, path, wanted);
    for (const part of value) out.collect(part);
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function refuseStatement(found: unknown, path: string, wanted: string): never {
  return refuse("E-GRAPH-EXPRESSION", `${path} holds ${showValue(found)}; wanted: ${wanted}`);
}

function refuseValue(value: unknown, path: string, wanted: string): never {
  return refuse("E-EXPRESSION", `${path} met ${showValue(value)}; wanted: ${wanted}`);
}

// What the expressions of plain jobs can compute. Every operation is total: it gives a value or says
// which one it cannot take.

import { refuse, showValue } from "../clock/named_error.ts";

/** An operation of the language. With one argument it is written without a list. */
export interface Operation {
  readonly argumentCountMin: number;
  readonly argumentCountMax: number;
  /** Computes; `path` says where the operation stands. Errors: `E-EXPRESSION`. */
  readonly apply: (values: readonly unknown[], path: string) => unknown;
}

/** All operations by name, without those that need more than their values. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ["tuple", list((values) => Object.freeze([...values]))],
  ["concat", list((values) => values.map(toText).join(""))],
  ["add", pair((a, b, path) => calculate(a, b, path, (x, y) => x + y))],
  ["multiply", pair((a, b, path) => calculate(a, b, path, (x, y) => x * y))],
  ["min", pair((a, b, path) => isLess(b, a, path) ? b : a)],
  ["max", pair((a, b, path) => isLess(a, b, path) ? b : a)],
  ["equals", pair((a, b) => isEqual(a, b))],
  ["lessThan", pair((a, b, path) => isLess(a, b, path))],
  [
    "isEven",
    one((value, path) => {
      if (!Number.isInteger(value)) refuseValues([value], path, "a whole number");
      return (value as number) % 2 === 0;
    }),
  ],
  [
    "not",
    one((value, path) => {
      if (typeof value !== "boolean") refuseValues([value], path, "true or false");
      return !value;
    }),
  ],
]);

function one(apply: (value: unknown, path: string) => unknown): Operation {
  return {
    argumentCountMin: 1,
    argumentCountMax: 1,
    apply: ([value], path) => apply(value, path),
  };
}

function pair(apply: (first: unknown, second: unknown, path: string) => unknown): Operation {
  return { argumentCountMin: 2, argumentCountMax: 2, apply: ([a, b], path) => apply(a, b, path) };
}

function list(apply: (values: readonly unknown[]) => unknown): Operation {
  return { argumentCountMin: 0, argumentCountMax: Infinity, apply };
}

function calculate(
  a: unknown,
  b: unknown,
  path: string,
  apply: (x: number, y: number) => number,
): number {
  if (typeof a !== "number" || typeof b !== "number") return refuseValues([a, b], path, "numbers");
  const result = apply(a, b);
  return Number.isFinite(result) ? result : refuseValues([a, b], path, "a finite result");
}

function isLess(a: unknown, b: unknown, path: string): boolean {
  if (typeof a === "number" && typeof b === "number") return a < b;
  if (typeof a === "string" && typeof b === "string") return a < b;
  return refuseValues([a, b], path, "two numbers or two texts");
}

/** Equal plain data; the order of an object's fields does not matter. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) =>
    Object.hasOwn(b, name) &&
    isEqual((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name])
  );
}

/** As the conformance cases have it: null is "null", numbers are decimal. */
function toText(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

function refuseValues(values: readonly unknown[], path: string, wanted: string): never {
  return refuse(
    "E-EXPRESSION",
    `${path} met ${
      values.map(showValue).join(" and ")
    }; wanted: ${wanted}. Usual cause: records of ` +
      `different forms in one stream`,
  );
}

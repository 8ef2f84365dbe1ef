// Rolling sum, min, max, minBy and maxBy on a keyed stream (Flink's SumAggregator and
// ComparableAggregator, RO-2): a rolling reduce that looks at one field. Three of them touch that
// field of the *first* record; the By-forms keep a whole record.
//
//   field 1:   ["a", 7, "x"]   ["a", 3, "y"]
//   min        ["a", 7, "x"]   ["a", 3, "x"]      "x" is not the record in which 3 stood
//   minBy      ["a", 7, "x"]   ["a", 3, "y"]      here it is

import type { OperatorOptions } from "./operator.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { type ReduceFunction, reduceOperator, type ReduceOperatorSpec } from "./reduce.ts";

/** What is aggregated. */
export type AggregationKind = "sum" | "min" | "max" | "minBy" | "maxBy";

/** A field of an object by name, of a tuple by index, or the value itself. */
export type AggregationField = string | number | undefined;

/** What an aggregation is told once. */
export interface AggregationOptions extends OperatorOptions {
  readonly kind: AggregationKind;
  /** Left out: the value itself is aggregated. */
  readonly field?: AggregationField;
  /** Of `minBy` and `maxBy`: among equal records the first one stays, else the newer; true if left out. */
  readonly first?: boolean;
}

/**
 * Describes a rolling aggregation of one field per key (RO-2). With `sum`, `min` and `max` only that
 * field changes, and all other fields keep what the key's first record had; `minBy` and `maxBy` give
 * the whole record in which the field is extreme.
 *
 * Errors, when it runs: `E-VALUE` when the field is missing, a sum meets something that is no number,
 * or the others meet values that have no common order.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { aggregationOperator } from "@headwater/sim";
 * import { OperatorHarness } from "@headwater/sim/testing";
 * const lowest = aggregationOperator({ name: "low", uid: "low", cost: 0, kind: "min", field: "t" });
 * const harness = new OperatorHarness<{ t: number; at: string }>(lowest, { keyBy: () => "all" });
 * harness.processElement({ t: 7, at: "noon" }, 0).processElement({ t: 3, at: "night" }, 1);
 * deepStrictEqual(harness.takeValues(), [{ t: 7, at: "noon" }, { t: 3, at: "noon" }]);
 * ```
 */
export function aggregationOperator(
  { kind, field, first, ...options }: AggregationOptions,
): ReduceOperatorSpec {
  const where = `the ${kind} of ${field === undefined ? "values" : `field "${field}"`} in ` +
    `"${options.name}"`;
  const reduce = kind === "minBy" || kind === "maxBy"
    ? selector(kind, field, first ?? true, where)
    : aggregator(kind, field, where);
  // what it was told is kept to be seen: figures and the graph's hash know nothing of the function
  return Object.freeze({ ...reduceOperator({ ...options, reduce }), kind, field, first });
}

type Comparable = number | string | boolean;

/** The whole record in which the field is extreme; of equal ones the first or the newer. */
function selector(
  kind: "minBy" | "maxBy",
  field: AggregationField,
  isFirstKept: boolean,
  where: string,
): ReduceFunction<unknown> {
  return (kept, next) => {
    const a = fieldOf(kept, field, where), b = fieldOf(next, field, where);
    checkOrder(a, b, where);
    if (a === b) return isFirstKept ? kept : next;
    return (kind === "minBy" ? b < a : b > a) ? next : kept;
  };
}

function aggregator(
  kind: "sum" | "min" | "max",
  field: AggregationField,
  where: string,
): ReduceFunction<unknown> {
  return (first, second) => {
    const before = fieldOf(first, field, where), next = fieldOf(second, field, where);
    const after = kind === "sum" ? add(before, next, where) : extreme(kind, before, next, where);
    return after === before ? first : withField(first, field, after);
  };
}

function add(before: Comparable, next: Comparable, where: string): number {
  if (typeof before === "number" && typeof next === "number") return before + next;
  refuse(
    "E-VALUE",
    `While taking ${where}: ${showValue(before)} and ${showValue(next)} cannot be added; a sum ` +
      `wants numbers. The usual cause is a field that was read as text and not parsed`,
  );
}

function extreme(
  kind: "min" | "max",
  before: Comparable,
  next: Comparable,
  where: string,
): Comparable {
  checkOrder(before, next, where);
  const isNext = kind === "min" ? next < before : next > before;
  return isNext ? next : before;
}

function checkOrder(before: Comparable, next: Comparable, where: string): void {
  if (typeof before === typeof next) return;
  refuse(
    "E-VALUE",
    `While taking ${where}: ${showValue(before)} and ${showValue(next)} have no common order; ` +
      `the usual cause is a field that is sometimes a number and sometimes text`,
  );
}

function fieldOf(value: unknown, field: AggregationField, where: string): Comparable {
  const found = field === undefined ? value : ownField(value, field);
  const type = typeof found;
  if (type === "number" ? !Number.isNaN(found) : type === "string" || type === "boolean") {
    return found as Comparable;
  }
  refuse(
    "E-VALUE",
    `While taking ${where}: a record holds ${
      showValue(found)
    } there, but a number, text or boolean ` +
      `is wanted (the record: ${showValue(value)}); the usual cause is a misspelt field`,
  );
}

function ownField(value: unknown, field: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, field)) return undefined;
  return (value as Record<string | number, unknown>)[field];
}

function withField(value: unknown, field: AggregationField, after: Comparable): unknown {
  if (field === undefined) return after;
  if (Array.isArray(value)) return value.with(Number(field), after);
  return { ...(value as object), [field]: after };
}

// A reduce that looks at one field: of a rolling aggregation, and of a window (Flink's SumAggregator and
// ComparableAggregator, RO-2).

import { refuse, showValue } from "../clock/named_error.ts";
import type { ReduceFunction } from "../6_state/reducing_state.ts";

/** What is aggregated. */
export type AggregationKind = "sum" | "min" | "max" | "minBy" | "maxBy";

/** A field of an object by name, of a tuple by index, or the value itself. */
export type AggregationField = string | number | undefined;

/** What is aggregated, of what, and in whose name errors speak. */
export interface FieldReduction {
  readonly kind: AggregationKind;
  readonly field?: AggregationField;
  /** Of `minBy` and `maxBy`: among equal records the first one stays; true if left out. */
  readonly first?: boolean;
  readonly name: string;
}

/** The reduce function of an aggregation. Errors, when it is called: `E-VALUE`. */
export function fieldReducer(
  { kind, field, first = true, name }: FieldReduction,
): ReduceFunction<unknown> {
  const where = `the ${kind} of ${
    field === undefined ? "values" : `field "${field}"`
  } in "${name}"`;
  return kind === "minBy" || kind === "maxBy"
    ? selector(kind, field, first, where)
    : aggregator(kind, field, where);
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

// Rolling sum, min, max, minBy and maxBy on a keyed stream (Flink's SumAggregator and
// ComparableAggregator, RO-2): a rolling reduce that looks at one field. Three of them touch that
// field of the *first* record; the By-forms keep a whole record.
//
//   field 1:   ["a", 7, "x"]   ["a", 3, "y"]
//   min        ["a", 7, "x"]   ["a", 3, "x"]      "x" is not the record in which 3 stood
//   minBy      ["a", 7, "x"]   ["a", 3, "y"]      here it is

import type { OperatorOptions } from "./operator.ts";
import { type AggregationField, type AggregationKind, fieldReducer } from "./field_reducer.ts";
import { reduceOperator, type ReduceOperatorSpec } from "./reduce.ts";

export type { AggregationField, AggregationKind } from "./field_reducer.ts";

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
  const reduce = fieldReducer({ kind, field, first, name: options.name });
  // what it was told is kept to be seen: figures and the graph's hash know nothing of the function
  return Object.freeze({ ...reduceOperator({ ...options, reduce }), kind, field, first });
}

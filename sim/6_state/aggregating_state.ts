// The elements of a key, folded into an accumulator of any kind (Flink's AggregatingState).

import {
  type AppendingStateDescriptor,
  describeOptions,
  type StateOptions,
} from "./state_descriptor.ts";
import { refuse } from "../clock/named_error.ts";
import { freezeResult } from "./user_result.ts";

/**
 * Folds elements into an accumulator and reads a result from it (Flink's AggregateFunction).
 * Accumulators are frozen: `add` returns a new one.
 */
export interface AggregateFunction<IN, ACC, OUT> {
  /** The accumulator of no element. */
  createAccumulator(): ACC;
  /** The accumulator with one more element. */
  add(value: IN, accumulator: ACC): ACC;
  /** The result of an accumulator. */
  getResult(accumulator: ACC): OUT;
  /** One accumulator for the elements of two; merging windows need it. */
  merge?(first: ACC, second: ACC): ACC;
}

/** A declared aggregating state. */
export interface AggregatingStateDescriptor<IN, ACC, OUT>
  extends AppendingStateDescriptor<IN, ACC, OUT> {
  readonly kind: "aggregating";
}

/**
 * Declares an accumulator per key (Flink's `AggregatingStateDescriptor`, ST-1).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { aggregatingState } from "@headwater/sim";
 * const count = aggregatingState("count", {
 *   createAccumulator: () => 0,
 *   add: (_value: string, count: number) => count + 1,
 *   getResult: (count) => `${count} so far`,
 * });
 * strictEqual(count.get(count.add(undefined, "a", "counting"), "counting"), "1 so far");
 * ```
 */
export function aggregatingState<IN, ACC, OUT>(
  name: string,
  aggregate: AggregateFunction<IN, ACC, OUT>,
  options: StateOptions = {},
): AggregatingStateDescriptor<IN, ACC, OUT> {
  return Object.freeze({
    kind: "aggregating",
    name,
    ...describeOptions(options),
    add: (stored: ACC | undefined, element: IN, operatorName: string) => {
      const accumulator = stored === undefined ? aggregate.createAccumulator() : stored;
      return freezeResult(aggregate.add(element, accumulator), "aggregating", operatorName);
    },
    merge: (first: ACC, second: ACC, operatorName: string) => {
      if (aggregate.merge === undefined) return refuseMerge(operatorName);
      return freezeResult(aggregate.merge(first, second), "merging", operatorName);
    },
    get: (stored: ACC, operatorName: string) =>
      freezeResult(aggregate.getResult(stored), "reading an aggregate", operatorName),
  });
}

function refuseMerge(operatorName: string): never {
  refuse(
    "E-WINDOW-MERGE",
    `The aggregate function of "${operatorName}" has no merge, but accumulators have to be merged; ` +
      `wanted: merge(first, second). Usual cause: session windows, which grow together`,
  );
}

// The elements of a key, folded into one of their own kind (Flink's ReducingState).

import {
  type AppendingStateDescriptor,
  describeOptions,
  type StateOptions,
} from "./state_descriptor.ts";
import { freezeResult } from "./user_result.ts";

/** Combines two values into one of the same type (Flink's ReduceFunction). */
export type ReduceFunction<T> = (first: T, second: T) => T;

/** A declared reducing state. */
export interface ReducingStateDescriptor<T> extends AppendingStateDescriptor<T, T, T> {
  readonly kind: "reducing";
}

/**
 * Declares a value per key to which elements are added by a function (Flink's
 * `ReducingStateDescriptor`, ST-1). The first element is kept as it is.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { reducingState } from "@headwater/sim";
 * const total = reducingState<number>("total", (a, b) => a + b);
 * strictEqual(total.add(total.add(undefined, 2, "sum"), 3, "sum"), 5);
 * ```
 */
export function reducingState<T>(
  name: string,
  reduce: ReduceFunction<T>,
  options: StateOptions = {},
): ReducingStateDescriptor<T> {
  return Object.freeze({
    kind: "reducing",
    name,
    ...describeOptions(options),
    add: (stored: T | undefined, element: T, operatorName: string) =>
      stored === undefined
        ? element
        : freezeResult(reduce(stored, element), "reducing", operatorName),
    merge: (first: T, second: T, operatorName: string) =>
      freezeResult(reduce(first, second), "merging", operatorName),
    get: (stored: T) => stored,
  });
}

// One value per key (Flink's ValueState).

import { describeOptions, type StateDescriptor, type StateOptions } from "./state_descriptor.ts";

/** A declared value state; `T` is the type of its value. */
export interface ValueStateDescriptor<T> extends StateDescriptor {
  readonly kind: "value";
  /** Never set: it carries the type only. */
  readonly type?: T;
}

/**
 * Declares one value per key (Flink's `ValueStateDescriptor`, ST-1).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { valueState } from "@headwater/sim";
 * strictEqual(valueState<number>("highest").kind, "value");
 * ```
 */
export function valueState<T>(name: string, options: StateOptions = {}): ValueStateDescriptor<T> {
  return Object.freeze({ kind: "value", name, ...describeOptions(options) });
}

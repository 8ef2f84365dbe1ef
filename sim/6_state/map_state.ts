// Values by user key, under one key of the stream (Flink's MapState).

import type { Key } from "../element/key.ts";
import { describeOptions, type StateDescriptor, type StateOptions } from "./state_descriptor.ts";

/** A declared map state; `K` and `V` are the types of its entries. */
export interface MapStateDescriptor<K extends Key, V> extends StateDescriptor {
  readonly kind: "map";
  /** Never set: it carries the types only. */
  readonly type?: readonly [K, V];
}

/**
 * Declares a map per key (Flink's `MapStateDescriptor`, ST-1).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { mapState } from "@headwater/sim";
 * strictEqual(mapState<string, number>("seen").kind, "map");
 * ```
 */
export function mapState<K extends Key, V>(
  name: string,
  options: StateOptions = {},
): MapStateDescriptor<K, V> {
  return Object.freeze({ kind: "map", name, ...describeOptions(options) });
}

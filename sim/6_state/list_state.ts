// The elements of a key, all kept, in order (Flink's ListState).

import {
  type AppendingStateDescriptor,
  describeOptions,
  type StateOptions,
} from "./state_descriptor.ts";
import { AppendList } from "./append_list.ts";

/** A declared list state. */
export interface ListStateDescriptor<T>
  extends AppendingStateDescriptor<T, AppendList<T>, readonly T[]> {
  readonly kind: "list";
}

/**
 * Declares a list per key (Flink's `ListStateDescriptor`, ST-1).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { listState } from "@headwater/sim";
 * const seen = listState<string>("seen");
 * deepStrictEqual(seen.get(seen.add(undefined, "a", "watching"), "watching"), ["a"]);
 * ```
 */
export function listState<T>(name: string, options: StateOptions = {}): ListStateDescriptor<T> {
  return Object.freeze({
    kind: "list",
    name,
    ...describeOptions(options),
    add: (stored: AppendList<T> | undefined, element: T) =>
      (stored ?? new AppendList<T>())
        .append(element),
    merge: (first: AppendList<T>, second: AppendList<T>) =>
      second.toArray().reduce((list, element) => list.append(element), first),
    get: (stored: AppendList<T>) => stored.toArray(),
  });
}

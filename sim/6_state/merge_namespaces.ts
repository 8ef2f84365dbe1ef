// The state of several namespaces of the current key becomes that of one (Flink's
// InternalMergingState.mergeNamespaces): what windows do when they merge.

import type { AppendingStateDescriptor } from "./state_descriptor.ts";
import type { Millis } from "../clock/time.ts";
import { isExpired, type Timed, timed } from "./time_to_live.ts";
import type { StateTable } from "./state_table.ts";

/** Merges sources, in their order, behind what the target has (M-11); the sources are empty then. */
export function mergeNamespaces(
  table: StateTable,
  target: number,
  sources: readonly number[],
  key: number,
  operatorName: string,
  now: Millis = 0,
): void {
  const merge = merging(table.spec as AppendingStateDescriptor<unknown, unknown, unknown>, now);
  let merged = table.get(target, key);
  for (const source of sources) {
    const stored = table.get(source, key);
    if (stored === undefined) continue;
    table.remove(source, key);
    merged = merged === undefined ? stored : merge(merged, stored, operatorName);
  }
  if (merged !== undefined) table.put(target, key, merged);
}

type Merge = (first: unknown, second: unknown, operatorName: string) => unknown;

/** With a time to live, what has expired takes no part, and the rest is touched (TTL-4). */
function merging(spec: AppendingStateDescriptor<unknown, unknown, unknown>, now: Millis): Merge {
  const { merge, timeToLive, kind } = spec;
  if (timeToLive === undefined || kind === "list") return merge;
  return (first, second, operatorName) => {
    const live = [first, second].filter((piece) => !isExpired(piece as Timed, timeToLive, now));
    if (live.length === 0) return first;
    const [one, two] = live as Timed[];
    return timed(two === undefined ? one.value : merge(one.value, two.value, operatorName), now);
  };
}

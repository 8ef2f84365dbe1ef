// Who overtook whom: records that a receiver took in another order than that in which they were read.

import type { Handling } from "./picture_history.ts";
import { NONE } from "./picture_numbers.ts";

/** A record that others, read later, overtook on the way to a receiver. */
export interface Overtaking {
  readonly receiver: string;
  readonly record: string;
  /** Those with its key, or all of them when none has. */
  readonly by: readonly string[];
  readonly isOfOneKey: boolean;
}

/** Records before a record that are compared with it, so that long runs take no longer. */
const LOOK_BACK = 64;

/** Overtaken records, those overtaken by their own key first: only there it can matter. */
export function overtakingsOf(
  read: readonly Handling[],
  taken: readonly Handling[],
  label: (subtask: number) => string,
): Overtaking[] {
  const readAt = new Map(read.map(({ origin }, index) => [origin, index]));
  const before = new Map<number, Handling[]>();
  const found = taken.flatMap((handling): Overtaking[] => {
    const { subtask, origin, key, name } = handling;
    const mine = readAt.get(origin);
    if (mine === undefined) return [];
    const earlier = before.get(subtask) ?? [];
    before.set(subtask, [...earlier, handling].slice(-LOOK_BACK));
    const all = earlier.filter((other) => readAt.get(other.origin)! > mine);
    if (all.length === 0) return [];
    const own = all.filter((other) => other.key === key && key !== NONE);
    const by = (own.length > 0 ? own : all).map((other) => other.name);
    return [{ receiver: label(subtask), record: name, by, isOfOneKey: own.length > 0 }];
  });
  return [...found.filter((one) => one.isOfOneKey), ...found.filter((one) => !one.isOfOneKey)];
}

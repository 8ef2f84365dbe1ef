// Made-up keyed state that is to move: a maximum parallelism, an old and a new parallelism, and keys
// with state and timers, many of them in the first or the last key group of somebody's range, where
// mistakes live.

import fc from "fast-check";
import { keyGroup, keyGroupRange } from "@headwater/sim";

/** What a key has in one namespace. */
export interface KeyedEntry {
  readonly key: number;
  readonly namespace: number;
  readonly value: number;
  /** Timestamps of timers; those of processing time are negative. */
  readonly timers: readonly number[];
}

/** What decides a run. */
export interface RescaleStory {
  readonly maxParallelism: number;
  readonly from: number;
  readonly to: number;
  readonly entries: readonly KeyedEntry[];
}

const PARALLELISM_MAX = 8;
const KEYS_PER_GROUP = 2;

/** Stories, small ones first. */
export const rescaleStories: fc.Arbitrary<RescaleStory> = fc.record({
  maxParallelism: fc.constantFrom(7, 2, 1, 128, 32768),
  from: fc.nat(PARALLELISM_MAX - 1),
  to: fc.nat(PARALLELISM_MAX - 1),
  picks: fc.array(
    fc.record({
      place: fc.constantFrom("first", "last", "anywhere"),
      isOfOld: fc.boolean(),
      subtask: fc.nat(PARALLELISM_MAX - 1),
      offset: fc.nat(32767),
      nth: fc.nat(KEYS_PER_GROUP - 1),
      namespace: fc.integer({ min: -1, max: 1 }),
      value: fc.nat(9),
      timers: fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 2 }),
    }),
    { maxLength: 24, size: "max" },
  ),
}).map(({ maxParallelism, from, to, picks }) => {
  const limit = Math.min(maxParallelism, PARALLELISM_MAX);
  const old = 1 + from % limit, now = 1 + to % limit;
  const entries = picks.map(
    ({ place, isOfOld, subtask, offset, nth, namespace, value, timers }) => {
      const parallelism = isOfOld ? old : now;
      const range = keyGroupRange(subtask % parallelism, maxParallelism, parallelism);
      const group = place === "first"
        ? range.start
        : place === "last"
        ? range.end
        : range.start + offset % range.size;
      return { key: keyIn(group, nth, maxParallelism), namespace, value, timers };
    },
  );
  return { maxParallelism, from: old, to: now, entries };
});

const keysByGroup = new Map<number, number[][]>();

/** The n-th whole number whose key group this is. */
function keyIn(group: number, nth: number, maxParallelism: number): number {
  const known = keysByGroup.get(maxParallelism);
  if (known !== undefined) return known[group][nth];
  const keys: number[][] = Array.from({ length: maxParallelism }, () => []);
  let missing = maxParallelism * KEYS_PER_GROUP;
  for (let key = 0; missing > 0; key++) {
    const own = keys[keyGroup(key, maxParallelism)];
    if (own.length === KEYS_PER_GROUP) continue;
    own.push(key);
    missing--;
  }
  keysByGroup.set(maxParallelism, keys);
  return keys[group][nth];
}

// What happens to state that belongs to no key when the number of subtasks changes (Flink's
// RoundRobinOperatorStateRepartitioner, OS-1 … OS-6). Pure functions over lists: who had what, who gets
// what.
//
//   split       [a b c] [d e]      ──▶ 3   [a b] [c d] [e]         dealt out in contiguous pieces
//   union       [a b c] [d e]      ──▶ 3   all of it, three times
//   broadcast   copy 0, copy 1     ──▶ 3   copy 0, copy 1, copy 0

/** One list for each subtask. */
export type PerSubtask<T> = readonly (readonly T[])[];

/** What a redistribution by splitting gives, and the subtask at which the next state's begins. */
export interface SplitState<T> {
  readonly lists: PerSubtask<T>;
  readonly nextSurplus: number;
}

/**
 * Deals the elements of a list state out in contiguous pieces, the first one to subtask
 * `surplusStart`, the next one to the subtask behind it, and so on round; the first ones are longer by
 * one where it does not go even (OS-2, OS-3). With the same parallelism nothing moves.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { splitOperatorState } from "@headwater/sim";
 * const { lists } = splitOperatorState([["a", "b", "c"], ["d", "e"]], 3);
 * deepStrictEqual(lists, [["a", "b"], ["c", "d"], ["e"]]);
 * ```
 */
export function splitOperatorState<T>(
  old: PerSubtask<T>,
  parallelism: number,
  surplusStart = 0,
): SplitState<T> {
  if (old.length === parallelism) return { lists: old, nextSurplus: surplusStart };
  const all = old.flat();
  const base = Math.floor(all.length / parallelism), surplus = all.length % parallelism;
  const lists: T[][] = Array.from({ length: parallelism }, () => []);
  for (let i = 0, taken = 0; i < parallelism; i++) {
    const count = base + (i < surplus ? 1 : 0);
    lists[(surplusStart + i) % parallelism] = all.slice(taken, taken + count);
    taken += count;
  }
  return { lists, nextSurplus: (surplusStart + surplus) % parallelism };
}

/**
 * Gives all elements to everybody, in the order of the old subtasks (OS-2, OS-4).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { uniteOperatorState } from "@headwater/sim";
 * deepStrictEqual(uniteOperatorState([["a"], ["b"]], 3), [["a", "b"], ["a", "b"], ["a", "b"]]);
 * ```
 */
export function uniteOperatorState<T>(old: PerSubtask<T>, parallelism: number): PerSubtask<T> {
  const all = old.flat();
  return Array.from({ length: parallelism }, () => all);
}

/**
 * Gives each new subtask a copy: its own, or, where there are more than before, one of the old ones in
 * turn (OS-5).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { copyBroadcastState } from "@headwater/sim";
 * deepStrictEqual(copyBroadcastState(["copy 0", "copy 1"], 3), ["copy 0", "copy 1", "copy 0"]);
 * ```
 */
export function copyBroadcastState<T>(old: readonly T[], parallelism: number): readonly T[] {
  return Array.from({ length: parallelism }, (_, subtask) => old[subtask % old.length]);
}

// The facts behind the picture of rescaling as rows, from which its words are made. Independent of width and of
// language.

import type { SavedOperator } from "@headwater/sim";
import type { MovedKey, MovedList, Moves } from "./rescaling_moves.ts";

/** Where the key groups of a new subtask come from. */
export interface TakeOver {
  readonly subtask: string;
  readonly start: number;
  readonly end: number;
  readonly from: readonly string[];
}

/** A key, with its owners by name. */
export interface KeyRow extends Pick<MovedKey, "key" | "group" | "entries" | "timers"> {
  readonly before: string;
  readonly after: string;
}

/** A list, by its numbers. */
export type ListRow = Pick<MovedList, "name" | "mode" | "before" | "after">;

/** What happened, for words. */
export interface RescalingStory {
  readonly operator: string;
  readonly before: number;
  readonly after: number;
  readonly groupCount: number;
  /** Key groups that change their owner; keys, entries of state and timers that go with them. */
  readonly movedGroups: number;
  readonly keyCount: number;
  readonly movedKeys: number;
  readonly movedEntries: number;
  readonly movedTimers: number;
  readonly takeOvers: readonly TakeOver[];
  readonly keys: readonly KeyRow[];
  /** Keys that are not among them. */
  readonly moreCount: number;
  readonly lists: readonly ListRow[];
}

/** Keys that are told at most. */
const KEYS_MAX = 60;

/** Collects the story. */
export function rescalingStory({ name }: SavedOperator, moves: Moves): RescalingStory {
  const { runs, keys, lists, before, after, groupCount } = moves;
  const label = (subtask: number) => `${name}[${subtask}]`;
  const moved = keys.filter((key) => key.before !== key.after);
  const sum = (what: "entries" | "timers") => moved.reduce((total, key) => total + key[what], 0);
  const takeOvers = Array.from({ length: moves.isKeyed ? after : 0 }, (_, subtask): TakeOver => {
    const own = runs.filter((run) => run.after === subtask);
    return {
      subtask: label(subtask),
      start: Math.min(...own.map(({ start }) => start)),
      end: Math.max(...own.map(({ end }) => end)),
      from: own.map((run) => label(run.before)),
    };
  });
  return {
    operator: name,
    before,
    after,
    groupCount,
    movedGroups: runs.filter((run) => run.before !== run.after)
      .reduce((total, { start, end }) => total + end - start + 1, 0),
    keyCount: keys.length,
    movedKeys: moved.length,
    movedEntries: sum("entries"),
    movedTimers: sum("timers"),
    takeOvers,
    keys: keys.slice(0, KEYS_MAX).map(({ key, group, entries, timers, ...owners }) => ({
      key,
      group,
      entries,
      timers,
      before: label(owners.before),
      after: label(owners.after),
    })),
    moreCount: Math.max(0, keys.length - KEYS_MAX),
    lists: lists.map(({ name, mode, before, after }) => ({ name, mode, before, after })),
  };
}

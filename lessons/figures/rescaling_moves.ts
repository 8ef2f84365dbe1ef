// Who has what before and after a change of parallelism, from a savepoint's operator alone: key groups by their
// ranges, keys and timers by their key groups (KG-8), lists by their mode (OS-1). The same functions as the engine's.

import type { SavedOperator } from "@headwater/sim";
import { keyGroup, keyGroupRange, operatorIndex } from "../../sim/2_partitioner/key_group.ts";
import {
  copyBroadcastState,
  splitOperatorState,
  uniteOperatorState,
} from "../../sim/6_state/operator_state.ts";
import { javaHash, keyText } from "../../sim/element/key.ts";

/** A run of key groups that had one owner and has one owner. */
export interface KeyGroupRun {
  readonly start: number;
  readonly end: number;
  readonly before: number;
  readonly after: number;
}

/** A key with everything that is kept of it. */
export interface MovedKey {
  readonly key: string;
  readonly group: number;
  readonly before: number;
  readonly after: number;
  /** Entries of state, and timers. */
  readonly entries: number;
  readonly timers: number;
}

/** An item of a list: who had it, and who gets it. */
export interface MovedItem {
  readonly text: string;
  readonly before: number;
  readonly place: number;
  /** Subtask and place, once for each that gets it. */
  readonly after: readonly (readonly [subtask: number, place: number])[];
}

/** A list that belongs to no key. */
export interface MovedList {
  readonly name: string;
  readonly mode: "split" | "union" | "broadcast";
  readonly items: readonly MovedItem[];
  /** By subtask: how many it had, and how many it gets. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** All of it. */
export interface Moves {
  readonly groupCount: number;
  readonly before: number;
  readonly after: number;
  readonly isKeyed: boolean;
  readonly runs: readonly KeyGroupRun[];
  /** By key group, then by key. */
  readonly keys: readonly MovedKey[];
  readonly lists: readonly MovedList[];
}

/** What of an operator goes where when so many subtasks go on. */
export function movesOf(operator: SavedOperator, parallelism: number): Moves {
  const { maxParallelism, subtasks } = operator;
  const isKeyed = operator.keyType !== null;
  return {
    groupCount: maxParallelism,
    before: subtasks.length,
    after: parallelism,
    isKeyed,
    runs: isKeyed ? runsOf(maxParallelism, subtasks.length, parallelism) : [],
    keys: keysOf(operator, parallelism),
    lists: listsOf(operator, parallelism),
  };
}

function runsOf(groupCount: number, before: number, after: number): KeyGroupRun[] {
  const ranges = (count: number) =>
    Array.from({ length: count }, (_, subtask) => keyGroupRange(subtask, groupCount, count));
  const now = ranges(after);
  return ranges(before).flatMap((old, subtask) =>
    now.flatMap((range, index): KeyGroupRun[] => {
      const { start, end, size } = old.intersection(range);
      return size === 0 ? [] : [{ start, end, before: subtask, after: index }];
    })
  );
}

function keysOf(
  { maxParallelism, keyType, subtasks }: SavedOperator,
  parallelism: number,
): MovedKey[] {
  const keys = new Map<string, { -readonly [Name in keyof MovedKey]: MovedKey[Name] }>();
  subtasks.forEach(({ parts }, before) => {
    const count = (key: Parameters<typeof keyText>[0], what: "entries" | "timers") => {
      const text = keyText(key);
      const group = keyGroup(javaHash(key, keyType ?? "auto"), maxParallelism);
      const after = operatorIndex(group, maxParallelism, parallelism);
      const moved = keys.get(text) ?? { key: text, group, before, after, entries: 0, timers: 0 };
      keys.set(text, moved);
      moved[what]++;
    };
    for (const part of parts) {
      if (part.type === "timers") {
        const { event, processing } = part.timers;
        for (const { key } of [...event, ...processing]) count(key, "timers");
      } else {
        const states = part.type === "state" ? [part.state] : part.states;
        for (const { key } of states.flatMap(({ entries }) => entries)) count(key, "entries");
      }
    }
  });
  return [...keys.values()].map((moved) => ({ ...moved, key: unquoted(moved.key) }))
    .sort((a, b) => a.group - b.group || (a.key < b.key ? -1 : 1));
}

/** Keys are told as themselves: `a`, not `"a"`. */
function unquoted(text: string): string {
  return /^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : text;
}

/** The surplus of one list goes on where that of the last ended, as the engine deals them out. */
function listsOf({ subtasks }: SavedOperator, parallelism: number): MovedList[] {
  const declared = new Map(
    subtasks.flatMap(({ lists }) => lists).map(({ name, mode }) => [name, mode]),
  );
  let surplus = 0;
  return [...declared].map(([name, mode]) => {
    const found = subtasks.map(({ lists }) => lists.find((list) => list.name === name));
    const old = found.map((list, before) =>
      (list?.items ?? []).map((item, place) => ({ text: textOf(item), before, place }))
    );
    let dealt: readonly (readonly (typeof old)[number][number][])[];
    if (mode === "split") {
      const { lists, nextSurplus } = splitOperatorState(old, parallelism, surplus);
      surplus = nextSurplus;
      dealt = lists;
    } else if (mode === "union") dealt = uniteOperatorState(old, parallelism);
    else {
      // whoever had finished left no copy
      const copies = old.filter((_, subtask) => found[subtask] !== undefined);
      dealt = copyBroadcastState(copies, parallelism);
    }
    const items = old.flat().map((item): MovedItem => ({
      ...item,
      after: dealt.flatMap((list, subtask) => {
        const place = list.indexOf(item);
        return place < 0 ? [] : [[subtask, place] as const];
      }),
    }));
    const counts = (lists: readonly (readonly unknown[])[]) => lists.map(({ length }) => length);
    return { name: ownName(name), mode, items, before: counts(old), after: counts(dealt) };
  });
}

/** The engine puts what a list is for in front of its name. */
function ownName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** The shortest that tells an item from others: its name, or its first field. */
function textOf(item: unknown): string {
  if (typeof item !== "object" || item === null) return String(item);
  const [first] = Array.isArray(item) ? item : Object.values(item);
  return textOf(first);
}

// What is inside a savepoint, for somebody who looks (what Flink's State Processor API reads): each
// operator's states with all their entries, its timers and its lists, of all subtasks together.

import type { Millis } from "../clock/time.ts";
import type { ListStateMode } from "../6_state/operator_list_state.ts";
import type { StateKind } from "../6_state/state_descriptor.ts";
import { type Key, keyText } from "../element/key.ts";
import {
  countSaved,
  type SavedEntry,
  type SavedNamespace,
  type SavedOperator,
  type SavedPart,
  type SavedState,
  type SavedTimer,
  type Savepoint,
} from "./savepoint.ts";

/** One entry of a state, and the subtask that had it. */
export interface ListedEntry {
  readonly subtask: number;
  readonly key: Key;
  /** The window that it is about, if it is about one. */
  readonly window: readonly [start: Millis, end: Millis] | null;
  /** Without the time of its last use; that of a list or a map is an array. */
  readonly value: unknown;
}

/** One keyed state. */
export interface ListedState {
  /** `part/name`, or the part alone where that is one state. */
  readonly name: string;
  readonly kind: StateKind;
  readonly isTimed: boolean;
  /** In the order of the keys' text, then of windows. */
  readonly entries: readonly ListedEntry[];
}

/** One timer. */
export interface ListedTimer {
  readonly subtask: number;
  readonly domain: "event time" | "processing time";
  readonly key: Key;
  readonly window: readonly [start: Millis, end: Millis] | null;
  readonly timestamp: Millis;
}

/** One list that belongs to no key. */
export interface ListedList {
  readonly name: string;
  readonly mode: ListStateMode;
  /** By subtask. */
  readonly items: readonly (readonly unknown[])[];
}

/** One operator. */
export interface ListedOperator {
  readonly uid: string;
  readonly name: string;
  readonly parallelism: number;
  readonly maxParallelism: number;
  /** Entries of everything. */
  readonly entryCount: number;
  readonly states: readonly ListedState[];
  /** By timestamp, then by key. */
  readonly timers: readonly ListedTimer[];
  readonly lists: readonly ListedList[];
}

/**
 * Lists what each operator had, in the order of the job that it was taken from.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, collectSink, open, readSavepoint, savepointsOf } from "@headwater/sim";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   env.fromSource(collection(["a", "b", "a"], { interval: 1_000_000 }), WatermarkStrategy.noWatermarks(), "in")
 *     .keyBy((word) => word)
 *     .reduce((_, word) => word).uid("last")
 *     .sinkTo(collectSink("out"));
 * }, { interventions: [{ verb: "savepoint", at: { time: 1_500_000, done: 0 } }] }).run();
 * const [, last] = readSavepoint(savepointsOf(timeline)[0]);
 * const [{ entries }] = last.states;
 * deepStrictEqual(entries.map(({ key, value }) => [key, value]), [["a", "a"], ["b", "b"]]);
 * ```
 */
export function readSavepoint({ operators }: Savepoint): ListedOperator[] {
  return operators.map((operator) => ({
    uid: operator.uid,
    name: operator.name,
    parallelism: operator.subtasks.length,
    maxParallelism: operator.maxParallelism,
    entryCount: operator.subtasks.reduce((sum, subtask) => sum + countSaved(subtask), 0),
    states: statesOf(operator),
    timers: timersOf(operator),
    lists: listsOf(operator),
  }));
}

function statesOf({ subtasks }: SavedOperator): ListedState[] {
  const states = new Map<string, { of: SavedState; entries: ListedEntry[] }>();
  subtasks.forEach(({ parts }, subtask) => {
    for (const [name, state] of parts.flatMap(namedStates)) {
      const listed = states.get(name) ?? { of: state, entries: [] };
      states.set(name, listed);
      for (const entry of state.entries) listed.entries.push(listEntry(entry, state, subtask));
    }
  });
  return [...states].map(([name, { of: { kind, isTimed }, entries }]) => ({
    name,
    kind,
    isTimed,
    entries: entries.sort((a, b) =>
      compareKeys(a.key, b.key) || compareWindows(a.window, b.window)
    ),
  }));
}

function namedStates(part: SavedPart): (readonly [string, SavedState])[] {
  if (part.type === "state") return [[part.part, part.state]];
  if (part.type === "timers") return [];
  return part.states.map((state) => [`${part.part}/${state.name}`, state]);
}

function listEntry({ key, namespace, value }: SavedEntry, state: SavedState, subtask: number) {
  return { subtask, key, window: windowIn(namespace), value: withoutTimes(value, state) };
}

function withoutTimes(value: unknown, { kind, isTimed }: SavedState): unknown {
  if (!isTimed) return value;
  const bare = (piece: unknown) => (piece as { readonly value: unknown }).value;
  if (kind === "list") return (value as readonly unknown[]).map(bare);
  if (kind !== "map") return bare(value);
  return (value as readonly (readonly [Key, unknown])[]).map(([key, piece]) => [key, bare(piece)]);
}

function timersOf({ subtasks }: SavedOperator): ListedTimer[] {
  return subtasks
    .flatMap(({ parts }, subtask) =>
      parts.flatMap((part): ListedTimer[] => {
        if (part.type !== "timers") return [];
        const { event, processing } = part.timers;
        return [
          ...event.map((timer) => listTimer(timer, "event time", subtask)),
          ...processing.map((timer) => listTimer(timer, "processing time", subtask)),
        ];
      })
    )
    .sort((a, b) => a.timestamp - b.timestamp || compareKeys(a.key, b.key));
}

function listTimer(
  { key, namespace, timestamp }: SavedTimer,
  domain: ListedTimer["domain"],
  subtask: number,
): ListedTimer {
  return { subtask, domain, key, window: windowIn(namespace), timestamp };
}

function listsOf({ subtasks }: SavedOperator): ListedList[] {
  const lists = subtasks.flatMap(({ lists }) => lists);
  const names = [...new Set(lists.map(({ name }) => name))];
  return names.map((name) => ({
    name,
    mode: lists.find((list) => list.name === name)!.mode,
    items: subtasks.map(({ lists }) => lists.find((list) => list.name === name)?.items ?? []),
  }));
}

function windowIn(namespace: SavedNamespace): ListedEntry["window"] {
  return typeof namespace === "number" ? null : namespace;
}

function compareKeys(first: Key, second: Key): number {
  const a = keyText(first), b = keyText(second);
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareWindows(first: ListedEntry["window"], second: ListedEntry["window"]): number {
  if (first === null || second === null) return 0;
  return first[0] - second[0] || first[1] - second[1];
}

// A savepoint as data (Flink's CheckpointMetadata with everything that it points to): what each operator
// remembered, by the operator's uid, so that another job, another parallelism or another day can begin
// from it. Keys and windows stand in it as themselves, since their numbers belong to one timeline.
//
//   savepoint ─ operators ─ subtasks ┬ parts   keyed state and timers, by key
//                                    └ lists   what belongs to no key: positions, transactions, copies

import type { Micros, Millis } from "../clock/time.ts";
import type { Key, KeyType } from "../element/key.ts";
import type { SavepointMode } from "../element/savepoint_mode.ts";
import type { OperatorListState } from "../6_state/operator_list_state.ts";
import type { StateKind } from "../6_state/state_descriptor.ts";

/**
 * The version of the savepoint format that this engine writes, and the only one that it reads.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { SAVEPOINT_FORMAT } from "@headwater/sim";
 * strictEqual(SAVEPOINT_FORMAT, 1);
 * ```
 */
export const SAVEPOINT_FORMAT = 1;

/** What one entry of state, or one timer, is about besides its key: nothing, a number, or a window. */
export type SavedNamespace = null | number | readonly [start: Millis, end: Millis];

/** One entry of keyed state. */
export interface SavedEntry {
  readonly key: Key;
  readonly namespace: SavedNamespace;
  /**
   * As its kind stores it: a list's elements as an array, a map's as an array of pairs in the order of
   * their keys' text. With a time to live each piece is `{ value, at }`.
   */
  readonly value: unknown;
}

/** One declared keyed state. */
export interface SavedState {
  readonly name: string;
  readonly kind: StateKind;
  /** Pieces know when they were touched last (TTL-6). */
  readonly isTimed: boolean;
  /** By key group, then the key's text, then namespace. */
  readonly entries: readonly SavedEntry[];
}

/** One timer. */
export interface SavedTimer {
  readonly key: Key;
  readonly namespace: SavedNamespace;
  readonly timestamp: Millis;
}

/** Timers of both time domains, each in the order in which they would fire (TI-11). */
export interface SavedTimers {
  readonly event: readonly SavedTimer[];
  readonly processing: readonly SavedTimer[];
}

/** One keyed part of an operator, under the operator's own name for it. */
export type SavedPart =
  | { readonly part: string; readonly type: "state"; readonly state: SavedState }
  | { readonly part: string; readonly type: "states"; readonly states: readonly SavedState[] }
  | { readonly part: string; readonly type: "timers"; readonly timers: SavedTimers };

/** What one subtask of an operator had. */
export interface SavedSubtask {
  /** It had come to its end before, and had nothing to save. */
  readonly isFinished: boolean;
  readonly parts: readonly SavedPart[];
  readonly lists: readonly OperatorListState[];
}

/** One operator. */
export interface SavedOperator {
  readonly uid: string;
  readonly name: string;
  /** The number of its key groups, for as long as the state lives (KG-7). */
  readonly maxParallelism: number;
  /** How its numbers hash; null where its input has no key. */
  readonly keyType: KeyType | null;
  /** One for each subtask that it had. */
  readonly subtasks: readonly SavedSubtask[];
}

/** Everything that a job can begin from. Deep-frozen plain data. */
export interface Savepoint {
  readonly format: typeof SAVEPOINT_FORMAT;
  /** The engine that wrote it. */
  readonly engine: string;
  /** Its number among the checkpoints of its job; those of a job that begins from it go on behind it. */
  readonly checkpointId: number;
  readonly mode: SavepointMode;
  /** In simulated time; a job that begins from it begins when it was complete. */
  readonly triggeredAt: Micros;
  readonly completedAt: Micros;
  /** In the order of the job's plan. */
  readonly operators: readonly SavedOperator[];
}

/** Entries in an operator's part of a subtask: of state, of timers and of lists. */
export function countSaved({ parts, lists }: SavedSubtask): number {
  const keyed = parts.reduce((sum, part) => sum + countPart(part), 0);
  return lists.reduce((sum, { items }) => sum + items.length, keyed);
}

function countPart(part: SavedPart): number {
  switch (part.type) {
    case "state":
      return part.state.entries.length;
    case "states":
      return part.states.reduce((sum, { entries }) => sum + entries.length, 0);
    case "timers":
      return part.timers.event.length + part.timers.processing.length;
  }
}

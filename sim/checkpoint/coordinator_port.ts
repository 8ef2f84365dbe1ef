// What the checkpoint coordinator does to others: it tells tasks, asks storage, fails the job and sets
// its one timer. Every call of the coordinator is handed a port; none returns anything that the
// coordinator waits for, because each answer is an action of its own, at least one tick later.

import type { Micros } from "../clock/time.ts";
import type { SavepointMode } from "../element/savepoint_mode.ts";

/** What a snapshot has to do with united lists. */
export interface UnionInSnapshot {
  /** A user function has declared one. */
  readonly hasUnionList: boolean;
  /** All operators of its subtask had come to their end. */
  readonly hasEnded: boolean;
}

/** The coordinator's way to everybody else. Valid during the call only. */
export interface CoordinatorPort {
  readonly now: Micros;
  /** Tells a task at the head of the job to take checkpoint n (CP-5); a savepoint says what it is for. */
  triggerTask(
    subtask: number,
    checkpointId: number,
    triggeredAt: Micros,
    savepoint: SavepointMode | null,
  ): void;
  notifyComplete(subtask: number, checkpointId: number): void;
  notifyAborted(subtask: number, checkpointId: number): void;
  /** Asks storage to write the metadata; the answer is `onMetadataStored`. */
  storeMetadata(checkpointId: number): void;
  /** Entries of state in a snapshot that is stored: what the history says of its size. */
  entriesOf(snapshotId: number): number;
  /** What a stored snapshot has to do with united lists (OS-7). */
  unionIn(snapshotId: number): UnionInSnapshot;
  /** Nobody needs these snapshots any more. */
  discard(snapshotIds: readonly number[]): void;
  /**
   * Too many checkpoints have failed in a row, or the job cannot stop with a savepoint (CP-12). The last
   * thing that a call does.
   */
  failJob(reason: string): void;
  /** Sets the coordinator's timer; Infinity clears it. */
  wakeAt(at: Micros): void;
  /** The n-th draw of the coordinator's own stream, in [0, bound). */
  draw(n: number, bound: number): number;
  /** Reports a fact of the coordinator. Columns are described in `trace/fact.ts`. */
  report(
    kind: number,
    subject: number,
    key: number,
    origin: number,
    stamp: number,
    detail: number,
    value?: unknown,
  ): void;
}

// Requests for a checkpoint, and which of them may begin (Flink's CheckpointRequestDecider, CP-6 and
// CP-7). A request waits while as many checkpoints are pending as may be; the first one begins as soon as
// one of them ends. Whoever asks goes before the schedule, and need not keep the pause. Savepoints go
// before everybody, and where no barrier overtakes they need not wait for a place either.
//
//   interval 1000, a checkpoint takes 1500, minimum pause 500 (TVX-30)
//
//   0          1000        1500      2000                  3500      4000
//   ├───────── #1 ──────────┤         ├───────── #2 ────────┤         ├──── #3
//              └ waits ─────┘ dropped: the pause is not over; tried again at 2000

import type { Micros } from "../clock/time.ts";
import type { SavepointMode } from "../element/savepoint_mode.ts";

/** Requests that may wait. */
export const CHECKPOINT_REQUESTS_MAX = 1000;

/** Who asks: the schedule, or somebody who wants a checkpoint, or a savepoint. */
export type CheckpointRequest = "periodic" | "requested" | SavepointMode;

/** What the first request may do. */
export type Decision =
  /** There is none, or it has to wait. */
  | "none"
  /** It begins: somebody asked for it. */
  | "requested"
  /** It begins: the schedule asked for it. */
  | "periodic"
  /** It is dropped, because the last checkpoint is complete for less than the minimum pause. */
  | "tooEarly"
  /** It begins, and is a savepoint. */
  | SavepointMode;

/** What a decision depends on. */
export interface DecisionInput {
  readonly now: Micros;
  readonly pendingCount: number;
  readonly maxConcurrent: number;
  /** When the last checkpoint was complete, and how long the schedule pauses then. */
  readonly lastCompletedAt: Micros;
  readonly minPause: Micros;
  /** Savepoints wait for a place like all others (Flink: where barriers may overtake). */
  readonly savepointsWait: boolean;
}

/** The requests that wait. Those of checkpoints say nothing but who asked, so they are counted. */
export class RequestDecider {
  savepoints: SavepointMode[] = [];
  requestedCount = 0;
  periodicCount = 0;

  /** Requests that wait. */
  get size(): number {
    return this.savepoints.length + this.requestedCount + this.periodicCount;
  }

  /** Takes a request. False when one has to go, for too many wait: the last one of the schedule. */
  add(asked: CheckpointRequest): boolean {
    const isFull = this.size >= CHECKPOINT_REQUESTS_MAX;
    if (isFull && (asked === "periodic" || this.periodicCount === 0)) return false;
    if (isFull) this.periodicCount--;
    if (asked === "periodic") this.periodicCount++;
    else if (asked === "requested") this.requestedCount++;
    else this.savepoints.push(asked);
    return !isFull;
  }

  /** Takes the first request out, if something is to be done with it now. */
  next(input: DecisionInput): Decision {
    const { now, pendingCount, maxConcurrent, lastCompletedAt, minPause, savepointsWait } = input;
    const isFull = pendingCount >= maxConcurrent;
    if (this.savepoints.length > 0 && !(isFull && savepointsWait)) return this.savepoints.shift()!;
    if (isFull) return "none";
    if (this.requestedCount > 0) {
      this.requestedCount--;
      return "requested";
    }
    if (this.periodicCount === 0) return "none";
    this.periodicCount--;
    return now - lastCompletedAt < minPause ? "tooEarly" : "periodic";
  }

  /** Forgets all requests. */
  clear(): void {
    this.savepoints = [];
    this.requestedCount = 0;
    this.periodicCount = 0;
  }
}

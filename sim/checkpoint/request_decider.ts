// Requests for a checkpoint, and which of them may begin (Flink's CheckpointRequestDecider, CP-6 and
// CP-7). A request waits while as many checkpoints are pending as may be; the first one begins as soon as
// one of them ends. Whoever asks goes before the schedule, and need not keep the pause.
//
//   interval 1000, a checkpoint takes 1500, minimum pause 500 (TVX-30)
//
//   0          1000        1500      2000                  3500      4000
//   ├───────── #1 ──────────┤         ├───────── #2 ────────┤         ├──── #3
//              └ waits ─────┘ dropped: the pause is not over; tried again at 2000

import type { Micros } from "../clock/time.ts";

/** Requests that may wait. */
export const CHECKPOINT_REQUESTS_MAX = 1000;

/** What the first request may do. */
export type Decision =
  /** There is none, or it has to wait. */
  | "none"
  /** It begins: somebody asked for it. */
  | "requested"
  /** It begins: the schedule asked for it. */
  | "periodic"
  /** It is dropped, because the last checkpoint is complete for less than the minimum pause. */
  | "tooEarly";

/** What a decision depends on. */
export interface DecisionInput {
  readonly now: Micros;
  readonly pendingCount: number;
  readonly maxConcurrent: number;
  /** When the last checkpoint was complete, and how long the schedule pauses then. */
  readonly lastCompletedAt: Micros;
  readonly minPause: Micros;
}

/** The requests that wait. They say nothing but who asked, so they are counted. */
export class RequestDecider {
  requestedCount = 0;
  periodicCount = 0;

  /** Takes a request. False when one has to go, for too many wait: the last one of the schedule. */
  add(isPeriodic: boolean): boolean {
    const isFull = this.requestedCount + this.periodicCount >= CHECKPOINT_REQUESTS_MAX;
    if (isFull && (isPeriodic || this.periodicCount === 0)) return false;
    if (isFull) this.periodicCount--;
    if (isPeriodic) this.periodicCount++;
    else this.requestedCount++;
    return !isFull;
  }

  /** Takes the first request out, if something is to be done with it now. */
  next({ now, pendingCount, maxConcurrent, lastCompletedAt, minPause }: DecisionInput): Decision {
    if (pendingCount >= maxConcurrent) return "none";
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
    this.requestedCount = 0;
    this.periodicCount = 0;
  }
}

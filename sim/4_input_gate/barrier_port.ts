// What barrier handling does to the rest of the task and hears from it. The task makes the port; the
// handler keeps none of it.

import type { Micros } from "../clock/time.ts";

/** Why a task gives a checkpoint up at its input; the names are those of Flink's CheckpointFailureReason. */
export type AlignmentFailure =
  /** A barrier of a newer checkpoint came before the last one of this (AL-5). */
  | "CHECKPOINT_DECLINED_SUBSUMED"
  /** A task before this one gave it up and says so (AL-8). */
  | "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER"
  /** A channel ended, and checkpoints after the end of a task are off (AL-9). */
  | "CHECKPOINT_DECLINED_INPUT_END_OF_STREAM";

/** What a {@linkcode BarrierHandler} is handed while it acts. Valid during the call only. */
export interface BarrierPort {
  /** Simulated time of the action that runs. */
  readonly now: Micros;
  /** The channel takes nothing more until it is resumed: its sender has stopped after the barrier. */
  block(channel: number, checkpointId: number): void;
  /**
   * The sender of the channel may go on. Called once for every aligned barrier that was received: of a
   * blocked channel when its checkpoint is taken or given up, at once when nobody waits for the barrier.
   */
  resume(channel: number, checkpointId: number): void;
  /**
   * All barriers are in: take the snapshot (SN-1); channels are resumed after it returns (AL-6). A task
   * that is not running declines here, and cancels downstream (AL-10).
   */
  trigger(checkpointId: number, triggeredAt: Micros, alignmentDuration: Micros): void;
  /** Gives the checkpoint up: forwards a cancellation downstream and declines at the coordinator. */
  abort(checkpointId: number, reason: AlignmentFailure): void;
  /** Reports a fact; where its subject is a channel, that is the channel's index in the task. */
  report(kind: number, subject: number, stamp: number, value?: unknown): void;
}

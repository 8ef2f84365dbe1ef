// What barrier handling does to the rest of the task and hears from it. The task makes the port; the
// handler keeps none of it.

import type { Micros } from "../clock/time.ts";
import type { CheckpointOptions } from "../element/checkpoint_options.ts";
import { assert } from "../clock/assert.ts";

/** Why a task gives a checkpoint up at its input; the names are those of Flink's CheckpointFailureReason. */
export type AlignmentFailure =
  /** A barrier of a newer checkpoint came before the last one of this (AL-5). */
  | "CHECKPOINT_DECLINED_SUBSUMED"
  /** A task before this one gave it up and says so (AL-8). */
  | "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER"
  /** A channel ended, and checkpoints after the end of a task are off (AL-9). */
  | "CHECKPOINT_DECLINED_INPUT_END_OF_STREAM"
  /** A newer barrier has arrived on some channel, so nobody knows what this one's overtook (UC-6). */
  | "CHECKPOINT_SUBSUMED";

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
   * Take the snapshot (SN-1): all barriers are in, and channels are resumed after it returns (AL-6); or,
   * where the options say that barriers overtake, one is in, and the task's own barrier goes ahead of
   * everything that waits at its outputs (UC-1). The duration is then what it is so far. A task that is
   * not running declines here, and cancels downstream (AL-10).
   */
  trigger(
    checkpointId: number,
    triggeredAt: Micros,
    alignmentDuration: Micros,
    options: CheckpointOptions,
  ): void;
  /** Gives the checkpoint up: forwards a cancellation downstream and declines at the coordinator. */
  abort(checkpointId: number, reason: AlignmentFailure): void;
  /** Reports a fact; where its subject is a channel, that is the channel's index in the task. */
  report(kind: number, subject: number, stamp: number, value?: unknown): void;
}

/** What more a task can do where barriers may overtake. */
export interface OvertakingPort extends BarrierPort {
  /**
   * From here on what waits at the inputs is part of the checkpoint, and what arrives before the barrier
   * of its channel (UC-2). False when that cannot be known any more. The snapshot follows at once.
   */
  startRecording(checkpointId: number): boolean;
  /** All barriers are in: what was recorded is all that there is (UC-5). */
  completeRecording(checkpointId: number, alignmentDuration: Micros): void;
  /** The checkpoint is given up: what was recorded of it, and of older ones, is of no use. */
  abandonRecording(checkpointId: number): void;
  /** Moves an announced barrier to the front of its channel, if it is still waiting there. */
  prioritize(channel: number, checkpointId: number): boolean;
  /** Calls {@linkcode BarrierHandler.receiveTimeout} at that time, or, with NEVER, not at all. */
  setAlignmentTimer(at: Micros): void;
}

/** The port of a task that has said that its barriers may overtake. */
export function overtakingPort(port: BarrierPort): OvertakingPort {
  assert("startRecording" in port, "a task whose barriers may overtake can record what they do");
  return port as OvertakingPort;
}

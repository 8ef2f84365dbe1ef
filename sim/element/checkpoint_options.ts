// How a checkpoint treats what is in flight when its barrier comes (Flink's CheckpointOptions, AL-2):
//
//   aligned         every channel is read up to its barrier; with a timeout, until that is over
//   unaligned       the barrier overtakes the data, and what it overtook is part of the checkpoint
//   forcedAligned   unaligned everywhere but on this edge, which does not support it (UC-7)

import type { Micros } from "../clock/time.ts";
import { MAX } from "../clock/time.ts";

/** What a barrier does when it meets data that waits. */
export type BarrierAlignment = "aligned" | "unaligned" | "forcedAligned";

/** What is settled about one checkpoint when it is triggered; every barrier of it carries this. */
export interface CheckpointOptions {
  readonly isSavepoint: boolean;
  readonly alignment: BarrierAlignment;
  /** So long after the trigger an aligned barrier may begin to overtake; `MAX` is never (UC-11). */
  readonly alignedTimeout: Micros;
}

/** What a job says about all of its checkpoints. */
export interface CheckpointOptionsConfig {
  readonly isExactlyOnce: boolean;
  /** `execution.checkpointing.unaligned.enabled`. */
  readonly isUnaligned: boolean;
  /** `execution.checkpointing.aligned-checkpoint-timeout`; 0 is at once (DF-13). */
  readonly alignedTimeout: Micros;
}

/** The options of a checkpoint that is aligned however long that takes. */
export const ALIGNED: CheckpointOptions = options("aligned");

/** The options of a checkpoint whose barriers overtake from the start. */
export const UNALIGNED: CheckpointOptions = options("unaligned");

/** The options of a checkpoint that is aligned until its timeout is over. */
export function alignedWithTimeout(timeout: Micros): CheckpointOptions {
  return options("aligned", timeout);
}

/** What holds for a checkpoint or a savepoint of a job; a savepoint is always aligned (AL-2, UC-6). */
export function optionsOf(
  { isExactlyOnce, isUnaligned, alignedTimeout }: CheckpointOptionsConfig,
  isSavepoint = false,
): CheckpointOptions {
  if (isSavepoint) return Object.freeze({ ...ALIGNED, isSavepoint });
  if (!isExactlyOnce || !isUnaligned) return ALIGNED;
  return alignedTimeout > 0 ? alignedWithTimeout(alignedTimeout) : UNALIGNED;
}

/** True when barriers of the checkpoint begin to overtake once its timeout is over. */
export function isTimeoutable({ alignment, alignedTimeout }: CheckpointOptions): boolean {
  return alignment === "aligned" && alignedTimeout < MAX;
}

/** True when so long after the trigger the timeout is over: later than it, not at it (UC-11). */
export function isTimedOut(checkpoint: CheckpointOptions, sinceTrigger: Micros): boolean {
  return isTimeoutable(checkpoint) && checkpoint.alignedTimeout < sinceTrigger;
}

/** The same checkpoint from the moment on at which its barriers overtake. */
export function asUnaligned(checkpoint: CheckpointOptions): CheckpointOptions {
  if (checkpoint.alignment === "unaligned") return checkpoint;
  return Object.freeze({ ...checkpoint, alignment: "unaligned", alignedTimeout: MAX });
}

/** The same checkpoint on an edge over which barriers may not overtake (UC-7). */
export function asForcedAligned(checkpoint: CheckpointOptions): CheckpointOptions {
  if (checkpoint.alignment === "aligned" && !isTimeoutable(checkpoint)) return checkpoint;
  return Object.freeze({ ...checkpoint, alignment: "forcedAligned" });
}

/** The same checkpoint behind the task at which such an edge ends: what it was before (UC-7). */
export function asSupported(checkpoint: CheckpointOptions): CheckpointOptions {
  if (checkpoint.alignment !== "forcedAligned") return checkpoint;
  const alignment = checkpoint.alignedTimeout < MAX ? "aligned" : "unaligned";
  return Object.freeze({ ...checkpoint, alignment });
}

function options(alignment: BarrierAlignment, alignedTimeout: Micros = MAX): CheckpointOptions {
  return Object.freeze({ isSavepoint: false, alignment, alignedTimeout });
}

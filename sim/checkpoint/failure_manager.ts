// When do failing checkpoints make the job fail (Flink's CheckpointFailureManager, CP-12)? One that fails
// does no harm by itself, the next one may do; but a job without checkpoints cannot recover.

import {
  type CheckpointFailureReason,
  isCountedFailure,
} from "../element/checkpoint_failure_reason.ts";

/** Counts checkpoints that failed one after the other. */
export class FailureManager {
  consecutiveFailures = 0;
  lastCompletedId = 0;

  /**
   * Takes note that a checkpoint was given up, which happens to each one at most once. True when that is
   * one too many; then counting begins anew.
   */
  onAborted(id: number, reason: CheckpointFailureReason, tolerableFailures: number): boolean {
    if (id <= this.lastCompletedId || !isCountedFailure(reason)) return false;
    this.consecutiveFailures++;
    if (this.consecutiveFailures <= tolerableFailures) return false;
    this.consecutiveFailures = 0;
    return true;
  }

  /** Takes note that a checkpoint is complete. */
  onCompleted(id: number): void {
    this.lastCompletedId = id;
    this.consecutiveFailures = 0;
  }
}

// When do failing checkpoints make the job fail (Flink's CheckpointFailureManager, CP-12)? One that fails
// does no harm by itself, the next one may do; but a job without checkpoints cannot recover. A savepoint
// is the business of whoever asked for it, unless a task fails at it; one with which the job was to stop
// leaves tasks that have stopped already.

import type { PendingCheckpointSpec } from "./pending_checkpoint.ts";
import {
  type CheckpointFailureReason,
  failureReasonWords,
  isCountedFailure,
} from "../element/checkpoint_failure_reason.ts";
import { endsJob } from "../element/savepoint_mode.ts";

/** What failed, and whose fault it was. */
export interface CheckpointFailure {
  readonly spec: Pick<PendingCheckpointSpec, "id" | "savepoint">;
  readonly reason: CheckpointFailureReason;
  /** A task could not do its part; else the coordinator or storage. */
  readonly isOfTask: boolean;
}

/** Counts checkpoints that failed one after the other. */
export class FailureManager {
  consecutiveFailures = 0;
  lastCompletedId = 0;

  /**
   * Takes note that a checkpoint was given up, which happens to each one at most once. Says why when the
   * job has to fail; if that is because this was one too many, counting begins anew.
   */
  onAborted(
    { spec: { id, savepoint }, reason, isOfTask }: CheckpointFailure,
    tolerableFailures: number,
  ): string | null {
    if (savepoint !== null && !isOfTask) return null;
    if (endsJob(savepoint)) return cannotStop(id, reason);
    if (id <= this.lastCompletedId || !isCountedFailure(reason)) return null;
    this.consecutiveFailures++;
    if (this.consecutiveFailures <= tolerableFailures) return null;
    this.consecutiveFailures = 0;
    return TOO_MANY_FAILURES;
  }

  /** Takes note that a checkpoint is complete. */
  onCompleted(id: number): void {
    this.lastCompletedId = id;
    this.consecutiveFailures = 0;
  }
}

const TOO_MANY_FAILURES = "more checkpoints have failed in a row than the job tolerates";

function cannotStop(id: number, reason: CheckpointFailureReason): string {
  return `the job was to stop with savepoint ${id}, which was given up: ${
    failureReasonWords(reason)
  }`;
}

// The numbers of a job's checkpoints, under the names of Flink's metrics (CheckpointStatsTracker, MT-12),
// and a history of the last ones.

import type { Micros, Millis } from "../clock/time.ts";
import type { CheckpointFailureReason } from "../element/checkpoint_failure_reason.ts";
import type { CompletedCheckpoint } from "./completed_checkpoint.ts";
import type { PendingCheckpoint } from "./pending_checkpoint.ts";
import { type CheckpointStats, statsOf } from "./checkpoint_stats.ts";

/** Checkpoints that the history remembers. */
export const CHECKPOINT_HISTORY_MAX = 100;

/** Entries of state in a snapshot. */
type SizeOf = (snapshotId: number) => number;

/** Counters, gauges and history. A gauge that has nothing to tell yet is −1. */
export class CheckpointStatsTracker {
  /** All that were ever triggered. */
  totalNumberOfCheckpoints = 0;
  numberOfInProgressCheckpoints = 0;
  numberOfCompletedCheckpoints = 0;
  /** Those that were given up, for whatever reason; a request that was refused is none of them. */
  numberOfFailedCheckpoints = 0;
  lastCompletedCheckpointId = -1;
  lastCheckpointDuration: Millis = -1;
  /** Entries of state in it, where Flink counts bytes. */
  lastCheckpointSize = -1;
  /** When a job was last started from a checkpoint, in simulated time. */
  lastCheckpointRestoreTimestamp: Micros = -1;
  /** Which one that was (Flink's RestoredCheckpointStats). */
  lastRestoredCheckpointId = -1;
  /** The last ones that have ended, in the order in which they did. */
  history: CheckpointStats[] = [];

  onTriggered(): void {
    this.totalNumberOfCheckpoints++;
    this.numberOfInProgressCheckpoints++;
  }

  onCompleted(pending: PendingCheckpoint, now: Micros, entriesOf: SizeOf): void {
    this.numberOfCompletedCheckpoints++;
    this.lastCompletedCheckpointId = pending.spec.id;
    this.lastCheckpointDuration = Math.floor((now - pending.spec.triggeredAt) / 1000);
    const stats = statsOf(pending, now, null, entriesOf);
    this.lastCheckpointSize = stats.spec.entries;
    this.end(stats);
  }

  onAborted(
    pending: PendingCheckpoint,
    now: Micros,
    reason: CheckpointFailureReason,
    entriesOf: SizeOf,
  ): void {
    this.numberOfFailedCheckpoints++;
    this.end(statsOf(pending, now, reason, entriesOf));
  }

  /** The job was started from a checkpoint. */
  onRestored(checkpoint: CompletedCheckpoint | null, now: Micros): void {
    this.lastCheckpointRestoreTimestamp = now;
    this.lastRestoredCheckpointId = checkpoint?.spec.id ?? -1;
  }

  /** Pending ones that died with the coordinator: they will never end, and have no line in the history. */
  onForgotten(count: number): void {
    this.numberOfInProgressCheckpoints -= count;
    this.numberOfFailedCheckpoints += count;
  }

  private end(stats: CheckpointStats): void {
    this.numberOfInProgressCheckpoints--;
    this.history.push(stats);
    if (this.history.length > CHECKPOINT_HISTORY_MAX) this.history.shift();
  }
}

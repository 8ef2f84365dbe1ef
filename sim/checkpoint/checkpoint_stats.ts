// How one checkpoint went, as the history page tells it (Flink's AbstractCheckpointStats and
// SubtaskStateStats). It is over, so it never changes and all keyframes share it.

import type { Micros } from "../clock/time.ts";
import type { CheckpointFailureReason } from "../element/checkpoint_failure_reason.ts";
import type { SavepointMode } from "../element/savepoint_mode.ts";
import { NEVER_ACKNOWLEDGED, NO_SNAPSHOT, type PendingCheckpoint } from "./pending_checkpoint.ts";

/** One subtask's part in it. */
export interface SubtaskStats {
  readonly subtask: number;
  /** When it acknowledged, or −1 if it never did. */
  readonly acknowledgedAt: Micros;
  /** From the checkpoint's trigger to its acknowledgement, or −1. */
  readonly duration: Micros;
  /** Entries of state that it has stored: its size, where Flink counts bytes. */
  readonly entries: number;
}

/** What is told of one checkpoint. Frozen. */
export interface CheckpointStatsSpec {
  readonly id: number;
  readonly isPeriodic: boolean;
  /** What it was for when it was a savepoint, else null. */
  readonly savepoint: SavepointMode | null;
  readonly triggeredAt: Micros;
  readonly endedAt: Micros;
  readonly duration: Micros;
  /** Why it was given up; null when it is complete. */
  readonly failure: CheckpointFailureReason | null;
  /** When the last of them acknowledged, or −1 if nobody did. */
  readonly latestAcknowledgement: Micros;
  /** Entries of state, over all that have acknowledged. */
  readonly entries: number;
  /** Those that took part. */
  readonly subtasks: readonly SubtaskStats[];
}

/** One line of the history. */
export class CheckpointStats {
  spec!: CheckpointStatsSpec;
}

/** What is told of a checkpoint that has just ended. */
export function statsOf(
  { spec, acknowledgedAt, snapshotIds }: PendingCheckpoint,
  endedAt: Micros,
  failure: CheckpointFailureReason | null,
  entriesOf: (snapshotId: number) => number,
): CheckpointStats {
  const { id, isPeriodic, savepoint, triggeredAt, plan } = spec;
  const subtasks = plan.toWaitFor.map((subtask) => {
    const at = acknowledgedAt[subtask];
    const duration = at === NEVER_ACKNOWLEDGED ? NEVER_ACKNOWLEDGED : at - triggeredAt;
    const snapshotId = snapshotIds[subtask];
    const entries = snapshotId === NO_SNAPSHOT ? 0 : entriesOf(snapshotId);
    return Object.freeze({ subtask, acknowledgedAt: at, duration, entries });
  });
  const told = Object.freeze({
    id,
    isPeriodic,
    savepoint,
    triggeredAt,
    endedAt,
    duration: endedAt - triggeredAt,
    failure,
    latestAcknowledgement: Math.max(
      NEVER_ACKNOWLEDGED,
      ...subtasks.map((one) => one.acknowledgedAt),
    ),
    entries: subtasks.reduce((sum, { entries }) => sum + entries, 0),
    subtasks: Object.freeze(subtasks),
  });
  return Object.assign(new CheckpointStats(), { spec: told });
}

// A checkpoint from which the job can start again (Flink's CompletedCheckpoint): one snapshot of each
// subtask, all of the same instant of the stream. It never changes, so all keyframes share it.

import type { Micros } from "../clock/time.ts";
import type { SavepointMode } from "../element/savepoint_mode.ts";
import { NO_SNAPSHOT, type PendingCheckpoint } from "./pending_checkpoint.ts";

/** What a completed checkpoint holds. Frozen. */
export interface CompletedCheckpointSpec {
  readonly id: number;
  /** What it was taken for when it is a savepoint, else null. */
  readonly savepoint: SavepointMode | null;
  readonly triggeredAt: Micros;
  readonly completedAt: Micros;
  /** False when it was taken without alignment: then records may be counted twice (AL-12). */
  readonly isExactlyOnce: boolean;
  /** By subtask: where its state is, or −1 when there is none. */
  readonly snapshotIds: readonly number[];
  /** By subtask: true when it had come to its end. */
  readonly finished: readonly boolean[];
}

/** One completed checkpoint. */
export class CompletedCheckpoint {
  spec!: CompletedCheckpointSpec;

  /** The snapshots that it needs. */
  get snapshots(): number[] {
    return this.spec.snapshotIds.filter((id) => id !== NO_SNAPSHOT);
  }
}

/** What has become of a pending checkpoint whose metadata is stored. */
export function completeCheckpoint(
  { spec: { id, savepoint, triggeredAt }, snapshotIds, isFinished }: PendingCheckpoint,
  completedAt: Micros,
  isExactlyOnce: boolean,
): CompletedCheckpoint {
  const spec = Object.freeze({
    id,
    savepoint,
    triggeredAt,
    completedAt,
    isExactlyOnce,
    snapshotIds: Object.freeze([...snapshotIds]),
    finished: Object.freeze(Array.from(isFinished, (flag) => flag === 1)),
  });
  return Object.assign(new CompletedCheckpoint(), { spec });
}

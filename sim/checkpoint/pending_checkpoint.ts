// A checkpoint that has been triggered and is not complete yet (Flink's PendingCheckpoint): who has
// acknowledged, and what they have stored.

import type { Micros } from "../clock/time.ts";
import type { SavepointMode } from "../element/savepoint_mode.ts";
import type { CheckpointPlan } from "./checkpoint_plan.ts";

/** "No snapshot": the subtask had nothing to store. */
export const NO_SNAPSHOT = -1;

/** "It never came." */
export const NEVER_ACKNOWLEDGED: Micros = -1;

/** What does not change while the checkpoint is pending. */
export interface PendingCheckpointSpec {
  readonly id: number;
  readonly triggeredAt: Micros;
  /** False when somebody asked for it. */
  readonly isPeriodic: boolean;
  /** What it is for when it is a savepoint, else null. */
  readonly savepoint: SavepointMode | null;
  readonly plan: CheckpointPlan;
}

/** What an acknowledgement was: new, said before, or from somebody who was not asked (CP-10). */
export type Acknowledgement = "accepted" | "duplicate" | "unknown";

/** One checkpoint under way. */
export class PendingCheckpoint {
  spec!: PendingCheckpointSpec;
  /** By subtask: 1 as long as its acknowledgement is missing. */
  isAwaited: Uint8Array = new Uint8Array(0);
  missingCount = 0;
  snapshotIds: Float64Array = new Float64Array(0);
  isFinished: Uint8Array = new Uint8Array(0);
  acknowledgedAt: Float64Array = new Float64Array(0);
  /** The metadata is on its way to storage; what is so far can no longer expire or be declined. */
  isStoring = false;

  /** Begins to wait for everybody in the plan. */
  begin(spec: PendingCheckpointSpec, subtaskCount: number): void {
    const { toWaitFor, finished } = spec.plan;
    this.spec = Object.freeze(spec);
    this.isAwaited = new Uint8Array(subtaskCount);
    for (const subtask of toWaitFor) this.isAwaited[subtask] = 1;
    this.missingCount = toWaitFor.length;
    this.snapshotIds = new Float64Array(subtaskCount).fill(NO_SNAPSHOT);
    this.isFinished = new Uint8Array(subtaskCount);
    for (const subtask of finished) this.isFinished[subtask] = 1;
    this.acknowledgedAt = new Float64Array(subtaskCount).fill(NEVER_ACKNOWLEDGED);
  }

  /** Takes a subtask's word that its part is stored. */
  acknowledge(
    subtask: number,
    snapshotId: number,
    isFinished: boolean,
    now: Micros,
  ): Acknowledgement {
    if (!this.spec.plan.toWaitFor.includes(subtask)) return "unknown";
    if (this.isAwaited[subtask] === 0) return "duplicate";
    this.isAwaited[subtask] = 0;
    this.missingCount--;
    this.snapshotIds[subtask] = snapshotId;
    this.isFinished[subtask] = isFinished ? 1 : 0;
    this.acknowledgedAt[subtask] = now;
    return "accepted";
  }

  /** True when every part is stored. */
  get isFullyAcknowledged(): boolean {
    return this.missingCount === 0;
  }

  /** The snapshots that it has so far. */
  get snapshots(): number[] {
    return [...this.snapshotIds].filter((id) => id !== NO_SNAPSHOT);
  }
}

// The completed checkpoints that are kept (Flink's CompletedCheckpointStore): the newest few. What is
// older is subsumed: whatever it was good for, the newer one does better (CP-9). Savepoints stand beside
// them: they are kept for whoever asked, and no restart uses them (CP-15, CI-60).

import type { CompletedCheckpoint } from "./completed_checkpoint.ts";
import { assert } from "../clock/assert.ts";

/** The kept ones, the oldest first. */
export class CompletedCheckpoints {
  kept: CompletedCheckpoint[] = [];
  savepoints: CompletedCheckpoint[] = [];

  /** The one from which the job starts again. */
  get latest(): CompletedCheckpoint | null {
    return this.kept.at(-1) ?? null;
  }

  /** Keeps one more, and gives back those that are too old now. */
  add(checkpoint: CompletedCheckpoint, retained: number): CompletedCheckpoint[] {
    const { id } = checkpoint.spec;
    assert(id > (this.latest?.spec.id ?? 0), "a completed checkpoint is newer than all before");
    this.kept.push(checkpoint);
    return this.kept.splice(0, Math.max(0, this.kept.length - retained));
  }

  /** Keeps a savepoint; none is ever too old. */
  addSavepoint(savepoint: CompletedCheckpoint): void {
    this.savepoints.push(savepoint);
  }

  /** True when one of the kept checkpoints or savepoints needs a snapshot. */
  needs(snapshotId: number): boolean {
    const needs = ({ spec }: CompletedCheckpoint) => spec.snapshotIds.includes(snapshotId);
    return this.kept.some(needs) || this.savepoints.some(needs);
  }
}

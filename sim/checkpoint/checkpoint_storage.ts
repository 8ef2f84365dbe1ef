// Where the parts of checkpoints lie (Flink's CheckpointStorage): snapshots by a number that the
// coordinator knows them by. Checkpoints may be damaged; nobody notices before they are read (F30).

import type { SubtaskSnapshot } from "../task/subtask_snapshot.ts";

/** What is wrong with a checkpoint. */
export type Damage = "lost" | "corrupt";

/** The store. A part; what it holds is immutable and shared by copies of the world. */
export class CheckpointStorage {
  snapshots: Map<number, SubtaskSnapshot> = new Map();
  count = 0;
  /** By checkpoint id. */
  damages: Map<number, Damage> = new Map();

  /** Keeps a snapshot and gives its number. */
  put(snapshot: SubtaskSnapshot): number {
    const id = ++this.count;
    this.snapshots.set(id, snapshot);
    return id;
  }

  /** A snapshot by its number; undefined for one that was discarded. */
  get(id: number): SubtaskSnapshot | undefined {
    return this.snapshots.get(id);
  }

  /** Deletes snapshots that nobody needs any more. */
  discard(ids: readonly number[]): void {
    for (const id of ids) this.snapshots.delete(id);
  }

  /** Deletes snapshots that nobody can name any more: the coordinator that knew them has died. */
  retain(isNeeded: (id: number) => boolean): void {
    for (const id of [...this.snapshots.keys()]) if (!isNeeded(id)) this.snapshots.delete(id);
  }

  /** Damages a checkpoint. */
  damage(checkpointId: number, damage: Damage): void {
    this.damages.set(checkpointId, damage);
  }
}

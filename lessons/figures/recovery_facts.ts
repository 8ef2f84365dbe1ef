// What failures do to the memory of a subtask: it is gone with the attempt, and the next one begins with what
// the snapshot of a checkpoint holds. Whoever folds facts about state, windows or timers asks here.
//
//   snapshot ──────── lost ─ ─ ─ restored: as at the snapshot

import { Fact, type FactRow } from "@headwater/sim/trace";
import { CANCELED, FAILED } from "./control_numbers.ts";

/** Keeps what subtasks held at each snapshot; `Held` is a copy that does not change. */
export class Snapshots<Held> {
  private readonly held = new Map<string, Held>();

  /**
   * Applies a fact about snapshots or failures; gives what the subtask holds from now on, or nothing when
   * the fact changes nothing.
   */
  apply(fact: FactRow, hold: () => Held): { readonly held: Held | null } | undefined {
    const { kind, owner, stamp, detail } = fact;
    if (kind === Fact.snapshotTaken) this.held.set(`${owner}/${stamp}`, hold());
    if (kind === Fact.stateRestored) return { held: this.held.get(`${owner}/${stamp}`) ?? null };
    const isGone = kind === Fact.executionStateChanged &&
      (detail === FAILED || detail === CANCELED);
    return isGone ? { held: null } : undefined;
  }
}

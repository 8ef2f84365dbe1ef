// What a checkpoint holds of one operator under test: its lists, and copies of what belongs to keys.

import type { Operator } from "../5_operator/operator.ts";
import type { KeyedParts } from "../6_state/keyed_part.ts";
import type { OperatorListState, RestoredLists } from "../6_state/operator_list_state.ts";
import { copy } from "../clock/copy.ts";
import { deepFreeze } from "../clock/freeze.ts";

/** A saved operator. It never changes, however often something begins from it. */
export interface HarnessSnapshot {
  readonly checkpointId: number;
  readonly lists: readonly OperatorListState[];
  readonly keyedParts: KeyedParts;
}

/** A snapshot of what the operator gave. */
export function toSnapshot(
  checkpointId: number,
  operator: Operator,
  lists: readonly OperatorListState[],
): HarnessSnapshot {
  const parts = Object.entries(operator.keyedParts())
    .map(([name, part]) => [name, copy(part)] as const);
  return {
    checkpointId,
    lists: deepFreeze([...lists], "taking a snapshot"),
    keyedParts: Object.fromEntries(parts),
  };
}

/** What a snapshot says to a restarted operator: nothing where there is none. */
export function restoredLists(snapshot: HarnessSnapshot | null): RestoredLists {
  return {
    isRestored: snapshot !== null,
    names: snapshot?.lists.map(({ name }) => name) ?? [],
    items: (name) => snapshot?.lists.find((list) => list.name === name)?.items ?? [],
  };
}

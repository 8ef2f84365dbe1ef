// What one subtask hands over for a checkpoint (Flink's TaskStateSnapshot): per operator of its chain, a
// copy of its keyed state and the lists that belong to no key; and, where barriers overtake, what was on
// its way. Not watermarks, not generators, and no buffers of an aligned checkpoint (SN-4).

import type { KeyedParts } from "../6_state/keyed_part.ts";
import { type InFlight, NOTHING_IN_FLIGHT } from "../3_channel/channel_state.ts";
import type { OperatorListState } from "../6_state/operator_list_state.ts";

/** One operator's part. */
export interface OperatorSnapshot {
  readonly uid: string;
  /** Copies that nobody changes any more. */
  readonly keyed: KeyedParts;
  readonly lists: readonly OperatorListState[];
}

/** What a snapshot holds. */
export interface SubtaskState {
  readonly operators: readonly OperatorSnapshot[];
  /** What its barriers have overtaken (UC-2). */
  readonly inFlight: InFlight;
  /** Entries of state, which is what writing and reading it costs. */
  readonly entryCount: number;
  /** It had finished before the attempt began, and has nothing of its own to restore. */
  readonly isFinished: boolean;
  /** Its operators had come to their end; false if left out. */
  readonly hasEnded?: boolean;
}

/** One subtask's snapshot: immutable, so copies of the world share what is in it. A part. */
export class SubtaskSnapshot {
  spec: SubtaskState = NOTHING;
}

const NOTHING: SubtaskState = Object.freeze({
  operators: [],
  inFlight: NOTHING_IN_FLIGHT,
  entryCount: 0,
  isFinished: false,
});

/** The number of entries in an operator's part. */
export function countEntries({ keyed, lists }: OperatorSnapshot): number {
  const parts = Object.values(keyed).reduce((sum, { size }) => sum + size, 0);
  return lists.reduce((sum, { items }) => sum + items.length, parts);
}

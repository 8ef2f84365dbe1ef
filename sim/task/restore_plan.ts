// What a restarted subtask gets back, chosen from the snapshots of a checkpoint before it is deployed
// (Flink's JobManagerTaskRestore): for each operator of its chain the saved keyed parts, from whichever
// subtask had them, and the lists that were dealt to it.

import type { KeyedPart } from "../6_state/keyed_part.ts";
import type { InFlight } from "../3_channel/channel_state.ts";
import type { RestoredLists } from "../6_state/operator_list_state.ts";

/** One saved keyed part of one old subtask, under its name. */
export interface SavedPart {
  readonly name: string;
  readonly saved: KeyedPart;
}

/** One operator's share. */
export interface OperatorRestore {
  readonly parts: readonly SavedPart[];
  readonly lists: RestoredLists;
}

/** What one subtask restores. */
export interface RestoreShare {
  readonly checkpointId: number;
  readonly operators: readonly OperatorRestore[];
  /** What was on its way to it and from it (UC-8); null for nothing. */
  readonly inFlight: InFlight | null;
  /** Entries that it has to read. */
  readonly entryCount: number;
  /** It had finished when the checkpoint was taken. */
  readonly isFinished: boolean;
}

/** The same, on its way to a task. A part: copies of the world share what is in it. */
export class RestorePlan {
  spec!: RestoreShare;
}

// State of an operator that belongs to no key, as a checkpoint holds it (Flink's OperatorStateHandle):
// lists, and how each is dealt out when the number of subtasks changes (OS-1).

/** How a list is dealt out at a restart. */
export type ListStateMode = "split" | "union" | "broadcast";

/** One named list of one subtask. Its items are immutable. */
export interface OperatorListState {
  readonly name: string;
  readonly mode: ListStateMode;
  readonly items: readonly unknown[];
}

/** What a restarted operator gets back: the items by the name of their list; none where it is new (OS-6). */
export interface RestoredLists {
  /** True when the operator was part of the checkpoint. */
  readonly isRestored: boolean;
  /** The names of all lists that there are. */
  readonly names: readonly string[];
  items(name: string): readonly unknown[];
}

/** What an operator is given that was part of no checkpoint. */
export const NO_LISTS: RestoredLists = Object.freeze({
  isRestored: false,
  names: Object.freeze([]),
  items: () => [],
});

// Who gets which state when a job is started again (Flink's StateAssignmentOperation): keyed state goes by
// key group to whoever owns it now, lists are dealt out by their mode (KG-8, OS-2 … OS-6).
//
//   old subtasks     [snapshot 0]   [snapshot 1]
//                         │  ╲         ╱  │           every new subtask is shown all keyed parts
//   new subtasks      [share 0]    [share 1]          and takes over the keys that are its own

import type { OperatorListState } from "../6_state/operator_list_state.ts";
import type { OperatorRestore, RestoreShare, SavedPart } from "../task/restore_plan.ts";
import type { OperatorSnapshot, SubtaskState } from "../task/subtask_snapshot.ts";
import {
  copyBroadcastState,
  type PerSubtask,
  splitOperatorState,
  uniteOperatorState,
} from "../6_state/operator_state.ts";

/** One subtask's part of a checkpoint; no state when it had finished before. */
export interface SavedSubtask {
  readonly state: SubtaskState | null;
  readonly isFinished: boolean;
}

/** What the subtasks of one vertex get back from a checkpoint. */
export function assignState(
  checkpointId: number,
  saved: readonly SavedSubtask[],
  uids: readonly string[],
  parallelism: number,
): RestoreShare[] {
  const operators = uids.map((uid) => {
    const snapshots = saved.map(({ state }) => state?.operators.find((one) => one.uid === uid));
    return assignSnapshots(snapshots, parallelism);
  });
  const isSame = saved.length === parallelism;
  return Array.from({ length: parallelism }, (_, subtask) => {
    const shares = operators.map((shares) => shares[subtask]);
    const entryCount = isSame ? saved[subtask].state?.entryCount ?? 0 : Math.ceil(
      saved.reduce((sum, { state }) => sum + (state?.entryCount ?? 0), 0) / parallelism,
    );
    // a vertex that had finished as a whole stays finished, however many subtasks it has now
    const isFinished = isSame ? saved[subtask].isFinished : saved.every((one) => one.isFinished);
    const inFlight = isSame ? saved[subtask].state?.inFlight ?? null : null;
    return Object.freeze({ checkpointId, operators: shares, inFlight, entryCount, isFinished });
  });
}

/** What the subtasks of one operator get back from the snapshots of those that it had; none is new. */
export function assignSnapshots(
  snapshots: readonly (OperatorSnapshot | undefined)[],
  parallelism: number,
): OperatorRestore[] {
  // at the same parallelism a subtask's own snapshot is all that it can need
  const isSame = snapshots.length === parallelism;
  const lists = assignLists(snapshots, parallelism);
  return Array.from({ length: parallelism }, (_, subtask) => ({
    parts: partsOf(isSame ? [snapshots[subtask]] : snapshots),
    lists: {
      isRestored: snapshots.some((snapshot) => snapshot !== undefined),
      names: [...lists.keys()],
      items: (name: string) => lists.get(name)?.[subtask] ?? [],
    },
  }));
}

function partsOf(snapshots: readonly (OperatorSnapshot | undefined)[]): SavedPart[] {
  return snapshots.flatMap((snapshot) =>
    Object.entries(snapshot?.keyed ?? {}).map(([name, part]) => ({ name, saved: part }))
  );
}

/** By name: what each new subtask gets. The surplus of one list goes on where that of the last ended. */
function assignLists(
  snapshots: readonly (OperatorSnapshot | undefined)[],
  parallelism: number,
): ReadonlyMap<string, PerSubtask<unknown>> {
  const lists = new Map<string, PerSubtask<unknown>>();
  let surplus = 0;
  for (const { name, mode } of declaredLists(snapshots)) {
    const found = snapshots.map((snapshot) => find(snapshot, name));
    const old = found.map((list) => list?.items ?? []);
    if (mode === "split") {
      const dealt = splitOperatorState(old, parallelism, surplus);
      surplus = dealt.nextSurplus;
      lists.set(name, dealt.lists);
    } else if (mode === "union") {
      lists.set(name, uniteOperatorState(old, parallelism));
    } else {
      // whoever had finished left no copy; the others' copies are enough for everybody
      const copies = found.flatMap((list) => list === undefined ? [] : [list.items]);
      lists.set(name, copyBroadcastState(copies, parallelism));
    }
  }
  return lists;
}

/** Every list once, in the order in which the first subtask that has it names it. */
function declaredLists(
  snapshots: readonly (OperatorSnapshot | undefined)[],
): readonly OperatorListState[] {
  const declared = new Map<string, OperatorListState>();
  for (const list of snapshots.flatMap((snapshot) => snapshot?.lists ?? [])) {
    if (!declared.has(list.name)) declared.set(list.name, list);
  }
  return [...declared.values()];
}

function find(snapshot: OperatorSnapshot | undefined, name: string): OperatorListState | undefined {
  return snapshot?.lists.find((list) => list.name === name);
}

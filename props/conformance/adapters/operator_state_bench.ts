// Operator state of a case, dealt out as the engine deals it out at a restart. A partition, in Flink a
// place in a file, is one item here; the handle that mentions it is the file of one old subtask.

import type { ListStateMode } from "../../../sim/6_state/operator_list_state.ts";
import { NOTHING_IN_FLIGHT } from "../../../sim/3_channel/channel_state.ts";
import { assignState, type SavedSubtask } from "../../../sim/checkpoint/state_assignment.ts";
import type { CaseReader } from "../case_reader.ts";

const MODES = { SPLIT_DISTRIBUTE: "split", UNION: "union", BROADCAST: "broadcast" } as const;
type Mode = keyof typeof MODES;

/** One item of a list, and whose file it is in. */
interface Partition {
  readonly oldSubtask: number;
  readonly offset: number;
}

/** What one new subtask gets of one state. */
interface Share {
  readonly name: string;
  readonly partitionCount: number;
  /** Files of old subtasks that it reads for this state. */
  readonly handleCount: number;
}

/** Deals the case's operator state out to each new parallelism that it asks for. */
export function redistribute(testCase: CaseReader): void {
  const state = testCase.get("operatorState").only("oldParallelism", "oldSubtasks");
  const subtasks = state.get("oldSubtasks").items();
  state.get("oldParallelism").expect(subtasks.length, state.get("oldParallelism").integer());
  const saved = subtasks.map(savedSubtask);
  const modes = new Map(
    subtasks.flatMap((one) => namesIn(one).map((name) => [name, modeOf(one.get(name))] as const)),
  );
  for (const row of testCase.get("redistribute").items()) checkRow(row, saved, modes);
}

function savedSubtask(states: CaseReader, oldSubtask: number): SavedSubtask {
  const lists = namesIn(states).map((name) => {
    const one = states.get(name).only("mode", "offsets");
    const items = one.get("offsets").items()
      .map((offset): Partition => ({ oldSubtask, offset: offset.integer() }));
    return { name, mode: MODES[modeOf(one)] satisfies ListStateMode, items };
  });
  return {
    state: {
      operators: [{ uid: "operator", keyed: {}, lists }],
      inFlight: NOTHING_IN_FLIGHT,
      entryCount: 0,
      isFinished: false,
    },
    isFinished: false,
  };
}

function checkRow(
  row: CaseReader,
  saved: readonly SavedSubtask[],
  modes: ReadonlyMap<string, Mode>,
): void {
  row.only(
    ...["newParallelism", "handleOccurrencesByState"],
    ...["partitionsPerNewSubtaskAndState", "partitionsPerNewSubtaskByMode"],
  );
  const shares = sharesOf(saved, [...modes.keys()], row.get("newParallelism").integer());
  if (row.has("handleOccurrencesByState")) {
    checkHandles(row.get("handleOccurrencesByState"), shares);
  }
  if (row.has("partitionsPerNewSubtaskAndState")) {
    const wanted = row.get("partitionsPerNewSubtaskAndState");
    for (const { partitionCount } of shares) wanted.expect(partitionCount, wanted.integer());
  }
  if (!row.has("partitionsPerNewSubtaskByMode")) return;
  const byMode = row.get("partitionsPerNewSubtaskByMode").only(...Object.keys(MODES));
  for (const { name, partitionCount } of shares) {
    const mode = modes.get(name)!;
    if (byMode.has(mode)) byMode.get(mode).expect(partitionCount, byMode.get(mode).integer());
  }
}

/** How many handles mention each state, over all new subtasks. */
function checkHandles(expected: CaseReader, shares: readonly Share[]): void {
  const counts = new Map<string, number>();
  for (const { name, handleCount } of shares) {
    counts.set(name, (counts.get(name) ?? 0) + handleCount);
  }
  const names = namesIn(expected);
  expected.expect([...counts.keys()].toSorted(byText), names.toSorted(byText));
  for (const name of names) {
    expected.get(name).expect(counts.get(name), expected.get(name).integer());
  }
}

/** What each new subtask gets of each state; nothing for a state of which it gets nothing. */
function sharesOf(
  saved: readonly SavedSubtask[],
  names: readonly string[],
  parallelism: number,
): Share[] {
  return assignState(1, saved, ["operator"], parallelism).flatMap(({ operators: [{ lists }] }) =>
    names.map((name) => {
      const partitions = lists.items(name) as readonly Partition[];
      const files = new Set(partitions.map(({ oldSubtask }) => oldSubtask));
      return { name, partitionCount: partitions.length, handleCount: files.size };
    }).filter(({ partitionCount }) => partitionCount > 0)
  );
}

function namesIn(states: CaseReader): string[] {
  return Object.keys(states.json() as object);
}

function modeOf(state: CaseReader): Mode {
  return state.get("mode").choice(...Object.keys(MODES) as Mode[]);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

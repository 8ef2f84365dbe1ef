// Cases of the harness schema in which an operator is restored with another parallelism.

import {
  copyBroadcastState,
  javaHash,
  keyGroup,
  keyGroupRange,
  splitOperatorState,
  uniteOperatorState,
} from "@headwater/sim";
import { KeyTable } from "../../../sim/element/key_table.ts";
import type { OperatorListState } from "../../../sim/6_state/operator_list_state.ts";
import type { CaseReader } from "../case_reader.ts";
import { harnessOperator } from "./harness_operator.ts";
import { playStep } from "./harness_steps.ts";
import { OperatorBench } from "./operator_bench.ts";

/** Runs one case: steps, a snapshot of all subtasks, steps at the new parallelism. */
export function rescale(testCase: CaseReader): void {
  testCase.only("operator", "maxParallelism", "before", "after");
  const maxParallelism = testCase.get("maxParallelism").integer();
  const keys = new KeyTable();
  const before = subtasksOf(testCase, "before", maxParallelism, keys);
  play(testCase.get("before"), before, maxParallelism);
  const after = subtasksOf(testCase, "after", maxParallelism, keys);
  const lists = listsOf(before, after.length);
  after.forEach((bench, index) => {
    const own = keyGroupRange(index, maxParallelism, after.length);
    const isOwn = (key: number) => own.contains(keyGroup(bench.keys.hashes[key], maxParallelism));
    bench.restoreFrom(before, isOwn, (name) => lists.get(name)?.[index] ?? []);
  });
  play(testCase.get("after"), after, maxParallelism);
}

function subtasksOf(
  testCase: CaseReader,
  phase: string,
  maxParallelism: number,
  keys: KeyTable,
): OperatorBench[] {
  const parallelism = testCase.get(phase).only("parallelism", "steps").get("parallelism").integer();
  const { spec, options } = harnessOperator(testCase.get("operator"));
  return Array.from({ length: parallelism }, (_, subtaskIndex) => {
    const bench = new OperatorBench(spec, {
      ...options,
      subtaskIndex,
      parallelism,
      maxParallelism,
    });
    bench.keys = keys;
    return bench;
  });
}

/** Lists of every old subtask, dealt out to the new ones as each wants to be (OS-2 to OS-5, BS-4). */
function listsOf(
  before: readonly OperatorBench[],
  parallelism: number,
): Map<string, readonly (readonly unknown[])[]> {
  const saved = before.map((bench) => bench.snapshotLists());
  const names = new Map(saved.flat().map(({ name, mode }) => [name, mode]));
  const dealt = [...names].map(([name, mode]) => {
    const lists = saved.map((all) => all.find((list) => list.name === name)?.items ?? []);
    return [name, deal(lists, mode, parallelism)] as const;
  });
  return new Map(dealt);
}

function deal(
  lists: readonly (readonly unknown[])[],
  mode: OperatorListState["mode"],
  parallelism: number,
): readonly (readonly unknown[])[] {
  if (mode === "split") return splitOperatorState(lists, parallelism).lists;
  if (mode === "union") return uniteOperatorState(lists, parallelism);
  return copyBroadcastState(lists, parallelism);
}

function play(phase: CaseReader, benches: readonly OperatorBench[], maxParallelism: number): void {
  for (const step of phase.get("steps").items()) {
    const bench = benches[step.get("subtask").integer()];
    playStep(step, bench, (json) => {
      const { keyOwnedBySubtask: owner } = (json ?? {}) as { keyOwnedBySubtask?: number };
      return owner === undefined ? json : keyOf(owner, benches.length, maxParallelism);
    });
  }
}

/** The first text whose key group belongs to a subtask. */
function keyOf(subtask: number, parallelism: number, maxParallelism: number): string {
  const { start, end } = keyGroupRange(subtask, maxParallelism, parallelism);
  for (let n = 0;; n++) {
    const group = keyGroup(javaHash(`${n}`), maxParallelism);
    if (group >= start && group <= end) return `${n}`;
  }
}

// Cases of the harness schema in which an operator is restored with another parallelism.

import { copy } from "../../../sim/clock/copy.ts";
import { javaHash, keyGroup, keyGroupRange } from "@headwater/sim";
import type { FunctionOperator } from "../../../sim/5_operator/function_operator.ts";
import type { CaseReader } from "../case_reader.ts";
import { harnessOperator } from "./harness_operator.ts";
import { playStep } from "./harness_steps.ts";
import { OperatorBench } from "./operator_bench.ts";

/** Runs one case: steps, a snapshot of all subtasks, steps at the new parallelism. */
export function rescale(testCase: CaseReader): void {
  testCase.only("operator", "maxParallelism", "before", "after");
  const maxParallelism = testCase.get("maxParallelism").integer();
  const before = subtasksOf(testCase, "before", maxParallelism);
  play(testCase.get("before"), before, maxParallelism);
  const after = subtasksOf(testCase, "after", maxParallelism);
  after.forEach((bench, index) => {
    // BS-4, OS-5: of broadcast state, new subtask i gets the copy of old subtask i mod p
    const old = before[index % before.length].operator as FunctionOperator;
    (bench.operator as FunctionOperator).broadcastStates = copy(old.broadcastStates);
  });
  play(testCase.get("after"), after, maxParallelism);
}

function subtasksOf(testCase: CaseReader, phase: string, maxParallelism: number): OperatorBench[] {
  const parallelism = testCase.get(phase).only("parallelism", "steps").get("parallelism").integer();
  const { spec, options } = harnessOperator(testCase.get("operator"));
  return Array.from(
    { length: parallelism },
    (_, subtaskIndex) =>
      new OperatorBench(spec, { ...options, subtaskIndex, parallelism, maxParallelism }),
  );
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

// Who takes part in one checkpoint (Flink's CheckpointPlan and its DefaultCheckpointPlanCalculator, CP-4
// and CP-5). Only where the stream begins is a task told by the coordinator; everybody else learns of the
// checkpoint from barriers. When tasks have finished, the stream begins behind them:
//
//   all run       source ▶──▶ map ──▶ sink         the source is told; three must acknowledge
//   later         finished    map ▶──▶ sink        the map is told; two must acknowledge
//   last          finished    finished  sink ▶     the sink is told, and nobody else

import { ExecutionState } from "../element/execution_state.ts";

/** Subtasks by what a checkpoint wants of them, each in ascending order. Frozen. */
export interface CheckpointPlan {
  /** Those that the coordinator tells. */
  readonly toTrigger: readonly number[];
  /** Those whose acknowledgement it waits for, and that hear how it ended. */
  readonly toWaitFor: readonly number[];
  /** Those that had finished before. */
  readonly finished: readonly number[];
}

/** What a plan is made of. */
export interface CheckpointPlanInput {
  /** The execution state of each subtask. */
  readonly states: ArrayLike<number>;
  /** Per subtask: the subtasks that feed it. */
  readonly predecessors: readonly (readonly number[])[];
  /** False: no checkpoint once a task has finished (EOI-4). */
  readonly afterTasksFinish: boolean;
}

/** Who takes part in a checkpoint that begins now; null when it cannot begin (CP-4). */
export function planCheckpoint(
  { states, predecessors, afterTasksFinish }: CheckpointPlanInput,
): CheckpointPlan | null {
  const isFinished = (subtask: number) => states[subtask] === ExecutionState.FINISHED;
  const subtasks = predecessors.map((_, subtask) => subtask);
  const finished = subtasks.filter(isFinished);
  const toWaitFor = subtasks.filter((subtask) => !isFinished(subtask));
  if (finished.length > 0 && !afterTasksFinish) return null;
  const mayBegin = toWaitFor.length > 0 &&
    toWaitFor.every((subtask) => states[subtask] === ExecutionState.RUNNING);
  if (!mayBegin) return null;
  const toTrigger = toWaitFor.filter((subtask) => predecessors[subtask].every(isFinished));
  return Object.freeze({
    toTrigger: Object.freeze(toTrigger),
    toWaitFor: Object.freeze(toWaitFor),
    finished: Object.freeze(finished),
  });
}

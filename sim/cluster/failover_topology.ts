// What failover has to know of a job: tasks, and the results that travel between them (Flink's
// SchedulingTopology, cut down to what decides who is started again; RS-6).
//
//   task 0 ──[result 0]──▶ task 2           a result has one producer and is read by any number of tasks
//   task 1 ──[result 1]──▶ tasks 2, 3

import type { ExecutionPlan, ResultPartitionType } from "../task/subtask_spec.ts";

/** One task's result on one edge (Flink's SchedulingResultPartition). */
export interface FailoverResult {
  readonly producer: number;
  readonly consumers: readonly number[];
  readonly type: ResultPartitionType;
}

/** Tasks are numbers below `taskCount`, results are numbered by their place. */
export interface FailoverTopology {
  readonly taskCount: number;
  readonly results: readonly FailoverResult[];
}

/** The topology of a job: its tasks are the plan's subtasks. */
export function failoverTopology(
  { subtasks, vertices, edges, channels }: ExecutionPlan,
): FailoverTopology {
  const results = subtasks.flatMap(({ id, vertex, outputs }) =>
    outputs.map((ids, place) => ({
      producer: id,
      consumers: ids.map((channel) => channels[channel].receiver),
      type: edges[vertices[vertex].outEdges[place]].resultType,
    }))
  );
  return { taskCount: subtasks.length, results };
}

/** True when producer and consumer must run at the same time, and so fail together. */
export function bindsTogether(type: ResultPartitionType): boolean {
  return type === "PIPELINED_BOUNDED";
}

/**
 * True when a consumer that begins anew may find the result still there. What is handed on while it is
 * made and not kept is gone; an approximate stream just goes on, with a gap.
 */
export function mayBeReadAgain(type: ResultPartitionType): boolean {
  return type === "BLOCKING" || type === "HYBRID_FULL" || type === "PIPELINED_APPROXIMATE";
}

// Gives the numbers in a trace their names, from the plan that was run.

import type { ExecutionPlan } from "./task/subtask_spec.ts";
import type { KeyTable } from "./element/key_table.ts";
import type { SourceOperatorSpec } from "./1_source/source_operator.ts";
import type { TraceNames } from "./trace/trace_names.ts";

/** The names of everything in a plan. */
export function traceNames(plan: ExecutionPlan, keys: KeyTable): TraceNames {
  const chainOf = (vertex: number) => plan.vertices[vertex].chain;
  return {
    subtasks: plan.subtasks.map(({ label }) => label),
    channels: plan.channels.map(({ name }) => name),
    operators: plan.subtasks.map(({ vertex }) =>
      chainOf(vertex).map(({ operator }) => operator.name)
    ),
    splits: plan.subtasks.map(({ vertex }) => {
      const { source } = chainOf(vertex)[0].operator as Partial<SourceOperatorSpec>;
      return source?.splits.map(({ id }) => id) ?? [];
    }),
    keys: keys.keys,
  };
}

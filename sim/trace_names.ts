// Gives the numbers in a trace their names, from the plan that was run.

import type { ExecutionPlan } from "./task/subtask_spec.ts";
import type { KeyTable } from "./element/key_table.ts";
import type { SourceOperatorSpec } from "./1_source/source_operator.ts";
import type { TraceNames } from "./trace/trace_names.ts";
import { ownName } from "./trace/fact_words.ts";

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
    ...recordNames(plan),
  };
}

/** Records that are named at most; the others go by their number. */
const RECORD_NAMES_MAX = 65536;

/** What records call themselves, by origin; several sources count alike, so then there are none. */
function recordNames({ vertices }: ExecutionPlan): Pick<TraceNames, "records"> {
  const sources = vertices
    .map(({ chain }) => (chain[0].operator as Partial<SourceOperatorSpec>).source)
    .filter((source) => source !== undefined);
  if (sources.length !== 1) return {};
  const records: string[] = [];
  const { splits } = sources[0];
  splits.forEach((split, index) => {
    split.records.slice(0, RECORD_NAMES_MAX).forEach(({ value }, offset) => {
      const origin = offset * splits.length + index;
      if (origin < RECORD_NAMES_MAX) records[origin] = ownName(value);
    });
  });
  const all = Array.from(records, (name) => name ?? "");
  return all.some((name) => name !== "") ? { records: all } : {};
}

// Whether a job's barriers may overtake (Flink's StreamingJobGraphGenerator.preValidate): where the program
// itself says which channel a record takes, nobody could find the channels of what was on its way again at
// another parallelism.

import type { ControlConfig } from "../control_config.ts";
import type { ExecutionPlan } from "../task/subtask_spec.ts";
import { refuse, showValue } from "../clock/named_error.ts";

/** The options that it depends on. */
type UnalignedConfig = Pick<
  ControlConfig,
  "checkpointInterval" | "unalignedCheckpoints" | "forceUnalignedCheckpoints"
>;

/** Errors: `E-CHECKPOINT-UNALIGNED` for a custom partitioner, unless it is forced (UC-7). */
export function checkUnalignedEdges(
  { edges, vertices }: ExecutionPlan,
  config: UnalignedConfig,
): void {
  const { checkpointInterval, unalignedCheckpoints, forceUnalignedCheckpoints } = config;
  if (checkpointInterval === 0 || !unalignedCheckpoints || forceUnalignedCheckpoints) return;
  for (const { partitioner, source, target } of edges) {
    if (partitioner.name !== "CUSTOM") continue;
    const [from, to] = [source, target].map((vertex) => showValue(vertices[vertex].uid));
    refuse(
      "E-CHECKPOINT-UNALIGNED",
      `The job deals records from ${from} to ${to} with a partitioner of its own, and takes unaligned ` +
        `checkpoints; wanted: a partitioner of Flink's, aligned checkpoints, or the option ` +
        `forceUnalignedCheckpoints. Usual cause: a choice of channels that only the program knows, so ` +
        `what is on its way could not be dealt out again`,
    );
  }
}

// Whether the network buffers of each task manager are enough for the tasks that are deployed to it
// (Flink's NetworkBufferPool, asked by every result partition and input gate before anything runs; F23).
//
//   result partition   one buffer for each of its subpartitions, and one more
//   input gate         the exclusive buffers of its remote channels, and one more if any floats

import type { Config } from "../config.ts";
import type { ExecutionPlan, SubtaskSpec } from "../task/subtask_spec.ts";
import { refuse } from "../clock/named_error.ts";

/** What of the options is asked. */
type BufferConfig = Pick<
  Config,
  "buffersPerChannel" | "floatingBuffersPerGate" | "networkBuffersPerTaskManager"
>;

/** A number of buffers, and how it comes about. */
interface Demand {
  readonly count: number;
  readonly arithmetic: string;
}

/**
 * Refuses a job whose tasks would not get the buffers with which they have to begin, before it runs.
 * Errors: `E-NETWORK-BUFFERS`, with the arithmetic of the first task that does not fit.
 *
 * ```ts
 * import { throws } from "node:assert";
 * import { collection, collectSink, completeConfig, planJob, WatermarkStrategy } from "@headwater/sim";
 * import { checkNetworkBuffers } from "./network_buffers.ts";
 * const plan = planJob((env) => {
 *   env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "numbers").rebalance()
 *     .map((n) => n).sinkTo(collectSink("out"));
 * });
 * checkNetworkBuffers(plan, completeConfig({})); // as many as it takes
 * throws(
 *   () => checkNetworkBuffers(plan, completeConfig({ networkBuffersPerTaskManager: 1 })),
 *   /E-NETWORK-BUFFERS: .* 2 network buffers/,
 * );
 * ```
 */
export function checkNetworkBuffers(plan: ExecutionPlan, config: BufferConfig): void {
  const total = config.networkBuffersPerTaskManager;
  if (total === 0) return;
  for (let taskManager = 0; taskManager < plan.taskManagerCount; taskManager++) {
    const there = plan.subtasks.filter((subtask) => subtask.taskManager === taskManager);
    let left = total;
    for (const subtask of there) {
      const demand = demandOf(subtask, plan, config);
      if (demand.count > left) refuseTask(subtask, demand, left, wantedBy(there, plan, config));
      left -= demand.count;
    }
  }

  function refuseTask(
    { label, taskManager }: SubtaskSpec,
    demand: Demand,
    left: number,
    all: number,
  ) {
    refuse(
      "E-NETWORK-BUFFERS",
      `Deploying ${label} to task-manager-${taskManager} takes ${demand.count} network buffers ` +
        `(${demand.arithmetic}), but of its ${total} only ${left} are left; wanted: ` +
        `networkBuffersPerTaskManager of at least ${all}, or 0 for as many as it takes. Usual cause: ` +
        `a high parallelism on both sides of an edge, or many slots in one task manager`,
    );
  }
}

function wantedBy(
  subtasks: readonly SubtaskSpec[],
  plan: ExecutionPlan,
  config: BufferConfig,
): number {
  return subtasks.reduce((sum, subtask) => sum + demandOf(subtask, plan, config).count, 0);
}

/** What one task asks for: its results first, then its inputs. */
function demandOf(
  { outputs, inputs }: SubtaskSpec,
  { channels }: ExecutionPlan,
  { buffersPerChannel, floatingBuffersPerGate }: BufferConfig,
): Demand {
  const floating = Math.min(1, floatingBuffersPerGate);
  const results = outputs.map((ids): Demand => ({
    count: ids.length + 1,
    arithmetic: `for a result ${ids.length} + 1`,
  }));
  const gates = [...Map.groupBy(inputs, (id) => channels[id].edge).values()].map((ids): Demand => {
    const remote = ids.filter((id) => !channels[id].isLocal).length;
    return {
      count: remote * buffersPerChannel + floating,
      arithmetic: `for an input ${remote} × ${buffersPerChannel} + ${floating}`,
    };
  });
  const all = [...results, ...gates];
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    arithmetic: all.map(({ arithmetic }) => arithmetic).join(", "),
  };
}

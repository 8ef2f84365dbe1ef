// Every vertex becomes as many subtasks as its parallelism says, every edge as many channels as its
// partitioner needs (Flink's ExecutionGraph, without its status). This is what the engine runs.
//
//   vertex  map ×2 ══ HASH ══ reduce ×3           subtasks  map[0] map[1] reduce[0] reduce[1] reduce[2]
//                                                 channels  6, each sender with each receiver

import type { ExecutionPlan, SubtaskSpec, VertexSpec } from "../task/subtask_spec.ts";
import type { Config } from "../config.ts";
import type { JobGraph } from "./job_graph.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { createChannels } from "./channels.ts";
import { checkLimits } from "./limits.ts";
import { assignSlots } from "./slot_sharing.ts";

/** A subtask before its channels are known. */
export type SubtaskSeed = Omit<SubtaskSpec, "inputs" | "outputs">;

/**
 * Makes a job graph parallel. Subtask i of every vertex of a slot sharing group shares the group's
 * slot i (G-14); slots fill one task manager after the other.
 *
 * Errors: `E-LIMIT-SUBTASKS`, `E-LIMIT-CHANNELS`, `E-SLOTS`, `E-CHAIN-SOURCES`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collectSink, collection, DEFAULT_CONFIG, WatermarkStrategy } from "@headwater/sim";
 * import { StreamExecutionEnvironment, toExecutionPlan, toJobGraph } from "@headwater/sim";
 * import { toStreamGraph } from "@headwater/sim";
 * const env = new StreamExecutionEnvironment();
 * const ones = env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones");
 * ones.rebalance().sinkTo(collectSink("out")).setParallelism(2);
 * const jobGraph = toJobGraph(toStreamGraph(env.transformations, DEFAULT_CONFIG));
 * const plan = toExecutionPlan(jobGraph, DEFAULT_CONFIG);
 * deepStrictEqual(plan.subtasks.map((subtask) => subtask.label), ["ones[0]", "out[0]", "out[1]"]);
 * deepStrictEqual(plan.channels.map((channel) => channel.isLocal), [true, false]);
 * ```
 */
export function toExecutionPlan({ vertices, edges }: JobGraph, config: Config): ExecutionPlan {
  const { slotsPerTaskManager } = config;
  checkSlots(slotsPerTaskManager);
  checkLimits(vertices, edges);
  for (const vertex of vertices) checkHead(vertex);
  const { firstSlot, slotCount } = assignSlots(vertices);
  const seeds = createSubtasks(vertices, firstSlot, slotsPerTaskManager);
  const channels = createChannels(vertices, edges, seeds);
  const inputs = seeds.map((): number[] => []);
  const outputs = seeds.map(({ vertex }) => vertices[vertex].outEdges.map((): number[] => []));
  for (const { id, edge, sender, receiver, gateIndex } of channels) {
    inputs[receiver][gateIndex] = id;
    outputs[sender][vertices[edges[edge].source].outEdges.indexOf(edge)].push(id);
  }
  return {
    vertices,
    edges,
    channels,
    subtasks: seeds.map((seed, id) => ({ ...seed, inputs: inputs[id], outputs: outputs[id] })),
    slotCount,
    taskManagerCount: Math.ceil(slotCount / slotsPerTaskManager),
  };
}

function createSubtasks(
  vertices: readonly VertexSpec[],
  firstSlot: readonly number[],
  slotsPerTaskManager: number,
): SubtaskSeed[] {
  return vertices.flatMap((vertex) =>
    Array.from({ length: vertex.parallelism }, (_, index) => ({
      vertex: vertex.id,
      index,
      slot: firstSlot[vertex.id] + index,
      taskManager: Math.floor((firstSlot[vertex.id] + index) / slotsPerTaskManager),
      name: `${vertex.name} (${index + 1}/${vertex.parallelism})`,
      label: `${vertex.uid}[${index}]`,
    }))
  ).map((seed, id) => ({ id, ...seed }));
}

/** A task of ours has one head; Flink runs several sources in front of one operator. */
function checkHead({ name, chain }: VertexSpec): void {
  const called = new Set(chain.flatMap(({ outputs }) => outputs.map(({ chainedTo }) => chainedTo)));
  const heads = chain.filter((_, index) => !called.has(index));
  if (heads.length === 1) return;
  refuse(
    "E-CHAIN-SOURCES",
    `The chain ${
      showValue(name)
    } has ${heads.length} sources in front of one operator; wanted: one ` +
      `head. Usual cause: the chaining strategy headWithSources on an operator of several inputs`,
  );
}

function checkSlots(slotsPerTaskManager: unknown): void {
  if (Number.isSafeInteger(slotsPerTaskManager) && (slotsPerTaskManager as number) >= 1) return;
  refuse(
    "E-SLOTS",
    `The option slotsPerTaskManager is ${
      showValue(slotsPerTaskManager)
    }; wanted: a whole number, ` +
      `1 or more. Usual cause: a text from a form`,
  );
}

// The execution plan without its functions: what figures draw, what a scenario is checked against, and
// what two people compare who want to know whether they run the same job.

import type { ExecutionPlan, OutputSpec, ResultPartitionType } from "../task/subtask_spec.ts";
import { rollText, showHash } from "../clock/hash.ts";
import { describeOptions, type PlainOptions } from "./describe_options.ts";
import { DEFAULT_SLOT_SHARING_GROUP } from "./slot_sharing.ts";

/** One operator of a chain, as plain data. */
export interface OperatorDescription {
  readonly name: string;
  readonly uid: string;
  readonly cost: number;
  /** What else the operator was told; functions are shown as ƒ. */
  readonly options: PlainOptions;
  readonly outputs: readonly OutputSpec[];
}

/** One vertex, as plain data. */
export interface VertexDescription {
  readonly id: number;
  readonly name: string;
  readonly uid: string;
  readonly parallelism: number;
  readonly maxParallelism: number;
  /** Left out where it is the default group (G-14). */
  readonly slotSharingGroup?: string;
  readonly chain: readonly OperatorDescription[];
}

/** One edge, as plain data. */
export interface EdgeDescription {
  readonly id: number;
  readonly source: number;
  readonly target: number;
  readonly sourceOperator: number;
  readonly tag: string | null;
  /** Flink's name of the partitioner, such as `HASH`. */
  readonly partitioner: string;
  readonly isPointwise: boolean;
  readonly isKeyed: boolean;
  readonly keyType: string;
  readonly inputIndex: number;
  /** Left out where it is pipelined, as in every streaming job (G-15). */
  readonly resultType?: ResultPartitionType;
}

/** The whole plan, as plain data. */
export interface PlanDescription {
  readonly vertices: readonly VertexDescription[];
  readonly edges: readonly EdgeDescription[];
  readonly channels: ExecutionPlan["channels"];
  readonly subtasks: ExecutionPlan["subtasks"];
  /** Slots that the job needs (G-14). */
  readonly slotCount: number;
  readonly taskManagerCount: number;
}

/**
 * Describes a plan as data that survives JSON.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, collectSink, describePlan, planJob, WatermarkStrategy } from "@headwater/sim";
 * const plan = describePlan(planJob((env) => {
 *   const ones = env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones");
 *   ones.keyBy((one) => one).sum().sinkTo(collectSink("out"));
 * }));
 * deepStrictEqual(plan.edges.map((edge) => edge.partitioner), ["HASH"]);
 * deepStrictEqual(JSON.parse(JSON.stringify(plan)), plan);
 * ```
 */
export function describePlan(plan: ExecutionPlan): PlanDescription {
  return {
    vertices: plan.vertices.map((
      { id, name, uid, parallelism, maxParallelism, slotSharingGroup, chain },
    ) => ({
      id,
      name,
      uid,
      parallelism,
      maxParallelism,
      ...slotSharingGroup === DEFAULT_SLOT_SHARING_GROUP ? {} : { slotSharingGroup },
      chain: chain.map(({ operator: { Operator: _, name, uid, cost, ...options }, outputs }) => ({
        name,
        uid,
        cost,
        options: describeOptions(options),
        outputs,
      })),
    })),
    edges: plan.edges.map(({ partitioner, keySelector, resultType, ...edge }) => ({
      ...edge,
      ...resultType === "PIPELINED_BOUNDED" ? {} : { resultType },
      partitioner: partitioner.name,
      isPointwise: partitioner.isPointwise,
      isKeyed: keySelector !== null,
    })),
    channels: plan.channels,
    subtasks: plan.subtasks,
    slotCount: plan.slotCount,
    taskManagerCount: plan.taskManagerCount,
  };
}

/**
 * The hash of a plan's structure and options, as eight digits: equal for equal descriptions, whatever
 * the text of the functions. Channels and subtasks follow from the rest.
 *
 * ```ts
 * import { match, notStrictEqual } from "node:assert";
 * import { collection, collectSink, graphHash, planJob, WatermarkStrategy } from "@headwater/sim";
 * const hashOf = (parallelism: number) =>
 *   graphHash(planJob((env) => {
 *     env.setParallelism(parallelism)
 *       .fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones")
 *       .sinkTo(collectSink("out"));
 *   }));
 * match(hashOf(1), /^[0-9a-f]{8}$/);
 * notStrictEqual(hashOf(1), hashOf(2));
 * ```
 */
export function graphHash(plan: ExecutionPlan): string {
  const { vertices, edges, taskManagerCount } = describePlan(plan);
  return showHash(rollText(0, JSON.stringify([vertices, edges, taskManagerCount])));
}

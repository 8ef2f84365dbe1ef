// Who in a plan is meant by the names in a fault: subtasks by the uid of any operator, machines by number.

import type { ExecutionPlan } from "../task/subtask_spec.ts";
import type { FaultPlace } from "./fault.ts";

/** An operator of a plan, as faults name it. */
export interface OperatorPlace {
  /** Its uid. */
  readonly name: string;
  readonly vertex: number;
  /** Its place in the chain: 0 for the head, whose name stands for the whole subtask, as in traces. */
  readonly operator: number;
  /** Subtask ids by index. */
  readonly subtasks: readonly number[];
  /** It reads splits. */
  readonly isSource: boolean;
  /** It writes to the world outside; for a head, somebody in its chain does. */
  readonly isSink: boolean;
}

/** Everybody whom a place means: ids, and the place in the chain when one operator alone is meant. */
export interface FaultCrowd {
  readonly subtasks: readonly number[];
  readonly taskManagers: readonly number[];
  /** −1: all operators of the subtask. */
  readonly operator: number;
}

/**
 * All operators of a plan that a fault can name.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, collectSink, planJob, WatermarkStrategy } from "@headwater/sim";
 * import { operatorPlaces } from "./fault_places.ts";
 * const plan = planJob((env) => {
 *   env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .sinkTo(collectSink("out"));
 * });
 * const places = operatorPlaces(plan); // one chain: both are in the only subtask
 * deepStrictEqual(places.map(({ name, subtasks }) => [name, subtasks]), [["numbers", [0]], ["out", [0]]]);
 * ```
 */
export function operatorPlaces({ vertices, subtasks }: ExecutionPlan): OperatorPlace[] {
  return vertices.flatMap(({ id, chain }) => {
    const own = subtasks.filter(({ vertex }) => vertex === id).map((subtask) => subtask.id);
    const hasSink = chain.some(({ operator }) => "sink" in operator);
    return chain.map(({ operator: spec }, operator) => ({
      name: spec.uid,
      vertex: id,
      operator,
      subtasks: own,
      isSource: "source" in spec,
      isSink: operator === 0 ? hasSink : "sink" in spec,
    }));
  });
}

/**
 * Everybody in a plan whom a place of a fault means, or undefined when there is nobody. A task manager
 * stands for the subtasks that the plan puts there, the job manager for owner −1.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, collectSink, planJob, WatermarkStrategy } from "@headwater/sim";
 * import { crowdOf } from "./fault_places.ts";
 * const plan = planJob((env) => {
 *   env.setParallelism(2).fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .sinkTo(collectSink("out"));
 * });
 * deepStrictEqual(crowdOf({ kind: "task-manager", index: 1 }, plan)?.subtasks, [1]);
 * deepStrictEqual(crowdOf({ kind: "subtask", name: "out", index: 2 }, plan), undefined);
 * ```
 */
export function crowdOf(place: FaultPlace, plan: ExecutionPlan): FaultCrowd | undefined {
  const all = Array.from({ length: plan.taskManagerCount }, (_, index) => index);
  switch (place.kind) {
    case "task-managers":
      return { subtasks: plan.subtasks.map(({ id }) => id), taskManagers: all, operator: -1 };
    case "job-manager":
      return { subtasks: [-1], taskManagers: [], operator: -1 };
    case "task-manager": {
      if (!all.includes(place.index)) return undefined;
      const there = plan.subtasks.filter(({ taskManager }) => taskManager === place.index);
      return { subtasks: there.map(({ id }) => id), taskManagers: [place.index], operator: -1 };
    }
    default: {
      const found = operatorPlaces(plan).find(({ name }) => name === place.name);
      const subtasks = place.kind === "operator"
        ? found?.subtasks
        : found?.subtasks.slice(place.index, place.index + 1);
      if (found === undefined || subtasks === undefined || subtasks.length === 0) return undefined;
      return { subtasks, taskManagers: [], operator: found.operator === 0 ? -1 : found.operator };
    }
  }
}

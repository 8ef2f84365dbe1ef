// The regions of a plan, and who is started again when one of its tasks fails: by the same functions as the engine
// decides it (RS-6, RS-7).

import type { PlanDescription } from "@headwater/sim";
import { failoverRegions } from "../../sim/cluster/failover_regions.ts";
import { type FailoverStrategy, tasksToRestart } from "../../sim/cluster/failover_strategy.ts";
import { RUNNING } from "./picture_numbers.ts";

type Topology = Parameters<typeof failoverRegions>[0];

/** How a result is handed on: while it is made, or when it is complete. */
export type HandOver = "pipelined" | "kept";

/** A channel between two tasks. */
export interface RegionChannel {
  readonly id: string;
  readonly sender: number;
  readonly receiver: number;
  readonly handOver: HandOver;
}

/** The regions of a plan. */
export interface PlanRegions {
  /** By subtask. */
  readonly regionOf: readonly number[];
  /** By region: its subtasks. */
  readonly tasks: readonly (readonly number[])[];
  readonly channels: readonly RegionChannel[];
  /** The subtask that fails, or −1; and all that are started again. */
  readonly failed: number;
  readonly restarted: ReadonlySet<number>;
}

/** What fails, and how the job is set. */
export interface RegionsFailure {
  /** A subtask; −1 for none. */
  readonly failed: number;
  readonly strategy: FailoverStrategy;
}

/** The regions of a plan and what a failure does to them. */
export function planRegions(
  plan: PlanDescription,
  { failed, strategy }: RegionsFailure,
): PlanRegions {
  const topology = topologyOf(plan);
  const regions = failoverRegions(topology);
  const input = {
    topology,
    regions,
    states: plan.subtasks.map(() => RUNNING),
    failed,
    unavailable: new Set<number>(),
  };
  return {
    ...regions,
    channels: plan.channels.map(({ name, sender, receiver, edge }) => ({
      id: name,
      sender,
      receiver,
      handOver: resultType(plan, edge) === "PIPELINED_BOUNDED" ? "pipelined" : "kept",
    })),
    failed,
    restarted: new Set(failed < 0 ? [] : tasksToRestart(strategy, input)),
  };
}

/** Each task's result on each edge, with those that read it. */
function topologyOf(plan: PlanDescription): Topology {
  const results = new Map<string, { edge: number; producer: number; consumers: number[] }>();
  for (const { edge, sender, receiver } of plan.channels) {
    const name = `${edge} ${sender}`;
    const result = results.get(name) ?? { edge, producer: sender, consumers: [] };
    results.set(name, result);
    result.consumers.push(receiver);
  }
  return {
    taskCount: plan.subtasks.length,
    results: [...results.values()].map(({ edge, ...result }) => ({
      ...result,
      type: resultType(plan, edge),
    })),
  };
}

function resultType({ edges }: PlanDescription, edge: number) {
  return edges[edge].resultType ?? "PIPELINED_BOUNDED";
}

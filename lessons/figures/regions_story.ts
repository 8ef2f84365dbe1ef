// The facts behind the picture of regions as rows, from which its words are made. Independent of width and of
// language.

import type { PlanDescription } from "@headwater/sim";
import type { PlanRegions } from "./regions_plan.ts";

/** A region. */
export interface RegionRow {
  /** From 1. */
  readonly number: number;
  readonly tasks: readonly string[];
  readonly isFailed: boolean;
  readonly startsAgain: boolean;
}

/** What happened, for words. */
export interface RegionsStory {
  readonly strategy: "region" | "full";
  readonly taskCount: number;
  /** Empty when nothing fails. */
  readonly failed: string;
  readonly restartedCount: number;
  readonly regions: readonly RegionRow[];
  /** Edges whose results are kept, by the names of their ends. */
  readonly kept: readonly string[];
  /** Regions that are not among them. */
  readonly moreCount: number;
}

const REGIONS_MAX = 40;

/** Collects the story. */
export function regionsStory(
  plan: PlanDescription,
  { tasks, restarted, failed, regionOf }: PlanRegions,
  strategy: "region" | "full",
): RegionsStory {
  const label = (task: number) => plan.subtasks[task].label;
  return {
    strategy,
    taskCount: plan.subtasks.length,
    failed: failed < 0 ? "" : label(failed),
    restartedCount: restarted.size,
    regions: tasks.slice(0, REGIONS_MAX).map((own, region) => ({
      number: region + 1,
      tasks: own.map(label),
      isFailed: regionOf[failed] === region,
      startsAgain: own.some((task) => restarted.has(task)),
    })),
    kept: plan.edges.filter(({ resultType }) => resultType === "BLOCKING")
      .map(({ source, target }) => `${plan.vertices[source].name} → ${plan.vertices[target].name}`),
    moreCount: Math.max(0, tasks.length - REGIONS_MAX),
  };
}

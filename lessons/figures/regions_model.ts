// The numbers behind the picture of regions: every place decided, every word chosen.

import type { FigureModel, FigureOptions, Language, TraceSlice } from "./figure.ts";
import { readAttemptLives } from "./attempt_lives.ts";
import { layRegions, type RegionsLayout } from "./regions_layout.ts";
import { planRegions } from "./regions_plan.ts";
import { type RegionsStory, regionsStory } from "./regions_story.ts";

/** What the picture of regions can be told. */
export interface RegionsOptions extends FigureOptions {
  /** The subtask that fails (`map[1]`), or `none`; default: the first that does in the run. */
  readonly failed?: string;
  /** How much is started again (`jobmanager.execution.failover-strategy`); default: `region`. */
  readonly strategy?: "region" | "full";
}

/** The picture of regions, ready to be painted. */
export interface RegionsModel extends FigureModel, RegionsLayout {
  readonly figure: "regions";
  readonly language: Language;
  readonly story: RegionsStory;
}

/** Makes the model of a plan, and of the first failure in a run of it. */
export function regionsModel(slice: TraceSlice, options: RegionsOptions): RegionsModel {
  const { width, language = "en", strategy = "region" } = options;
  const { plan } = slice;
  const failed = options.failed === undefined
    ? readAttemptLives(slice).failures.find(({ subtask }) => subtask >= 0)?.subtask ?? -1
    : plan.subtasks.findIndex(({ label }) => label === options.failed);
  const regions = planRegions(plan, { failed, strategy });
  const layout = layRegions(plan, regions, { width, language });
  return {
    figure: "regions",
    language,
    width,
    ...layout,
    story: regionsStory(plan, regions, strategy),
  };
}

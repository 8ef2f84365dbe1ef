// A story of a savepoint, played: the run that never stops, the one from which the savepoint is taken, and
// the one that goes on from it.

import {
  type Intervention,
  type JobOptions,
  parseSavepoint,
  type RunOptions,
  type Savepoint,
  savepointsOf,
  savepointText,
  type Timeline,
} from "@headwater/sim";
import type { SavepointStory } from "./gen/savepoint_story.ts";
import { finish, start } from "./run.ts";

/** A savepoint, and the run that it was taken from: at its end, or at the moment of completion. */
export interface Taken {
  readonly savepoint: Savepoint;
  readonly timeline: Timeline;
}

/** When somebody asks: a part of the time that the job takes if nobody does. */
export function momentOf({ scenario, moment }: SavepointStory): number {
  const { position: { time } } = finish(start(scenario));
  return Math.floor((Math.min(time, TIME_MAX) * moment) / 1000);
}

/** What outlasts every made-up job, but not transactions that are waited for outside. */
const TIME_MAX = 3_000_000;

/**
 * Takes the savepoint; there is none where the job was not to be had for it. A job that stops is left soon
 * after, whether it has ended or waits for news that was lost.
 */
export function tryToTake(story: SavepointStory): Partial<Taken> & Pick<Taken, "timeline"> {
  const { scenario, mode } = story;
  const at = { time: momentOf(story), done: 0 };
  const interventions: Intervention[] = [{ verb: "savepoint", at, mode }];
  const timeline = start(scenario, { interventions });
  timeline.run(({ coordinator }) => coordinator.completed.savepoints.length > 0);
  const [savepoint] = savepointsOf(timeline);
  if (savepoint === undefined) return { timeline };
  if (mode !== "take") timeline.seek({ time: savepoint.completedAt + TIME_MAX, done: 0 });
  return { savepoint: again(savepoint), timeline };
}

/** Takes the savepoint, or null. */
export function take(story: SavepointStory): Taken | null {
  const { savepoint, timeline } = tryToTake(story);
  return savepoint === undefined ? null : { savepoint, timeline };
}

/** The savepoint as somebody else reads it. */
export function again(savepoint: Savepoint): Savepoint {
  return parseSavepoint(savepointText(savepoint));
}

/** The job that goes on from a savepoint, on what the job before has written. */
export function goOn(
  { scenario, later }: Pick<SavepointStory, "scenario" | "later">,
  { savepoint: from, timeline }: Taken,
  more: RunOptions<JobOptions> = {},
): Timeline {
  const { sabotage } = scenario;
  return start({ ...later, sabotage }, { from, outside: timeline.world, ...more });
}

// A job that goes on from a savepoint is the job that never stopped, whatever its parallelism, and whatever
// fails.

import { type ListedOperator, readSavepoint, type Scenario, type Timeline } from "@headwater/sim";
import { claim } from "../claim.ts";
import { savepointStories, type SavepointStory } from "../gen/savepoint_story.ts";
import { type Cover, type Law, law } from "../law.ts";
import { finish } from "../run.ts";
import { goOn, take, type Taken, tryToTake } from "../savepoint_runs.ts";
import { verdictOf } from "../verdict.ts";

const GO_ON_CASES = {
  "state by key": 0.2,
  "timers": 0.1,
  "another parallelism": 0.5,
};

/** Plays a story to its end; the rows of the last run are those of the oracle. */
function playAndJudge(story: SavepointStory, cover: Cover): Taken | null {
  const taken = take(story);
  if (taken === null) return null; // nobody was there any more
  const { savepoint } = taken;
  const later = finish(goOn(story, taken));
  claimClean(story.later, later);
  const operators = readSavepoint(savepoint);
  cover("state by key", operators.some(hasEntries));
  cover("timers", operators.some(({ timers }) => timers.length > 0));
  cover("another parallelism", parallelismsOf(later) !== parallelismsOf(taken.timeline));
  return taken;
}

const hasEntries = ({ states }: ListedOperator) => states.some(({ entries }) => entries.length > 0);
const parallelismsOf = ({ ground }: Timeline) =>
  ground.plan.vertices.map(({ parallelism }) => parallelism).join(" ");

const sameResults = law(
  {
    id: "savepoints/stop-and-go-on",
    title:
      "A job that stops with a savepoint and goes on from it has the results of one that never stops",
    rules: ["CI-48", "CP-15", "CP-16", "KG-8", "OS-3", "OS-4", "SK-5"],
    statement:
      "A job is stopped with a savepoint, or forgotten when one is complete, at any moment; the same job " +
      "begins from the text of that savepoint with any parallelism, on what stands in the log outside. In " +
      "the end readers of committed rows see what the oracle says, each row once and in order, and no " +
      "transaction is left.",
    kind: "always",
    runCount: 200,
    sometimes: {
      ...GO_ON_CASES,
      "transactions wait for their commit": 0.1,
      "the job is forgotten": 0.2,
    },
  },
  savepointStories(),
  (story, cover) => {
    const taken = playAndJudge(story, cover);
    cover("the job is forgotten", taken !== null && story.mode === "take");
    const operators = taken === null ? [] : readSavepoint(taken.savepoint);
    const waiting = operators.flatMap(({ lists }) => lists)
      .filter(({ name }) => name === "transactions")
      .flatMap(({ items }) => items.flat() as { readonly pending: readonly unknown[] }[])
      .some(({ pending }) => pending.length > 0);
    cover("transactions wait for their commit", waiting && story.mode === "take");
  },
);

const nothingAgain = law(
  {
    id: "savepoints/nothing-is-done-again",
    title:
      "What a job did before it stopped with a savepoint is not done again by the one that goes on",
    rules: ["CP-16", "SN-3"],
    statement:
      "A job is stopped with a savepoint at any moment, and goes on with any parallelism: of sinks that " +
      "show everything at once, whether they append or replace, readers see what the oracle says, each " +
      "row once.",
    kind: "always",
    runCount: 150,
    sometimes: GO_ON_CASES,
  },
  savepointStories({ modes: ["stop"], sinks: ["append", "upsert"] }),
  (story, cover) => void playAndJudge(story, cover),
);

const whateverFails = law(
  {
    id: "savepoints/whatever-fails",
    title:
      "A stop with a savepoint gives one from which the job goes on, or the job goes on by itself",
    rules: ["CP-15", "CP-16", "CP-17", "RS-8", "SK-5"],
    statement:
      "Faults strike while a job stops with a savepoint, before and after, and strike the job that goes on " +
      "with another parallelism, from all of which jobs recover: if there is a savepoint, going on from it " +
      "gives what the oracle says, each row once, though the first job may have failed behind it; if there " +
      "is none, the first job comes to its end, and gives it.",
    kind: "eventually",
    runCount: 300,
    sometimes: {
      "a restart before the savepoint": 0.1,
      "a restart after it": 0.2,
      "a restart from the savepoint": 0.1,
      "a stop that failed": 0.005,
      "failed behind its savepoint": 0.002,
      "another parallelism": 0.4,
    },
  },
  savepointStories({ isTroubled: true }),
  (story, cover) => {
    const { savepoint, timeline } = tryToTake(story);
    const { jobManager } = timeline.world;
    cover("a restart before the savepoint", jobManager.numRestarts > 0 && savepoint !== undefined);
    if (savepoint === undefined) {
      claimClean(story.scenario, finish(timeline));
      return cover("a stop that failed", jobManager.cause.includes("savepoint"));
    }
    cover("failed behind its savepoint", jobManager.cause.startsWith("E-SAVEPOINT-STOPPED"));
    const later = goOn(story, { savepoint, timeline });
    finish(later, ({ jobManager: { isRestoring }, coordinator }) => {
      const isFrom = coordinator.latest()?.spec.id === savepoint.checkpointId;
      if (isRestoring && isFrom) cover("a restart from the savepoint");
    });
    claimClean(story.later, later);
    cover("a restart after it", later.world.jobManager.numRestarts > 0);
    cover("another parallelism", parallelismsOf(later) !== parallelismsOf(timeline));
  },
);

function claimClean(scenario: Scenario, timeline: Timeline): void {
  const { findings } = verdictOf(scenario, timeline);
  claim(findings.length === 0, () => findings.join("; "), timeline.position.time);
}

/** The laws of jobs that go on from savepoints. */
export const SAVEPOINTS: readonly Law[] = [sameResults, nothingAgain, whateverFails];

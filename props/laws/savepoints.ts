// Savepoints: a job that goes on from one is the job that never stopped, whatever its parallelism; what is in
// one is all of it, and nothing of it is lost in silence.

import fc from "fast-check";
import {
  javaHash,
  keyGroup,
  type ListedOperator,
  NamedError,
  operatorIndex,
  parseSavepoint,
  type PlainNode,
  readSavepoint,
  type Savepoint,
  savepointsOf,
  savepointText,
  type Scenario,
  type Timeline,
} from "@headwater/sim";
import { claim, claimSame } from "../claim.ts";
import { savepoints } from "../gen/savepoint.ts";
import { savepointStories, type SavepointStory } from "../gen/savepoint_story.ts";
import { mapNodes } from "../gen/scenario.ts";
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

const rescaledAndBack = law(
  {
    id: "savepoints/rescaled-and-back",
    title: "Rescaling loses no entry and no timer, and back again everybody has what they had",
    rules: ["KG-2", "KG-8", "TI-11", "OS-4"],
    statement:
      "A savepoint is taken at any moment from a job with p subtasks; one with q begins from it, reads " +
      "nothing, and another savepoint is taken; from that begins one with p again. All three hold the same " +
      "entries, timers and positions, each at the owner of its key group.",
    kind: "always",
    runCount: 150,
    sometimes: {
      "state by key": 0.3,
      "timers": 0.15,
      "more subtasks": 0.1,
      "fewer subtasks": 0.02,
    },
  },
  savepointStories({ modes: ["take"] }),
  (story, cover) => {
    const taken = take(story);
    // a source that has finished says that event time is over, and then windows do not wait any more
    if (taken === null || hasFinished(taken.savepoint)) return;
    const { scenario, later } = story;
    const there = takeAtOnce(taken, later, story);
    const back = takeAtOnce({ ...taken, savepoint: there }, scenario, story);
    const before = readSavepoint(taken.savepoint);
    claimSame(contentOf(there), contentOf(taken.savepoint), "What the rescaled job has");
    claimSame(contentOf(back), contentOf(taken.savepoint), "What the job has that is back");
    for (const savepoint of [taken.savepoint, there, back]) {
      readSavepoint(savepoint).forEach(claimOwners);
    }
    const countOf = (operators: readonly ListedOperator[]) =>
      Math.max(...operators.filter(hasEntries).map(({ parallelism }) => parallelism));
    cover("state by key", before.some(hasEntries));
    cover("timers", before.some(({ timers }) => timers.length > 0));
    cover("more subtasks", countOf(readSavepoint(there)) > countOf(before));
    cover("fewer subtasks", countOf(readSavepoint(there)) < countOf(before));
  },
);

function hasFinished({ operators }: Savepoint): boolean {
  return operators.some(({ subtasks }) => subtasks.every(({ isFinished }) => isFinished));
}

/** A job begins from a savepoint, reads nothing, and is asked for one. */
function takeAtOnce(taken: Taken, job: Scenario, { scenario }: SavepointStory): Savepoint {
  const { completedAt } = taken.savepoint;
  const idle = mapNodes(job, (node) => delayed(node, completedAt + 10_000_000));
  const timeline = goOn({ scenario, later: idle }, taken, {
    interventions: [{ verb: "savepoint", at: { time: completedAt, done: 0 } }],
  });
  timeline.run(({ coordinator }) => coordinator.completed.savepoints.length > 0);
  const [savepoint] = savepointsOf(timeline);
  claim(savepoint !== undefined, () => "No savepoint is to be had of a job that has just begun");
  return savepoint;
}

/** The same source, of which nothing can be read before a time, and something always is left to read. */
function delayed(node: PlainNode, until: number): PlainNode {
  if (node.type !== "source") return node;
  const splits = node.splits.map(({ records, ...split }) => ({
    ...split,
    records: [...records, ONE_MORE].map((record) => ({
      ...record,
      arrival: until + (record.arrival ?? 0),
    })),
  }));
  return { ...node, splits };
}

const ONE_MORE = { value: [0, 999_999, 1], timestamp: 0, arrival: 1e9 };

/** What a savepoint holds, whoever has it. */
function contentOf(savepoint: Savepoint) {
  return readSavepoint(savepoint).map(({ uid, states, timers, lists }) => ({
    uid,
    states: states.map(({ name, entries }) => [
      name,
      entries.map(({ key, window, value }) => [key, window, value]),
    ]).filter(([, entries]) => entries.length > 0),
    timers: timers.map(({ key, window, timestamp, domain }) => [key, window, timestamp, domain]),
    positions: lists.filter(({ mode }) => mode === "union")
      .flatMap(({ items }) => items.flat().map((item) => JSON.stringify(item))).toSorted(),
  })).toSorted((a, b) => a.uid < b.uid ? -1 : 1); // plans may order them otherwise
}

/** KG-2, as it is written. */
function claimOwners({ uid, parallelism, maxParallelism, states, timers }: ListedOperator): void {
  for (const { key, subtask } of [...states.flatMap(({ entries }) => entries), ...timers]) {
    const group = keyGroup(javaHash(key), maxParallelism);
    const owner = operatorIndex(group, maxParallelism, parallelism);
    claim(owner === subtask, () => `${uid}: key ${key} is at subtask ${subtask}, not at ${owner}`);
  }
}

const sameText = law(
  {
    id: "savepoints/written-and-read",
    title: "A savepoint that is written and read is the same, whatever users have stored",
    rules: [],
    statement:
      "For any keys, windows, values, lists and times: the text of a savepoint reads as that savepoint, " +
      "equal savepoints have equal texts, and a text that was changed anywhere is refused, or is one still.",
    kind: "always",
    runCount: 500,
    sometimes: { "values that JSON has not": 0.2, "refused": 0.5 },
  },
  fc.record({
    savepoint: savepoints,
    place: fc.nat(),
    letter: fc.constantFrom(...'{}[]",:0-e1nt '),
  }),
  ({ savepoint, place, letter }, cover) => {
    const text = savepointText(savepoint);
    const read = parseSavepoint(text);
    claim(isSame(read, savepoint), () => `Read is ${JSON.stringify(read)}`);
    claimSame(savepointText(read), text, "The text of what was read");
    cover("values that JSON has not", text.includes(`{"$":`));
    const at = place % text.length;
    const damaged = text.slice(0, at) + letter + text.slice(at + 1);
    try {
      const other = parseSavepoint(damaged);
      claim(isSame(other, savepoint), () => `Damaged at ${at} it reads as another one`);
    } catch (error) {
      if (!(error instanceof NamedError)) throw error;
      claim(error.code.startsWith("E-SAVEPOINT"), () => `It is refused with ${error.code}`);
      cover("refused");
    }
  },
);

/** Field by field, where −0 is not 0 and NaN is NaN. */
function isSame(first: unknown, second: unknown): boolean {
  if (
    typeof first !== "object" || typeof second !== "object" || first === null || second === null
  ) {
    return Object.is(first, second);
  }
  const names = Object.keys(first);
  return Array.isArray(first) === Array.isArray(second) &&
    names.length === Object.keys(second).length &&
    names.every((name) =>
      Object.hasOwn(second, name) &&
      isSame((first as Record<string, unknown>)[name], (second as Record<string, unknown>)[name])
    );
}

const nothingInSilence = law(
  {
    id: "savepoints/nothing-is-lost-in-silence",
    title: "State without an operator is refused by its uid, or named and left behind",
    rules: ["G-11", "KG-7"],
    statement:
      "Of a savepoint from any moment some operators are called otherwise: a job that begins from it is " +
      "refused, and the error names exactly those of them that had state; where that is allowed it begins, " +
      "and says of exactly these that they were left behind, with all their entries.",
    kind: "always",
    runCount: 150,
    sometimes: { "state without an operator": 0.4, "an operator that had nothing": 0.3 },
  },
  fc.tuple(
    savepointStories({ modes: ["take"] }),
    fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  )
    .map(([story, renamed]) => ({ ...story, renamed })),
  ({ renamed, ...story }, cover) => {
    const taken = take(story);
    if (taken === null) return;
    const isRenamed = (index: number) => renamed[index % renamed.length];
    const operators = taken.savepoint.operators.map((operator, index) =>
      isRenamed(index) ? { ...operator, uid: `${operator.uid}, once` } : operator
    );
    const other = { ...taken, savepoint: { ...taken.savepoint, operators } };
    const missing = readSavepoint(other.savepoint)
      .filter(({ uid }) => uid.endsWith(", once"))
      .map(({ uid, entryCount }) => ({ uid, entryCount }));
    const homeless = missing.filter(({ entryCount }) => entryCount > 0);
    cover("state without an operator", homeless.length > 0);
    cover("an operator that had nothing", homeless.length < missing.length);
    const refused = refusalOf(() => goOn(story, other));
    claim(
      (homeless.length > 0) === (refused !== null),
      () =>
        `Homeless: ${JSON.stringify(homeless)}, but it is ${refused === null ? "" : "not "}begun`,
    );
    for (const { uid } of missing) {
      const isNamed = refused?.includes(`"${uid}"`) ?? false;
      const isHomeless = homeless.some((one) => one.uid === uid);
      claim(isNamed === isHomeless, () => `Of ${uid}: ${refused}`);
    }
    const begun = goOn(story, other, { allowNonRestoredState: true });
    claimSame(begun.ground.from?.dropped, homeless, "Left behind");
  },
);

/** The sentence of E-RESTORE-MISSING, or null. */
function refusalOf(attempt: () => unknown): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof NamedError && error.code === "E-RESTORE-MISSING") return error.message;
    throw error;
  }
}

/** The laws of savepoints. */
export const SAVEPOINTS: readonly Law[] = [
  sameResults,
  nothingAgain,
  whateverFails,
  rescaledAndBack,
  sameText,
  nothingInSilence,
];

// What is in a savepoint: all of it, each at its owner after a rescale, the same when it is written and read,
// and nothing of it lost in silence.

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
} from "@headwater/sim";
import { claim, claimSame } from "../claim.ts";
import { savepoints } from "../gen/savepoint.ts";
import { savepointStories, type SavepointStory } from "../gen/savepoint_story.ts";
import { mapNodes } from "../gen/scenario.ts";
import { type Law, law } from "../law.ts";
import { goOn, take, type Taken } from "../savepoint_runs.ts";

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

const hasEntries = ({ states }: ListedOperator) => states.some(({ entries }) => entries.length > 0);

/** The laws of what savepoints hold. */
export const SAVEPOINT_CONTENT: readonly Law[] = [rescaledAndBack, sameText, nothingInSilence];

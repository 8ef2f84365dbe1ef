// What the weaker guarantees are worth: sinks without transactions, checkpoints without alignment, no
// checkpoints at all, sources that cannot go back, and transactions that are given up outside.

import fc from "fast-check";
import type { PlainJob, Scenario, World } from "@headwater/sim";
import { readUncommitted } from "@headwater/sim";
import { Fact } from "@headwater/sim/trace";
import { JobStatus } from "../../sim/element/job_status.ts";
import { claim, claimSame } from "../claim.ts";
import { compareNames } from "../comparison.ts";
import { ID, KEY, N, type Value } from "../gen/input.ts";
import { mapNodes, nodesOf } from "../gen/scenario.ts";
import { troubled } from "../gen/troubled.ts";
import { type Law, law } from "../law.ts";
import { streamOf } from "../oracle.ts";
import { rowNames, writerOf } from "../row_names.ts";
import { finish, observe, start } from "../run.ts";
import { sinksOf, struckCount, watched } from "../trouble_watch.ts";
import { compareSink, verdictOf, visibleRows } from "../verdict.ts";

/** What a sink shows, and what the oracle says. */
interface Sides {
  readonly job: PlainJob;
  readonly id: string;
  readonly shown: readonly unknown[];
  readonly expected: readonly unknown[];
}

function sidesOf(scenario: Scenario, world: World): Sides[] {
  const job = { nodes: nodesOf(scenario) };
  const parallelism = scenario.config.parallelism ?? 1;
  return sinksOf(scenario).map((sink) => ({
    job,
    id: sink.id,
    shown: visibleRows(world, sink).map(({ value }) => value),
    expected: streamOf(job, sink.id, { parallelism }).map(({ value }) => value),
  }));
}

function claimFinished({ jobManager: { status, cause }, now }: World): void {
  claim(status === JobStatus.FINISHED, () => `The job has not finished: ${cause}`, now);
}

const atLeastOnce = law(
  {
    id: "guarantees/at-least-once",
    title:
      "A sink without transactions shows everything, some of it more than once, and nothing else",
    rules: ["SK-11", "RS-10"],
    statement:
      "Any job with a sink that appends, aligned checkpoints and any faults that it recovers from: every " +
      "row of the oracle is there, and every row that is there is the oracle's; of totals, which differ with " +
      "the order of records, each record has added to one, and the largest of a key is right.",
    kind: "always",
    runCount: 250,
    sometimes: { "a row twice": 0.2, "nothing twice": 0.2, "totals": 0.08 },
  },
  troubled({ sinks: ["append"] }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { world } = finish(start(scenario));
    claimFinished(world);
    for (const sides of sidesOf(scenario, world)) {
      const { shown, expected } = sides;
      claimAllShown(sides, (found, wanted) => found === wanted);
      cover("a row twice", shown.length > expected.length);
      cover("nothing twice", shown.length === expected.length);
      cover("totals", isRolling(sides) && shown.length > expected.length);
    }
  },
);

/** Nothing of the oracle's is missing, nothing else is there; totals are as they may be. */
function claimAllShown(sides: Sides, isTotal: (found: number, wanted: number) => boolean): void {
  const { job, id, shown, expected } = sides;
  if (!isRolling(sides)) {
    const { lost, wrong } = compareNames(rowNames(job, id, expected), rowNames(job, id, shown));
    return claimSame({ lost, wrong }, { lost: [], wrong: [] }, `What ${id} shows`);
  }
  const ids = new Set((shown as Value[]).map((row) => row[ID]));
  const missing = (expected as Value[]).filter((row) => !ids.has(row[ID]));
  claimSame(missing, [], `Records that no total in ${id} stems from`);
  const found = totalsOf(shown), wanted = totalsOf(expected);
  claimSame([...found.keys()].toSorted(), [...wanted.keys()].toSorted(), `Keys in ${id}`);
  for (const [key, total] of wanted) {
    const largest = found.get(key)!;
    claim(
      isTotal(largest, total),
      () => `The largest total of key ${key} in ${id} is ${largest}, the oracle's ${total}`,
    );
  }
}

function isRolling({ job, id }: Sides): boolean {
  return writerOf(job, id).type === "reduce";
}

function totalsOf(rows: readonly unknown[]): Map<number, number> {
  const totals = new Map<number, number>();
  for (const row of rows as Value[]) {
    totals.set(row[KEY], Math.max(row[N], totals.get(row[KEY]) ?? 0));
  }
  return totals;
}

const unaligned = law(
  {
    id: "guarantees/barriers-that-hold-nobody-back",
    title: "At-least-once checkpoints lose nothing, but may count a record twice",
    rules: ["AL-1", "AL-12", "SK-11"],
    statement:
      "The same with checkpoints in at-least-once mode: every row of the oracle is there and no other; of " +
      "totals the largest of a key is at least what it should be.",
    kind: "always",
    runCount: 250,
    sometimes: { "a row twice": 0.2, "counted twice": 0.005 },
  },
  troubled({
    sinks: ["append"],
    topologies: ["union", "dealtRolling", "union", "dealtRolling", "rolling", "chain", "fanOut"],
    config: { checkpointMode: "at-least-once" },
  }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { world } = finish(start(scenario));
    claimFinished(world);
    for (const sides of sidesOf(scenario, world)) {
      const { shown, expected } = sides;
      claimAllShown(sides, (found, wanted) => found >= wanted);
      cover("a row twice", shown.length > expected.length);
      const found = totalsOf(shown), wanted = totalsOf(expected);
      cover("counted twice", isRolling(sides) && [...wanted].some(([k, n]) => found.get(k)! > n));
    }
  },
);

const withoutCheckpoints = law(
  {
    id: "guarantees/without-checkpoints-from-the-start",
    title: "Without checkpoints a restarted job does everything again from the first record",
    rules: ["RS-9", "RS-2", "CP-1"],
    statement:
      "Any job that may restart and takes no checkpoints, whatever fails: what an appending sink shows is " +
      "the oracle's, some of it more than once; state is never counted on, so totals are right.",
    kind: "always",
    runCount: 150,
    sometimes: { "a restart": 0.2, "a row twice": 0.1 },
  },
  troubled({ sinks: ["append"], config: { checkpointInterval: 0 } })
    .map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { world } = finish(start(scenario));
    claimFinished(world);
    for (const sides of sidesOf(scenario, world)) {
      claimAllShown(sides, (found, wanted) => found === wanted);
      cover("a row twice", sides.shown.length > sides.expected.length);
    }
    cover("a restart", world.jobManager.numRestarts > 0);
  },
);

const atMostOnce = law(
  {
    id: "guarantees/at-most-once",
    title:
      "Behind a source that cannot read again something may be missing, and nothing is there twice",
    rules: ["RS-11", "SK-11"],
    statement:
      "Sources that cannot go back, aligned checkpoints and a two-phase sink: no record has an effect " +
      "twice in what is committed. Records that are looked at one by one: every committed row is the " +
      "oracle's, and none stands there more often.",
    kind: "always",
    runCount: 200,
    sometimes: { "something is missing": 0.15, "nothing is missing": 0.2 },
  },
  troubled({ topologies: ["chain", "rolling", "fanOut", "dealtRolling", "union"] })
    .map((scenario) => ({ scenario: withoutRewind(scenario) })),
  ({ scenario }, cover) => {
    const { world } = finish(start(scenario));
    claimFinished(world);
    for (const sides of sidesOf(scenario, world)) {
      const { job, id, shown, expected } = sides;
      const names = isRolling(sides) ? recordNames : rowNames;
      const { lost, duplicated, wrong } = compareNames(
        names(job, id, expected),
        names(job, id, shown),
      );
      claimSame({ duplicated, wrong }, { duplicated: [], wrong: [] }, `What ${id} shows`);
      cover("something is missing", lost.length > 0);
      cover("nothing is missing", lost.length === 0);
    }
  },
);

function withoutRewind(scenario: Scenario): Scenario {
  return mapNodes(
    scenario,
    (node) => node.type === "source" ? { ...node, canRewind: false } : node,
  );
}

/** Of a total, the record that it stems from: which others came before is chance. */
function recordNames(_job: PlainJob, _id: string, rows: readonly unknown[]): string[] {
  return (rows as Value[]).map((row) => JSON.stringify([row[KEY], row[ID]]));
}

const firstFailureIsTheLast = law(
  {
    id: "guarantees/the-first-failure-is-the-last",
    title: "A job that may not restart has written a part of what it would have, and nothing twice",
    rules: ["RS-1", "RS-2", "MT-4"],
    statement:
      "No restarts, whatever fails: the job is FINISHED or FAILED, and what an appending sink shows is part " +
      "of what the oracle says, each row once.",
    kind: "always",
    runCount: 150,
    sometimes: { "failed": 0.12, "finished": 0.1, "rows of a job that failed": 0.04 },
  },
  troubled({
    sinks: ["append"],
    config: { restartStrategy: { type: "none" }, checkpointInterval: 0 },
    mayBeLost: true,
    faults: { verbs: ["crash", "crash", "poison", "slow", "silence", "pause"], countUsual: 2 },
  }).map((scenario) => ({ scenario: withoutNewLeader(scenario) })),
  ({ scenario }, cover) => {
    const { world } = finish(start(scenario));
    const { status } = world.jobManager;
    claim(status === JobStatus.FINISHED || status === JobStatus.FAILED, () => `Status ${status}`);
    for (const { job, id, shown, expected } of sidesOf(scenario, world)) {
      const { duplicated, wrong } = compareNames(
        rowNames(job, id, expected),
        rowNames(job, id, shown),
      );
      claimSame({ duplicated, wrong }, { duplicated: [], wrong: [] }, `What ${id} shows`);
      cover("rows of a job that failed", status === JobStatus.FAILED && shown.length > 0);
    }
    cover("failed", status === JobStatus.FAILED);
    cover("finished", status === JobStatus.FINISHED && struckCount(scenario, world) > 0);
  },
);

/** A new job manager starts the job again whatever its restart strategy says. */
function withoutNewLeader(scenario: Scenario): Scenario {
  const faults = scenario.faults.filter((fault) => !fault.startsWith("crash job-manager"));
  return { ...scenario, faults };
}

const effectOnce = law(
  {
    id: "guarantees/called-often-with-one-effect",
    title: "A function may be called several times for a record, and has its effect once",
    rules: ["RS-10", "SK-5"],
    statement:
      "Every record of the input comes out of its source at least once, some more often; what is committed " +
      "is what the oracle makes of each of them once.",
    kind: "always",
    runCount: 150,
    sometimes: { "called again": 0.3, "never called again": 0.2 },
  },
  troubled({ topologies: ["chain", "rolling", "window"] }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { facts, timeline } = observe(scenario);
    const calls = new Map<string, number>();
    for (const { kind, value } of facts) {
      if (kind !== Fact.recordCreated) continue;
      const name = JSON.stringify(value);
      calls.set(name, (calls.get(name) ?? 0) + 1);
    }
    const [source] = nodesOf(scenario).filter((node) => node.type === "source");
    const records = source.splits.flatMap(({ records }) => records);
    const never = records.filter(({ value }) => !calls.has(JSON.stringify(value)));
    claimSame(never, [], "Records that were never read");
    const { lost, duplicated } = verdictOf(scenario, timeline);
    claimSame({ lost, duplicated }, { lost: 0, duplicated: 0 }, "Their effects");
    const isRepeated = [...calls.values()].some((count) => count > 1);
    cover("called again", isRepeated);
    cover("never called again", !isRepeated);
  },
);

const upsert = law(
  {
    id: "guarantees/a-table-ends-up-right",
    title: "Rows that replace each other make up for their repetition",
    rules: ["SK-11", "RS-10"],
    statement:
      "Any job whose sink keeps the last row of each key, whatever fails and recovers: in the end its table " +
      "is the oracle's, with aligned checkpoints for all jobs, and with at-least-once ones for those that " +
      "look at records one by one.",
    kind: "eventually",
    runCount: 250,
    sometimes: { "restarted": 0.3, "written again": 0.15, "at least once": 0.15 },
  },
  fc.oneof(
    troubled({ sinks: ["upsert"] }),
    troubled({
      sinks: ["upsert"],
      topologies: ["chain", "fanOut"],
      config: { checkpointMode: "at-least-once" },
    }),
  ).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { timeline: { world } } = watched(scenario);
    claimFinished(world);
    for (const sink of sinksOf(scenario)) {
      const rows = visibleRows(world, sink).map(({ value }) => value);
      const { lost, duplicated, wrong } = compareSink(scenario, sink, rows);
      const wanted = { lost: [], duplicated: [], wrong: [] };
      claimSame({ lost, duplicated, wrong }, wanted, `The table of ${sink.id}`);
    }
    const isRestarted = world.jobManager.numRestarts > 0;
    cover("restarted", isRestarted);
    cover(
      "written again",
      isRestarted && world.tasks.some(({ replayedCount }) => replayedCount > 0),
    );
    cover("at least once", scenario.config.checkpointMode === "at-least-once");
  },
);

const lossIsReported = law(
  {
    id: "guarantees/what-is-lost-is-reported",
    title: "Rows that the world outside has given up are lost, and the run says which",
    rules: ["SK-5", "SK-9"],
    statement:
      "The system outside aborts transactions because it has waited too long, among any other faults: " +
      "every row that is missing in the end stands in a transaction that is told as lost, and no row is " +
      "there twice.",
    kind: "always",
    runCount: 250,
    sometimes: { "a transaction was lost": 0.04, "rows were lost": 0.02 },
  },
  fc.tuple(
    troubled({
      topologies: ["chain", "window", "fanOut", "dealtWindow"],
      mayBeLost: true,
      faults: {
        verbs: ["expire", "expire", "expire", "hold", "lose", "crash", "crash", "fail"],
        triggers: ["phase", "phase", "fact", "fact", "time"],
        countUsual: 3,
      },
    }),
    fc.constantFrom(3_600_000, 3_600_000, 150),
  ).map(([scenario, timeout]) => ({
    scenario: withTimeout(withoutLostRecords(scenario), timeout),
  })),
  ({ scenario }, cover) => {
    const { world } = finish(start(scenario));
    claimFinished(world);
    for (const { job, id, shown, expected } of sidesOf(scenario, world)) {
      const given = readUncommitted(world, id).filter(({ status }) => status === "lost");
      const reported = rowNames(job, id, given.map(({ value }) => value));
      const { lost, duplicated, wrong } = compareNames(
        rowNames(job, id, expected),
        [...rowNames(job, id, shown), ...reported],
      );
      const wanted = { lost: [], duplicated: [], wrong: [] };
      claimSame({ lost, duplicated, wrong }, wanted, `What ${id} shows, with what is told as lost`);
      cover("a transaction was lost", given.length > 0);
      cover("rows were lost", shown.length < expected.length);
    }
  },
);

/** Everything but transactions can be recovered. */
function withoutLostRecords(scenario: Scenario): Scenario {
  const faults = scenario.faults.filter((fault) =>
    !/^(expire records|lose checkpoint|corrupt)|^fail .*(?<! for [^ ]+)$/.test(fault)
  );
  return { ...scenario, faults };
}

function withTimeout(scenario: Scenario, transactionTimeout: number): Scenario {
  // a new process comes later than that, so that what is pre-committed then is given up
  const config = transactionTimeout > 1000
    ? scenario.config
    : { ...scenario.config, taskManagerStartTime: 300_000, checkpointInterval: 10 };
  const timed = mapNodes(
    scenario,
    (node) => node.type === "sink" ? { ...node, transactionTimeout } : node,
  );
  return { ...timed, config };
}

/** The laws of the weaker guarantees. */
export const GUARANTEES: readonly Law[] = [
  atLeastOnce,
  unaligned,
  withoutCheckpoints,
  atMostOnce,
  firstFailureIsTheLast,
  effectOnce,
  upsert,
  lossIsReported,
];

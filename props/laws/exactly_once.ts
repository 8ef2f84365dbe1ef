// What readers of committed rows see, whatever fails: in the end what the oracle says, and at every
// moment what it says of the part of the input that lies before some checkpoint.

import fc from "fast-check";
import type { PlainJob, Scenario, Timeline, World } from "@headwater/sim";
import { readUncommitted, transactionsOf } from "@headwater/sim";
import { claim, claimSame } from "../claim.ts";
import { compareNames } from "../comparison.ts";
import { nodesOf } from "../gen/scenario.ts";
import { troubled } from "../gen/troubled.ts";
import { type Cover, type Law, law } from "../law.ts";
import { streamOf } from "../oracle.ts";
import { rowNames, writerOf } from "../row_names.ts";
import { finish, start } from "../run.ts";
import {
  failedCheckpoints,
  readCounts,
  sinksOf,
  struckCount,
  type TakenCheckpoint,
  TROUBLE_CASES,
  watched,
} from "../trouble_watch.ts";
import { verdictOf } from "../verdict.ts";
import { unfiredWindowNames } from "../window_state.ts";

const committedIsTheOracle = law(
  {
    id: "exactly-once/committed-is-the-oracle",
    title: "After any plan that a job recovers from, the committed rows are the oracle's",
    rules: ["RS-8", "RS-9", "RS-10", "SK-2", "SK-3", "SK-5", "EOI-3"],
    statement:
      "Any job without late records, with a two-phase sink and aligned checkpoints, under any options and " +
      "any faults that its label calls recoverable: it comes to its end, each row that a plain loop over " +
      "the input gives is committed once, no other row is, the totals of a key and its windows come in " +
      "order within a sink subtask, and no transaction is left.",
    kind: "eventually",
    runCount: 500,
    sometimes: { ...TROUBLE_CASES, "several faults struck": 0.3, "a finished task": 0.2 },
  },
  troubled().map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { timeline, watch } = watched(scenario);
    claimInnocent(scenario, timeline);
    watch.cover(scenario, timeline.world, cover);
    cover("several faults struck", struckCount(scenario, timeline.world) > 1);
    cover("a finished task", watch.checkpoints.some(({ finished }) => finished.includes(true)));
  },
);

/** Says that nothing is lost, doubled, out of order or stuck. */
function claimInnocent(scenario: Scenario, timeline: Timeline): void {
  const { findings, ...numbers } = verdictOf(scenario, timeline);
  const wanted = { lost: 0, duplicated: 0, reordered: 0, stuck: 0 };
  claimSame(numbers, wanted, findings.join("; "), timeline.position.time);
}

const prefixAtEveryInstant = law(
  {
    id: "exactly-once/prefix-at-every-instant",
    title: "At every moment a sink subtask shows what lies before some checkpoint, and no mix",
    rules: ["SK-3", "SK-5", "SK-7"],
    statement:
      "Under the same faults: what is committed of a sink subtask is at every moment the rows of all its " +
      "transactions up to some complete checkpoint; and the rows of all subtasks up to a checkpoint, with " +
      "the windows that it holds unfired, are what the oracle makes of the records before it.",
    kind: "always",
    runCount: 300,
    sometimes: {
      ...TROUBLE_CASES,
      "windows in a checkpoint": 0.1,
      "rows behind the first checkpoint": 0.5,
    },
  },
  troubled().map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const seen = new SeenCommits(scenario);
    const { timeline, watch } = watched(scenario, (world) => seen.look(world));
    seen.claimPrefixes(timeline.world);
    for (const checkpoint of watch.checkpoints) {
      claimCut(scenario, checkpoint, timeline, cover);
    }
    watch.cover(scenario, timeline.world, cover);
  },
);

/** Commits of each sink subtask, in the order in which readers saw them. */
class SeenCommits {
  private readonly order = new Map<string, number[]>();
  private readonly sinks: readonly string[];
  private readonly counts = new Map<string, number>();
  /** The newest checkpoint that was ever complete. */
  private completedId = 0;

  constructor(scenario: Scenario) {
    this.sinks = sinksOf(scenario).map(({ id }) => id);
  }

  /** Transactions never become uncommitted, and are committed in the order of their checkpoints. */
  look(world: World): void {
    this.completedId = Math.max(this.completedId, world.coordinator.latest()?.spec.id ?? 0);
    for (const sink of this.sinks) {
      const committed = transactionsOf(world, sink).filter(({ status }) => status === "committed");
      if (committed.length === this.counts.get(sink)) continue;
      this.counts.set(sink, committed.length);
      const ofPartition = Map.groupBy(committed, ({ name }) => name.replace(/-\d+$/, ""));
      for (const [partition, all] of ofPartition) this.see(partition, all, world);
    }
  }

  private see(
    partition: string,
    committed: readonly { readonly checkpointId: number }[],
    { now }: World,
  ): void {
    const before = this.order.get(partition) ?? [];
    const ids = committed.map(({ checkpointId }) => checkpointId);
    this.order.set(partition, ids);
    claim(ids.length >= before.length, () => `${partition} has taken a commit back`, now);
    const newest = Math.max(0, ...before);
    const isLater = ids.filter((id) => !before.includes(id)).every((id) => id > newest);
    claim(isLater, () => `${partition} has committed ${ids} after ${before}`, now);
    const { completedId } = this;
    const isPromised = ids.every((id) => id <= completedId);
    claim(isPromised, () => `${partition} has committed ${ids}, complete is ${completedId}`, now);
  }

  /** What was committed up to some checkpoint is all that ever will be. */
  claimPrefixes(world: World): void {
    for (const sink of this.sinks) {
      const ids = transactionsOf(world, sink).filter(({ status }) => status === "committed");
      claim(ids.length === (this.counts.get(sink) ?? 0), () => `${sink} was not seen to the end`);
    }
  }
}

/** The rows up to a checkpoint, and the windows in it, are the oracle's of what was read before it. */
function claimCut(
  scenario: Scenario,
  checkpoint: TakenCheckpoint,
  timeline: Timeline,
  cover: Cover,
): void {
  const { world } = timeline;
  const job = { nodes: nodesOf(scenario) };
  const readCount = readCounts(checkpoint, world);
  const view = { parallelism: scenario.config.parallelism ?? 1, readCount };
  for (const { id } of sinksOf(scenario)) {
    const rows = rowsUpTo(checkpoint.id, id, world);
    const unfired = unfiredWindowNames(job, id, checkpoint, timeline);
    const found = [...rowNames(job, id, rows), ...unfired];
    const expected = rowNames(job, id, streamOf(job, id, view).map(({ value }) => value));
    const { lost, duplicated, wrong } = compareNames(expected, found);
    const isFired = (name: string) => !unfired.includes(name);
    // windows of windows that have not fired are in no window yet
    const missing = isOfWindows(job, id) ? [] : lost;
    claimSame(
      { missing, duplicated, wrong: isOfWindows(job, id) ? wrong.filter(isFired) : wrong },
      { missing: [], duplicated: [], wrong: [] },
      `What ${id} shows up to checkpoint ${checkpoint.id}`,
      checkpoint.completedAt,
    );
    cover("windows in a checkpoint", unfired.length > 0);
    cover("rows behind the first checkpoint", checkpoint.id > 1 && rows.length > 0);
  }
}

/** What is committed in the end of the transactions up to a checkpoint. */
function rowsUpTo(checkpointId: number, sink: string, world: World): unknown[] {
  const covered = new Set(
    transactionsOf(world, sink)
      .filter((one) => one.status === "committed" && one.checkpointId <= checkpointId)
      .map(({ name }) => name),
  );
  return readUncommitted(world, sink)
    .filter(({ transaction }) => covered.has(transaction!))
    .map(({ value }) => value);
}

/** True for a sink behind a window whose records are results of windows. */
function isOfWindows(job: PlainJob, sink: string): boolean {
  const node = (id: string) => job.nodes.find((one) => one.id === id)!;
  const writer = writerOf(job, sink);
  if (writer.type !== "window") return false;
  const [keyed] = writer.inputs!;
  return node(node(keyed).inputs![0]).type === "window";
}

const withIntervals = fc.tuple(
  troubled({
    faults: { verbs: ["crash", "decline", "slow", "silence"], countMax: 2 },
  }),
  fc.constantFrom(10, 70),
).map(([scenario, other]) => ({ scenario, other }));

const intervalDoesNotMatter = law(
  {
    id: "exactly-once/the-interval-does-not-matter",
    title: "How often checkpoints are taken changes nothing in what is committed",
    rules: ["CP-1", "CP-2", "EOI-3"],
    statement:
      "The same job and faults with checkpoints every 10, 30 or 70 ms; and without faults with none but " +
      "the final one: the same rows are committed.",
    kind: "always",
    runCount: 150,
    sometimes: { "more checkpoints": 0.6, "a restart": 0.2 },
  },
  withIntervals,
  ({ scenario, other }, cover) => {
    const at = (checkpointInterval: number, faults = scenario.faults) =>
      finish(start({
        ...scenario,
        faults,
        config: { ...scenario.config, checkpointInterval, minPauseBetweenCheckpoints: 0 },
      }));
    const runs = [at(30), at(other), at(100_000, [])];
    for (const timeline of runs) claimInnocent(scenario, timeline);
    const [counts, more] = runs.map(({ world }) =>
      world.coordinator.stats.numberOfCompletedCheckpoints
    );
    cover("more checkpoints", counts !== more);
    cover("a restart", runs[0].world.jobManager.numRestarts > 0);
  },
);

const sparing = troubled({
  faults: {
    verbs: ["decline", "lose", "lose", "lose", "fail", "fail", "hold", "hold", "repeat"],
    triggers: ["time", "time", "phase", "phase", "fact"],
    countUsual: 3,
  },
  config: { tolerableFailedCheckpoints: 1000, checkpointTimeout: 60 },
}).map((scenario) => ({ scenario: withoutFailures(scenario) }));

/** Only faults by which checkpoints fail, and no task. */
function withoutFailures(scenario: Scenario): Scenario {
  const faults = scenario.faults.filter((fault) =>
    !/^fail (snapshot|restore|storage|commit)|^hold (task|job)|^lose checkpoint/.test(fault)
  );
  return { ...scenario, faults };
}

const abortsAreInvisible = law(
  {
    id: "exactly-once/a-checkpoint-given-up-is-invisible",
    title: "Checkpoints that are declined or expire change nothing in what is committed",
    rules: ["CP-8", "CP-11", "CP-12", "SK-4"],
    statement:
      "Checkpoints are declined, their acknowledgements are lost or come too late, their uploads fail, and " +
      "the job tolerates it: no row is lost or doubled beside a run in which all succeed, and none waits " +
      "longer than for the next that does.",
    kind: "always",
    runCount: 200,
    sometimes: {
      "declined": 0.1,
      "expired": 0.05,
      "not uploaded": 0.05,
      "completed behind it": 0.25,
    },
  },
  sparing,
  ({ scenario }, cover) => {
    const { timeline, watch } = watched(scenario);
    claimInnocent(scenario, timeline);
    claimInnocent(scenario, finish(start({ ...scenario, faults: [] })));
    const reasons = failedCheckpoints(timeline.world);
    cover("declined", reasons.includes("CHECKPOINT_DECLINED"));
    cover("expired", reasons.includes("CHECKPOINT_EXPIRED"));
    cover("not uploaded", reasons.includes("CHECKPOINT_ASYNC_EXCEPTION"));
    watch.cover(scenario, timeline.world, (label, occurred) => {
      if (label === "given up and completed") cover("completed behind it", occurred);
    });
  },
);

/** The laws of exactly once. */
export const EXACTLY_ONCE: readonly Law[] = [
  committedIsTheOracle,
  prefixAtEveryInstant,
  intervalDoesNotMatter,
  abortsAreInvisible,
];

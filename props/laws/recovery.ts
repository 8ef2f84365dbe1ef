// How a job comes back: numbers of checkpoints, who is listened to, how long it may take, and that every
// plan of faults ends, in one way or the other.

import fc from "fast-check";
import type { Scenario, Timeline, World } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { ExecutionState } from "../../sim/element/execution_state.ts";
import { isGloballyTerminal, JOB_STATUS_NAMES, JobStatus } from "../../sim/element/job_status.ts";
import { claim, claimSame } from "../claim.ts";
import { compareNames } from "../comparison.ts";
import type { Input } from "../gen/input.ts";
import { nodesOf } from "../gen/scenario.ts";
import { troubled } from "../gen/troubled.ts";
import { type Cover, type Law, law } from "../law.ts";
import { streamOf } from "../oracle.ts";
import { rowNames } from "../row_names.ts";
import { finish, observe, start } from "../run.ts";
import { sinksOf, struckCount, TROUBLE_CASES, watched } from "../trouble_watch.ts";
import { verdictOf, visibleRows } from "../verdict.ts";

/** Faults that delay, double and lose what the coordinator says and hears. */
const CONFUSING = {
  verbs: [
    ...["hold", "hold", "repeat", "repeat", "lose", "delay", "crash", "crash", "crash"] as const,
    ...["pause", "disconnect", "fail", "decline", "slow"] as const,
  ],
  countUsual: 3,
} as const;

const idsIncrease = law(
  {
    id: "recovery/checkpoint-ids-increase",
    title: "A checkpoint is complete when all have acknowledged it, and never after a later one",
    rules: ["CP-3", "CP-9", "CP-10", "CP-17"],
    statement:
      "In any run: ids of triggered checkpoints increase, across failures too; one that completes was " +
      "triggered in this attempt of its tasks, acknowledged by every task that had not finished, each " +
      "after its snapshot, and its metadata was stored; the ids of completed ones increase.",
    kind: "always",
    runCount: 150,
    sometimes: { "two under way": 0.05, "a later one after a restart": 0.2 },
  },
  troubled({ faults: CONFUSING, config: { maxConcurrentCheckpoints: 3 } })
    .map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const { facts, plan } = observe(scenario);
    const book = new CheckpointBook(plan.subtasks.length, cover);
    for (const fact of facts) book.see(fact);
  },
);

/** What is known of checkpoints, from facts alone. */
class CheckpointBook {
  private triggered = 0;
  private completed = 0;
  private restarts = 0;
  private readonly finished = new Set<number>();
  /** By checkpoint under way: who has acknowledged it. */
  private readonly underWay = new Map<number, Set<number>>();
  private readonly stored = new Set<number>();
  /** By subtask: checkpoints whose copies this attempt has written. */
  private readonly uploaded: Set<number>[];

  constructor(private readonly subtaskCount: number, private readonly cover: Cover) {
    this.uploaded = Array.from({ length: subtaskCount }, () => new Set());
  }

  see({ kind, owner, subject, stamp, detail, time }: FactRow): void {
    switch (kind) {
      case Fact.checkpointTriggered:
        claim(stamp > this.triggered, () => `${stamp} is triggered after ${this.triggered}`, time);
        this.triggered = stamp;
        this.underWay.set(stamp, new Set());
        return this.cover("two under way", this.underWay.size > 1);
      case Fact.checkpointAborted:
        return void this.underWay.delete(stamp);
      case Fact.restoreStarted:
        this.restarts++;
        return this.underWay.clear();
      case Fact.executionStateChanged:
        return this.onState(owner, detail);
      case Fact.stateUploaded:
        return void this.uploaded[owner].add(stamp);
      case Fact.checkpointAcknowledged:
        return this.onAcknowledged(subject, stamp, time);
      case Fact.checkpointFullyAcknowledged:
        return void this.stored.add(stamp);
      case Fact.checkpointCompleted:
        return this.onCompleted(stamp, time);
    }
  }

  private onState(owner: number, state: number): void {
    if (state === ExecutionState.FINISHED) this.finished.add(owner);
    if (state !== ExecutionState.DEPLOYING) return;
    this.finished.delete(owner);
    this.uploaded[owner].clear();
  }

  private onAcknowledged(subtask: number, id: number, time: number): void {
    const acknowledged = this.underWay.get(id);
    claim(acknowledged !== undefined, () => `${id} is acknowledged, and is not under way`, time);
    claim(
      this.uploaded[subtask].has(id),
      () => `Subtask ${subtask} acknowledges ${id}, which this attempt of it has not written`,
      time,
    );
    acknowledged.add(subtask);
  }

  private onCompleted(id: number, time: number): void {
    const acknowledged = this.underWay.get(id);
    claim(acknowledged !== undefined, () => `${id} is complete, and was not under way`, time);
    claim(this.stored.has(id), () => `${id} is complete before all have acknowledged it`, time);
    const missing = Array.from({ length: this.subtaskCount }, (_, subtask) => subtask)
      .filter((subtask) => !acknowledged.has(subtask) && !this.finished.has(subtask));
    claimSame(missing, [], `Who has not acknowledged ${id}, which is complete`, time);
    claim(id > this.completed, () => `${id} completes after ${this.completed}`, time);
    this.completed = id;
    this.underWay.delete(id);
    this.cover("a later one after a restart", this.restarts > 0);
  }
}

const staleIsIgnored = law(
  {
    id: "recovery/old-attempts-are-not-listened-to",
    title: "Nobody of an attempt that was given up has any effect on the next",
    rules: ["RS-8", "RS-10", "RS-12", "CP-10"],
    statement:
      "Processes stand still or are cut off until they are given up, messages are held back and come twice: " +
      "no record of an attempt that was given up is read by the next, no acknowledgement of it counts, and " +
      "the results are those of the oracle.",
    kind: "always",
    runCount: 250,
    sometimes: { "an attempt lived on": 0.04, "an old message came": 0.03, "a restart": 0.3 },
  },
  troubled({
    faults: CONFUSING,
    config: { heartbeatInterval: 2, heartbeatTimeout: 4, rpcLatency: 2000 },
  }).map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    claimInnocent(scenario, run.timeline);
    const { world } = run.timeline;
    const isStale = ({ kind }: FactRow) => kind === Fact.staleMessageDiscarded;
    cover("an old message came", run.facts.some(isStale));
    cover("a restart", world.jobManager.numRestarts > 0);
    cover("an attempt lived on", world.zombies.some((task) => task !== null));
  },
);

function claimInnocent(scenario: Scenario, timeline: Timeline): void {
  const { findings, ...numbers } = verdictOf(scenario, timeline);
  const wanted = { lost: 0, duplicated: 0, reordered: 0, stuck: 0 };
  claimSame(numbers, wanted, findings.join("; "), timeline.position.time);
}

/** Of the whole quiet time: checkpoints that expire, processes that come, records that are read again. */
const PATIENCE = 8_000_000;

const endsSoon = law(
  {
    id: "recovery/ends-soon-after-the-last-fault",
    title: "When nothing fails any more the job comes to its end, and soon",
    rules: ["RS-1", "RS-8", "EOI-3"],
    statement:
      "Any plan that a job recovers from: once its faults are over and all input has come, the job is " +
      "FINISHED within eight simulated seconds, having completed a checkpoint; nothing is left to be done.",
    kind: "eventually",
    runCount: 300,
    sometimes: { ...TROUBLE_CASES, "the end came late": 0.02 },
  },
  troubled().map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    let finishedAt = 0, lastFaultAt = 0, active = 0;
    const { timeline, watch } = watched(scenario, (world) => {
      const { status } = world.jobManager;
      if (finishedAt === 0 && status === JobStatus.FINISHED) finishedAt = world.now;
      const now = inForce(scenario, world);
      if (now !== active || now > 0) lastFaultAt = world.now;
      active = now;
    });
    const { world } = timeline;
    claim(world.jobManager.status === JobStatus.FINISHED, () => stuckSentence(world), world.now);
    const quietSince = Math.max(lastArrival(scenario), Math.min(lastFaultAt, finishedAt));
    claim(
      finishedAt - quietSince <= PATIENCE,
      () => `All is quiet from ${quietSince} µs on, and the job ends at ${finishedAt}`,
      finishedAt,
    );
    claim(watch.checkpoints.length > 0, () => "No checkpoint was ever complete", finishedAt);
    watch.cover(scenario, world, cover);
    cover("the end came late", finishedAt - quietSince > 100_000);
  },
);

function stuckSentence({ jobManager: { status, cause, states } }: World): string {
  return `Nothing will happen any more, and the job is ${
    JOB_STATUS_NAMES[status]
  }: tasks in states ` +
    `${states}; last failed by: ${cause}`;
}

function inForce({ faults }: Scenario, { faults: { triggers } }: World): number {
  return faults.filter((_, index) => triggers.isInForce(index)).length;
}

function lastArrival(scenario: Scenario): number {
  const arrivals = nodesOf(scenario).flatMap((node) =>
    node.type === "source" ? node.splits.map(({ records }) => records.at(-1)?.arrival ?? 0) : []
  );
  return Math.max(0, ...arrivals);
}

const everyPlanEnds = law(
  {
    id: "recovery/every-plan-ends",
    title: "Whatever is planned: the run ends, and what is committed is right as far as it goes",
    rules: ["RS-1", "RS-3", "MT-4", "CP-9"],
    statement:
      "Any faults at all, one restart at most: nothing hangs. The job is FINISHED, or FAILED with a " +
      "cause; and every committed row is the oracle's, none more often than there.",
    kind: "always",
    runCount: 300,
    sometimes: {
      "finished": 0.3,
      "failed": 0.1,
      "a fault struck": 0.6,
      "committed and failed": 0.05,
    },
  },
  troubled({
    mayBeLost: true,
    config: { restartStrategy: { type: "fixed-delay", attempts: 1, delay: 1 } },
    faults: {
      verbs: [
        ...["crash", "crash", "crash", "crash", "poison", "corrupt", "corrupt", "lose"] as const,
        ...["expire", "fail", "fail", "pause", "disconnect", "hold", "decline"] as const,
      ],
      triggers: ["time", "time", "time", "phase", "phase", "fact", "fact", "count", "status"],
      countUsual: 4,
    },
  }).map((scenario) => ({ scenario: withoutEndless(scenario) })),
  ({ scenario }, cover) => {
    const { world } = finish(start(scenario));
    const { status, cause } = world.jobManager;
    claim(isGloballyTerminal(status), () => stuckSentence(world), world.now);
    claim(status === JobStatus.FINISHED || cause !== "", () => "It failed by nothing", world.now);
    const job = { nodes: nodesOf(scenario) };
    const parallelism = scenario.config.parallelism ?? 1;
    for (const sink of sinksOf(scenario)) {
      const shown = visibleRows(world, sink).map(({ value }) => value);
      const expected = streamOf(job, sink.id, { parallelism }).map(({ value }) => value);
      const { duplicated, wrong } = compareNames(
        rowNames(job, sink.id, expected),
        rowNames(job, sink.id, shown),
      );
      // of totals whose transactions were lost outside, the rest cannot be told apart
      if (scenario.faults.some((fault) => fault.startsWith("expire"))) continue;
      claimSame({ duplicated, wrong }, { duplicated: [], wrong: [] }, `What ${sink.id} shows`);
      cover("committed and failed", status === JobStatus.FAILED && shown.length > 0);
    }
    cover("finished", status === JobStatus.FINISHED);
    cover("failed", status === JobStatus.FAILED);
    cover("a fault struck", struckCount(scenario, world) > 0);
  },
);

/** Without commits that fail for as long as they are asked for. */
function withoutEndless(scenario: Scenario): Scenario {
  const faults = scenario.faults.filter((fault) =>
    !/^fail commit .* during commit \d+/.test(fault)
  );
  return { ...scenario, faults };
}

const finishedTasks = law(
  {
    id: "recovery/finished-tasks-stay-finished",
    title: "A task that had finished before a checkpoint has finished in every attempt after it",
    rules: ["EOI-3", "RS-8", "CP-5"],
    statement:
      "One source ends early, and the job fails afterwards, several times: restored from checkpoints in " +
      "which tasks had finished, it reads nothing of them again, and commits what the oracle says.",
    kind: "always",
    runCount: 250,
    sometimes: { "restored with finished tasks": 0.2, "twice": 0.05 },
  },
  fc.tuple(
    troubled({
      topologies: ["union"],
      input: endingEarly,
      faults: { verbs: ["crash", "crash", "pause", "fail", "decline"], countUsual: 4 },
    }),
  ).map(([scenario]) => ({ scenario })),
  ({ scenario }, cover) => {
    const { timeline, watch } = watched(scenario);
    claimInnocent(scenario, timeline);
    const withFinished = watch.restores.filter((id) =>
      watch.checkpoints.some((one) => one.id === id && one.finished.includes(true))
    );
    cover("restored with finished tasks", withFinished.length > 0);
    cover("twice", withFinished.length > 1);
  },
);

/** The first source has a record or two, the second one goes on for a while. */
function endingEarly(input: Input): Input {
  const [first = [], ...others] = input.splits;
  const long = [...others.flat(), ...first, ...first].slice(0, 14);
  return { ...input, waitUnit: Math.max(2000, input.waitUnit), splits: [first.slice(0, 2), long] };
}

/** The laws of recovery. */
export const RECOVERY: readonly Law[] = [
  idsIncrease,
  staleIsIgnored,
  endsSoon,
  everyPlanEnds,
  finishedTasks,
];

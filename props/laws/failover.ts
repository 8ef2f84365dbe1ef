// Failover: who is started again when something fails, and who is not; and what becomes of those who were
// given up and do not know it.

import fc from "fast-check";
import {
  type ExecutionPlan,
  faultText,
  open,
  parseFault,
  readCommitted,
  readUncommitted,
  replayableLog,
  type Scenario,
  type Timeline,
  transactionalLog,
  WatermarkStrategy,
} from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { ElementKind } from "../../sim/element/element.ts";
import { ExecutionState } from "../../sim/element/execution_state.ts";
import { JobStatus } from "../../sim/element/job_status.ts";
import { claim, claimSame } from "../claim.ts";
import type { Shape } from "../gen/job.ts";
import { troubled } from "../gen/troubled.ts";
import { type Law, law } from "../law.ts";
import { groupBy, observe, type Run } from "../run.ts";

/** Tasks and task managers crash, in jobs of one region and of several; checkpoints fail nobody. */
const crashes: fc.Arbitrary<Scenario> = fc
  .tuple(
    troubled({
      topologies: ["chain", "fanOut", "chain", "fanOut", "rolling", "union", "dealtWindow"],
      faults: {
        verbs: ["crash"],
        triggers: ["time", "time", "phase", "fact"],
        countUsual: 2,
        countMax: 3,
      },
      config: {
        tolerableFailedCheckpoints: 1_000_000,
        checkpointTimeout: 1_000_000,
        parallelism: 3,
      },
      shape: (shape) => shape.slow === 2000 ? shape : apart(shape),
    }),
    fc.constantFrom("region" as const, "region" as const, "region" as const, "full" as const),
  )
  .map(([scenario, failoverStrategy]) => ({
    ...scenario,
    config: { ...scenario.config, failoverStrategy },
    faults: scenario.faults.flatMap(narrowed),
  }));

/** The same number of subtasks everywhere, and nothing dealt out: pipelines side by side. */
function apart(shape: Shape): Shape {
  return { ...shape, partitioner: "", parallelisms: [0, 0, 0] };
}

/** Of an operator its first subtask alone; the job manager stays. */
function narrowed(text: string): string[] {
  const fault = parseFault(text);
  const { target } = fault;
  if (target.kind === "job-manager" || target.kind === "task-managers") return [];
  if (target.kind !== "operator") return [text];
  return [faultText({ ...fault, target: { kind: "subtask", name: target.name, index: 0 } })];
}

/** By subtask: the first subtask that it is bound to, over channels in any direction. */
function heads({ subtasks, channels }: ExecutionPlan): number[] {
  const heads = subtasks.map(({ id }) => id);
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false;
    for (const { sender, receiver } of channels) {
      const head = Math.min(heads[sender], heads[receiver]);
      hasChanged ||= heads[sender] !== head || heads[receiver] !== head;
      heads[sender] = heads[receiver] = head;
    }
  }
  return heads;
}

/** One attempt: who was made anew in it, and what had failed since he was made anew last. */
interface Attempt {
  readonly number: number;
  readonly at: number;
  readonly deployed: ReadonlySet<number>;
  /** Regions, by their first subtasks: those in which somebody failed, and those that lost a machine. */
  readonly failed: ReadonlySet<number>;
  readonly mayHaveFailed: ReadonlySet<number>;
}

/** Reads the attempts of a run from its facts; and what failed and was answered by none. */
function attemptsOf({ plan, facts }: Run): { attempts: Attempt[]; unanswered: Set<number> } {
  const headOf = heads(plan);
  const finished = new Set<number>();
  const failed = new Set<number>(), mayHaveFailed = new Set<number>();
  const attempts: Attempt[] = [];
  facts.forEach((fact, index) => {
    const { kind, owner, detail, subject } = fact;
    if (kind === Fact.executionStateChanged) {
      if (detail === ExecutionState.FINISHED) finished.add(owner);
      else finished.delete(owner);
    } else if (kind === Fact.taskFailed && !finished.has(owner)) failed.add(headOf[owner]);
    else if (kind === Fact.taskManagerLost) {
      const there = plan.subtasks.filter(({ taskManager }) => taskManager === subject);
      for (const { id } of there) mayHaveFailed.add(headOf[id]);
    } else if (kind === Fact.restoreStarted) {
      const deployed = deployedBehind(facts, index);
      attempts.push({
        number: fact.key,
        at: fact.time,
        deployed,
        failed: new Set(failed),
        mayHaveFailed: new Set(mayHaveFailed),
      });
      for (const subtask of deployed) {
        failed.delete(headOf[subtask]);
        mayHaveFailed.delete(headOf[subtask]);
      }
    }
  });
  return { attempts, unanswered: failed };
}

/** The tasks that are deployed at the moment of a restore. */
function deployedBehind(facts: readonly FactRow[], index: number): Set<number> {
  const deployed = new Set<number>();
  const { time } = facts[index];
  for (let i = index + 1; i < facts.length && facts[i].time === time; i++) {
    const { kind, owner, detail } = facts[i];
    const isDeployed = kind === Fact.executionStateChanged && detail === ExecutionState.DEPLOYING;
    if (isDeployed) deployed.add(owner);
  }
  return deployed;
}

const closure = law(
  {
    id: "failover/exactly-the-region",
    title: "A failure starts its whole region again, and nobody else",
    rules: ["RS-6", "RS-7", "RS-8"],
    statement:
      "Tasks and machines crash, at any moment: the tasks that an attempt makes anew are whole " +
      "regions (whoever is connected over channels), each with somebody who has failed since the " +
      "region was made anew last; with the strategy `full` they are all. Every failure is answered " +
      "by such an attempt, and each task's number is that of the last one that made it.",
    kind: "always",
    runCount: 300,
    sometimes: {
      "several regions, not all of them": 0.1,
      "all of one region": 0.3,
      "the strategy full": 0.1,
      "a machine lost": 0.1,
      "several attempts": 0.2,
    },
  },
  crashes.map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const { plan, timeline } = run;
    const headOf = heads(plan);
    const { attempts, unanswered } = attemptsOf(run);
    const isFull = scenario.config.failoverStrategy === "full";
    const numbers = plan.subtasks.map(() => 0);
    for (const { number, at, deployed, failed, mayHaveFailed } of attempts) {
      const regions = new Set([...deployed].map((subtask) => headOf[subtask]));
      const whole = plan.subtasks.filter(({ id }) => isFull || regions.has(headOf[id]));
      const labels = (some: Iterable<number>) => [...some].map((id) => plan.subtasks[id].label);
      claimSame(
        labels([...deployed].sort((a, b) => a - b)),
        whole.map(({ label }) => label),
        `Attempt ${number} makes anew`,
        at,
      );
      const innocent = isFull
        ? []
        : [...regions].filter((head) => !failed.has(head) && !mayHaveFailed.has(head));
      claimSame(
        labels(innocent),
        [],
        `Attempt ${number} begins regions in which nobody failed`,
        at,
      );
      for (const subtask of deployed) numbers[subtask] = number;
      cover("several regions, not all of them", deployed.size < plan.subtasks.length);
      cover("all of one region", deployed.size === plan.subtasks.length && regions.size === 1);
      cover("a machine lost", mayHaveFailed.size > 0);
    }
    claimSame(timeline.world.tasks.map(({ attempt }) => attempt), numbers, "Attempts of tasks");
    if (timeline.world.jobManager.status === JobStatus.FINISHED) {
      claimSame([...unanswered], [], "Regions whose failure nobody has answered");
    }
    cover("the strategy full", isFull && attempts.length > 0);
    cover("several attempts", attempts.length > 1);
  },
);

/** By channel or split, what a task was given, in order. */
function consumed({ plan, facts }: Run, subtask: number): string {
  const { label } = plan.subtasks[subtask];
  const records = facts.filter(({ kind, owner, detail }) =>
    kind === Fact.elementProcessed && owner === subtask && detail === ElementKind.RECORD
  );
  const perInput = [...groupBy(records, ({ subject }) => subject)].sort(([a], [b]) => a - b);
  return JSON.stringify([
    label,
    perInput.map(([input, some]) => [input, some.map(({ origin, stamp }) => [origin, stamp])]),
  ]);
}

const others = law(
  {
    id: "failover/others-go-on",
    title: "Who is in another region than everybody who fails works on as if nothing had happened",
    rules: ["RS-6", "RS-7"],
    statement:
      "Under the same crashes: a task that is made anew in no attempt, and whose region has no place " +
      "where two senders meet, is given the same records in the same order as in the run without " +
      "faults; none of them twice.",
    kind: "always",
    runCount: 200,
    sometimes: { "an untouched region": 0.1, "which had something to do": 0.1 },
  },
  crashes.map((scenario) => ({ scenario })),
  ({ scenario }, cover) => {
    const run = observe(scenario);
    const { plan } = run;
    const headOf = heads(plan);
    const { attempts } = attemptsOf(run);
    if (attempts.length === 0) return;
    const touched = new Set(
      attempts.flatMap(({ deployed }) => [...deployed].map((id) => headOf[id])),
    );
    const meeting = new Set(
      plan.subtasks.filter(({ inputs }) => inputs.length > 1).map(({ id }) => headOf[id]),
    );
    const untouched = plan.subtasks
      .filter(({ id }) => !touched.has(headOf[id]) && !meeting.has(headOf[id]));
    if (untouched.length === 0) return;
    cover("an untouched region");
    const calm = observe({ ...scenario, faults: [] });
    for (const { id, label } of untouched) {
      const found = consumed(run, id);
      claimSame(found, consumed(calm, id), `What ${label} was given`);
      cover("which had something to do", found.includes("[["));
    }
  },
);

/** What is drawn for a run with zombies. */
interface ZombieStory {
  readonly faults: readonly string[];
  readonly taskManagerStartTime: number;
  readonly heartbeatTimeout: number;
}

const RECORD_COUNT = 40;
/** Two logs of forty records, twenty a second; even values in the one, odd ones in the other. */
const LOG = replayableLog<number>({
  name: "log",
  partitions: [0, 1].map((id) => ({
    id: String(id),
    records: Array.from(
      { length: RECORD_COUNT },
      (_, n) => ({ value: 2 * n + id, arrival: n * 50_000 }),
    ),
  })),
});

const zombieStories: fc.Arbitrary<ZombieStory> = fc.record({
  faults: fc.array(
    fc.tuple(
      fc.constantFrom(
        "disconnect task-manager-1->job-manager",
        "disconnect task-manager-1<->job-manager",
        "pause task-manager-1",
        "hold task-manager-1->job-manager",
      ),
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 1, max: 1500 }),
    ).map(([what, at, length]) => `${what} at ${at}ms for ${length}ms`),
    { minLength: 1, maxLength: 3 },
  ),
  taskManagerStartTime: fc.constantFrom(1000, 100_000, 400_000),
  heartbeatTimeout: fc.constantFrom(150, 400),
});

/** Two pipelines, each on a machine of its own; a log outside with a fence, or without. */
function runZombies({ faults, ...config }: ZombieStory, isFenced: boolean): Timeline {
  return open((env) => {
    env.setParallelism(2)
      .fromSource(LOG, WatermarkStrategy.noWatermarks<number>(), "source").uid("source")
      .map((n: number) => n).uid("next").startNewChain()
      .sinkTo(transactionalLog<number>("out", { isFenced })).uid("out");
  }, {
    config: {
      checkpointInterval: 200,
      heartbeatInterval: 100,
      deploymentTime: 10_000,
      tolerableFailedCheckpoints: 1_000_000,
      restartStrategy: { type: "fixed-delay", attempts: 1000, delay: 10 },
      ...config,
    },
    faults,
  }).run();
}

/** The attempts of the rows of each pipeline, in the order of writing. */
function writers(timeline: Timeline): number[][] {
  const rows = readUncommitted<number>(timeline.world, "out");
  return [0, 1].map((rest) =>
    rows.filter(({ value }) => value % 2 === rest).map(({ attempt }) => attempt)
  );
}

const isAscending = (numbers: readonly number[]) =>
  numbers.every((number, i) => i === 0 || numbers[i - 1] <= number);

const zombies = law(
  {
    id: "failover/zombies-are-fenced",
    title: "Behind a fence nobody writes after his successor has begun to",
    rules: ["SK-5", "RS-12"],
    statement:
      "A machine stands still or cannot be heard for longer than is waited for it, and goes on: in a " +
      "log with a fence no row of an attempt stands behind one of a later attempt, whoever tries is " +
      "turned down, and each record is committed once. Without a fence zombies write on into the log.",
    kind: "always",
    runCount: 200,
    sometimes: {
      "a zombie": 0.3,
      "turned down": 0.05,
      "without a fence it writes on": 0.05,
    },
  },
  zombieStories.map((story) => ({ story })),
  ({ story }, cover) => {
    const fenced = runZombies(story, true);
    for (const attempts of writers(fenced)) {
      claim(isAscending(attempts), () => `Rows were written by attempts ${attempts.join(" ")}`);
    }
    const values = readCommitted<number>(fenced.world, "out").map(({ value }) => value);
    const all = Array.from({ length: 2 * RECORD_COUNT }, (_, n) => n);
    claimSame(values.toSorted((a, b) => a - b), all, "What is committed");
    cover("a zombie", fenced.world.zombies.some((zombie) => zombie !== null));
    cover("turned down", [...fenced.trace.facts([Fact.transactionFenced])].length > 0);
    const open = runZombies(story, false);
    cover("without a fence it writes on", !writers(open).every(isAscending));
  },
);

/** The laws of failover. */
export const FAILOVER: readonly Law[] = [closure, others, zombies];

// One run of a scenario, held still: its timeline and all its facts, with the plan that says what the
// numbers in them mean. Laws read runs and nothing else.

import {
  type ExecutionPlan,
  type JobOptions,
  open,
  plainJob,
  type RunOptions,
  type Scenario,
  type SubtaskSpec,
  type Timeline,
  type World,
  type WrittenResult,
} from "@headwater/sim";
import { SABOTAGES } from "@headwater/sim/sabotage";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { findSabotage } from "../sim/sabotage.ts";
import { claim } from "./claim.ts";
import { nodesOf } from "./gen/scenario.ts";

/** Steps after which a made-up run counts as endless; the longest that end take some thousands. */
const STEP_MAX = 200_000;

/** A run that has ended. */
export interface Run {
  readonly timeline: Timeline;
  readonly plan: ExecutionPlan;
  /** Every fact, in the order in which it happened. */
  readonly facts: readonly FactRow[];
}

const UNWATCHED: RunOptions<JobOptions> = { record: { level: "off" } };

/** Opens a scenario at its start, unrecorded; what is told beside it does not steer. */
export function start(scenario: Scenario, more: RunOptions<JobOptions> = {}): Timeline {
  const { config, seed, choices, faults, forks, fork, allowNonRestoredState } = scenario;
  const interventions = forks[fork] ?? [];
  const sabotage = findSabotage(scenario.sabotage, SABOTAGES);
  const from = scenario.from ?? undefined;
  const run = { config, seed, choices, faults, interventions, sabotage, from };
  return open(plainJob({ nodes: nodesOf(scenario) }), {
    ...run,
    allowNonRestoredState,
    ...UNWATCHED,
    ...more,
  });
}

/** Runs a timeline to its end, which must come; `look` is called after every action. */
export function finish(timeline: Timeline, look?: (world: World) => void): Timeline {
  timeline.run((world) => {
    look?.(world);
    return world.stepCount > STEP_MAX;
  });
  claim(
    timeline.isDone,
    () => `The run has not ended after ${STEP_MAX} steps`,
    timeline.position.time,
  );
  return timeline;
}

/** Runs a scenario to its end and gives all facts. */
export function observe(scenario: Scenario): Run {
  const timeline = finish(start(scenario, { record: { level: "all" } }));
  return { timeline, plan: timeline.ground.plan, facts: [...timeline.trace.facts()] };
}

/** True for a subtask that reads splits, not channels; not for −1, the owner of what no subtask does. */
export function isSource(plan: ExecutionPlan, subtask: number): boolean {
  return plan.subtasks[subtask]?.inputs.length === 0;
}

/** What entered channels and what was consumed from them, in the order in which it happened. */
export function transfers({ plan, facts }: Run): FactRow[] {
  return facts.filter(({ kind, owner }) =>
    kind === Fact.elementBuffered || (kind === Fact.elementProcessed && !isSource(plan, owner))
  );
}

/** Facts by something that they have in common, in order. */
export function groupBy<K>(
  facts: Iterable<FactRow>,
  keyOf: (fact: FactRow) => K,
): Map<K, FactRow[]> {
  const groups = new Map<K, FactRow[]>();
  for (const fact of facts) {
    const key = keyOf(fact);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fact]);
    else group.push(fact);
  }
  return groups;
}

/** The subtasks whose head operator has the uid. */
export function subtasksOf({ vertices, subtasks }: ExecutionPlan, uid: string): SubtaskSpec[] {
  return subtasks.filter(({ vertex }) => vertices[vertex].uid === uid);
}

/** What a run came to, apart from its facts: equal outcomes mean equal runs. */
export interface Outcome {
  readonly traceHash: string;
  readonly stepCount: number;
  /** Per sink: what was written, visible or not, with timestamps and the processing time of each write. */
  readonly written: Readonly<Record<string, readonly WrittenResult[]>>;
}

/** The outcome of a timeline as it stands. */
export function outcomeOf(timeline: Timeline): Outcome {
  const { world, traceHash, step } = timeline;
  const results: Record<string, WrittenResult[]> = {};
  for (const { outside } of world.outsides) {
    if (outside !== null) (results[outside.spec.id] ??= []).push(...outside.read(true));
  }
  return { traceHash, stepCount: step, written: results };
}

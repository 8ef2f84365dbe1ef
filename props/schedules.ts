// One job under many plans of faults: it is planned once, and asked of the oracle once; each schedule is
// then a world of its own, run to its end without a past to go back to.

import {
  type FaultPlan,
  faultText,
  type RecoveryTerms,
  recoveryTerms,
  type Scenario,
  type Timeline,
} from "@headwater/sim";
import { Streams } from "../sim/clock/streams.ts";
import { firstWorld } from "../sim/first_world.ts";
import { completeGround, type Ground } from "../sim/ground.ts";
import { Simulation } from "../sim/simulation.ts";
import { TraceWriter } from "../sim/trace/trace_writer.ts";
import { WatchingWriter } from "../sim/trace/watching_writer.ts";
import { type FaultDraws, faultsOf } from "./gen/faults.ts";
import { type Peaceful, recoverablePart } from "./gen/troubled.ts";
import { start } from "./run.ts";
import { innocent, Judge, type Verdict } from "./verdict.ts";

/** Steps after which a schedule counts as endless. */
const STEP_MAX = 300_000;

/** What became of one schedule. */
export interface ScheduleOutcome {
  readonly scenario: Scenario;
  readonly verdict: Verdict;
  readonly traceHash: string;
}

/** A job that is ready to run. */
export class Schedules {
  private readonly ground: Ground;
  private readonly terms: RecoveryTerms;
  private readonly judge: Judge;

  constructor(private readonly base: Peaceful) {
    this.ground = start(base.scenario).ground;
    this.terms = recoveryTerms(this.ground.plan, this.ground.config, true);
    this.judge = new Judge(base.scenario);
  }

  /** Runs the job under the recoverable part of a plan, with chance from a seed. */
  run(draws: FaultDraws, seed: number): ScheduleOutcome {
    const { scenario, horizon } = this.base;
    const drawn = faultsOf(draws, this.ground.plan, horizon);
    const faults = recoverablePart(drawn, this.terms);
    const run = { ...scenario, seed, faults: faults.map(faultText) };
    return { scenario: run, ...this.judged(this.simulate(faults, seed)) };
  }

  private judged(simulation: Simulation): Omit<ScheduleOutcome, "scenario"> {
    try {
      simulation.run(STEP_MAX);
    } catch (error) {
      return { verdict: broken(String(error)), traceHash: "" };
    }
    const { world, traceHash } = simulation;
    if (!simulation.isDone) return { verdict: broken("It does not end"), traceHash };
    return { verdict: this.judge.judge(world), traceHash };
  }

  private simulate(faults: FaultPlan, seed: number): Simulation {
    const streams = new Streams(seed, this.base.scenario.choices);
    const ground = completeGround({ ...this.ground, faults, streams });
    const { watchedKinds } = ground.faultTriggers;
    const record = { level: "off" } as const;
    const writer = watchedKinds.length > 0
      ? new WatchingWriter(record, watchedKinds)
      : new TraceWriter(record);
    return new Simulation(ground, firstWorld(ground), writer);
  }
}

/** A run that did not come to any end. */
function broken(finding: string): Verdict {
  return { ...innocent(), stuck: 1, findings: [finding] };
}

/** Judges a scenario by itself: the way a law, a replay and a regression look at it. */
export function judgeScenario(scenario: Scenario): Verdict {
  let timeline: Timeline;
  try {
    timeline = start(scenario).run(({ stepCount }) => stepCount > STEP_MAX);
  } catch (error) {
    return broken(String(error));
  }
  if (!timeline.isDone) return broken("It does not end");
  return new Judge(scenario).judge(timeline.world);
}

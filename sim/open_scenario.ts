// Opens a scenario: finds its job, forks its timeline, and goes to its position.

import type { Job } from "./graph/plan_job.ts";
import type { Scenario, ScenarioJob } from "./scenario.ts";
import { refuse, showValue } from "./clock/named_error.ts";
import { graphHash } from "./graph/describe_plan.ts";
import { plainJob } from "./graph/plain_job.ts";
import { open } from "./open.ts";
import { parsePosition } from "./position.ts";
import { findSabotage, type Sabotage } from "./sabotage.ts";
import { runWarnings } from "./run_warnings.ts";
import { ENGINE_VERSION } from "./scenario.ts";
import type { Timeline, TimelineOptions } from "./timeline.ts";

/** Finds a shipped job by its name, such as `lesson:readings`. */
export type ResolveJob = (ref: string) => Job | undefined;

/** What else is told to whoever opens a scenario. */
export interface OpenOptions extends TimelineOptions {
  /** The policies that it may name: `SABOTAGES` of `@headwater/sim/sabotage`, or none. */
  readonly sabotages?: readonly Sabotage[];
}

/** A scenario that was opened, and what is to be said about it. */
export interface OpenedScenario {
  readonly timeline: Timeline;
  /** Sentences beginning with a code: about the run, another engine version, another graph. */
  readonly warnings: readonly string[];
}

/**
 * Opens a scenario at its position.
 *
 * Errors: `E-SCENARIO-JOB` for a job that is not known or is code; `E-SABOTAGE` for a policy that is not
 * among those handed over; those of the job itself.
 *
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert";
 * import { collectSink, collection, openScenario, scenario, WatermarkStrategy } from "@headwater/sim";
 * import type { StreamExecutionEnvironment } from "@headwater/sim";
 * const job = (env: StreamExecutionEnvironment) =>
 *   void env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "one").sinkTo(collectSink("out"));
 * const mine = scenario({ job: { ref: "lesson:one", graphHash: "" } });
 * const { timeline, warnings } = openScenario(mine, () => job);
 * strictEqual(timeline.run().isDone, true);
 * deepStrictEqual(warnings, []);
 * ```
 */
export function openScenario(
  scenario: Scenario,
  resolve: ResolveJob = () => undefined,
  { sabotages = [], ...options }: OpenOptions = {},
): OpenedScenario {
  const interventions = scenario.forks[scenario.fork] ?? [];
  const timeline = open(jobOf(scenario.job, resolve), {
    ...options,
    options: scenario.options,
    config: scenario.config,
    seed: scenario.seed,
    choices: scenario.choices,
    faults: scenario.faults,
    sabotage: findSabotage(scenario.sabotage, sabotages),
    interventions,
    from: scenario.from ?? undefined,
    allowNonRestoredState: scenario.allowNonRestoredState,
  });
  const warnings = runWarnings(timeline.ground);
  if (scenario.engine !== ENGINE_VERSION) {
    warnings.push(
      `W-SCENARIO-ENGINE: the scenario was made by engine ${showValue(scenario.engine)}, this is ` +
        `${ENGINE_VERSION}; the run may differ`,
    );
  }
  const expected = "ref" in scenario.job ? scenario.job.graphHash : "";
  const found = graphHash(timeline.ground.plan);
  if (expected !== "" && expected !== found) {
    warnings.push(
      `W-SCENARIO-GRAPH: the job has changed since (graph ${found}, then ${expected}); the run may differ`,
    );
  }
  if (scenario.at !== "") timeline.seek(parsePosition(scenario.at));
  return { timeline, warnings };
}

/**
 * Compares a complete run with the hash that its scenario expects.
 *
 * Errors: `E-TRACE-DIVERGED`.
 *
 * ```ts
 * import { throws } from "node:assert";
 * import { checkTraceHash, collectSink, collection, open, scenario, WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "one").sinkTo(collectSink("out"));
 * }).run();
 * const other = scenario({ job: { ref: "lesson:one", graphHash: "" }, traceHash: "0" });
 * throws(() => checkTraceHash(other, timeline), /E-TRACE-DIVERGED/);
 * ```
 */
export function checkTraceHash(scenario: Scenario, timeline: Timeline): void {
  const { traceHash } = timeline;
  if (scenario.traceHash === "" || scenario.traceHash === traceHash) return;
  refuse(
    "E-TRACE-DIVERGED",
    `The run's trace hash is ${traceHash}, the scenario expects ${scenario.traceHash}. Usual cause: ` +
      `another version of the job or of the engine, or a user function that is not deterministic`,
  );
}

function jobOf(job: ScenarioJob, resolve: ResolveJob): Job {
  if ("graph" in job) return plainJob(job.graph);
  if ("code" in job) {
    return refuse(
      "E-SCENARIO-JOB",
      `The scenario's job is source text, which is code and runs only where code may run: in the ` +
        `command line's worker without permissions`,
    );
  }
  return resolve(job.ref) ?? refuse(
    "E-SCENARIO-JOB",
    `There is no shipped job ${showValue(job.ref)}. Usual cause: a scenario of a newer version`,
  );
}

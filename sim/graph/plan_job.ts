// From a program to what the engine runs, in one call:
//
//   job(env) ─▶ transformations ─▶ stream graph ─▶ job graph ─▶ execution plan
//               what was called    operators       chains       subtasks and channels
//
// The job is called anew for each timeline, so whatever it makes belongs to that timeline alone.

import type { Config } from "../config.ts";
import type { ExecutionPlan } from "../task/subtask_spec.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { toExecutionPlan } from "./execution_graph.ts";
import { freezeSpec } from "./freeze_spec.ts";
import { toJobGraph } from "./job_graph.ts";
import { adoptMaxParallelism, type SavedParallelisms } from "./restored_parallelism.ts";
import { StreamExecutionEnvironment } from "./stream_execution_environment.ts";
import { toStreamGraph } from "./stream_graph.ts";

/** What a job may be told: plain data, part of the scenario. */
export type JobOptions = Readonly<Record<string, unknown>>;

/** A program: describes with the environment's methods what shall run, and returns nothing. */
export type Job<Options = JobOptions> = (
  env: StreamExecutionEnvironment,
  options: Options,
) => void;

/** What a job is planned with. */
export interface PlanSettings<Options = JobOptions> {
  readonly config?: Partial<Config>;
  readonly options?: Options;
  /** Of a job that begins from a savepoint: the key groups of its state, by uid (KG-7). */
  readonly savedParallelisms?: SavedParallelisms;
}

/**
 * Calls a job and builds its execution plan, deep-frozen with all its functions.
 *
 * Errors: everything that a wrong program deserves; see `toStreamGraph` and `toExecutionPlan`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, collectSink, planJob, WatermarkStrategy } from "@headwater/sim";
 * const plan = planJob((env) => {
 *   const words = env.fromSource(collection(["a"]), WatermarkStrategy.noWatermarks(), "words");
 *   words.keyBy((word) => word).max().sinkTo(collectSink("out"));
 * });
 * deepStrictEqual(plan.vertices.map((vertex) => vertex.name), [
 *   "Source: words",
 *   "Keyed Aggregation -> Sink: out",
 * ]);
 * ```
 */
export function planJob<Options = JobOptions>(
  job: Job<Options>,
  settings: PlanSettings<Options> = {},
): ExecutionPlan {
  const env = new StreamExecutionEnvironment(settings.config);
  const result: unknown = job(env, settings.options ?? {} as Options);
  env.close();
  if (result instanceof Promise) refusePromise(result);
  const { savedParallelisms } = settings;
  const transformations = savedParallelisms === undefined
    ? env.transformations
    : adoptMaxParallelism(env.transformations, savedParallelisms);
  const streamGraph = toStreamGraph(transformations, env.config);
  return freezeSpec(toExecutionPlan(toJobGraph(streamGraph), env.config));
}

function refusePromise(result: Promise<unknown>): never {
  result.catch(() => {}); // its rejection would be reported a second time, without a name
  return refuse(
    "E-JOB-ASYNC",
    `The job function returned ${
      showValue(result)
    }, a Promise; wanted: nothing, since a job only ` +
      `describes what shall run. Usual cause: an async job function; load data before and pass it in`,
  );
}

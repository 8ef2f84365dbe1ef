// From a program to a run that can be held: compile the job, deploy it, give it a timeline.

import type { Choice } from "./clock/streams.ts";
import type { Config } from "./config.ts";
import type { ExecutionPlan } from "./task/subtask_spec.ts";
import type { Intervention } from "./intervention.ts";
import type { TraceNames } from "./trace/trace_names.ts";
import { Streams } from "./clock/streams.ts";
import { completeConfig } from "./config_check.ts";
import { KeyTable } from "./element/key_table.ts";
import { toExecutionPlan } from "./graph/execution_graph.ts";
import { toJobGraph } from "./graph/job_graph.ts";
import { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import { toStreamGraph } from "./graph/stream_graph.ts";
import { checkIntervention } from "./intervention.ts";
import { comparePositions } from "./position.ts";
import { Timeline, type TimelineOptions } from "./timeline.ts";
import { traceNames } from "./trace_names.ts";

/** A program: describes its streams to the environment. Called anew for every timeline. */
export type Job<Options = Record<string, never>> = (
  env: StreamExecutionEnvironment,
  options: Options,
) => void;

/** What a run may be told; everything has a default. */
export interface RunOptions<Options> extends TimelineOptions {
  /** Handed to the job. */
  readonly options?: Options;
  readonly config?: Partial<Config>;
  /** Decides every draw; 0 is the plain run in which every draw is 0. */
  readonly seed?: number;
  readonly choices?: readonly Choice[];
  /** What a student did, in the order of positions. */
  readonly interventions?: readonly Intervention[];
  /** Periodic actions happen even where they change nothing; for a law. */
  readonly isEager?: boolean;
}

/**
 * Compiles a job to the plan that the engine runs.
 *
 * Errors: `E-GRAPH-…`, `E-PARALLELISM` and the others of a bad program.
 */
export function compile<Options>(job: Job<Options>, options: Options, config: Config): ExecutionPlan {
  const env = new StreamExecutionEnvironment();
  job(env, options);
  return toExecutionPlan(toJobGraph(toStreamGraph(env.transformations, config)), config);
}

/**
 * Opens a job at position 0.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collectSink, collection, open, results, WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   env.fromSource(collection([1, 2, 3]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .map((x) => 10 * x)
 *     .sinkTo(collectSink("tens"));
 * });
 * timeline.run();
 * deepStrictEqual(results(timeline.world, "tens"), [10, 20, 30]);
 * ```
 */
export function open<Options = Record<string, never>>(
  job: Job<Options>,
  run: RunOptions<Options> = {},
): Timeline {
  const config = completeConfig(run.config ?? {});
  const plan = compile(job, run.options ?? {} as Options, config);
  const interventions = [...run.interventions ?? []];
  for (const intervention of interventions) checkIntervention(intervention, plan.taskManagerCount);
  const ground = {
    plan,
    config,
    streams: new Streams(run.seed ?? 0, run.choices),
    keys: new KeyTable(),
    interventions: interventions.sort((a, b) => comparePositions(a.at, b.at)),
    isEager: run.isEager ?? false,
  };
  return new Timeline(ground, run);
}

/** The names of everything in a timeline's trace. */
export function namesOf({ ground }: Timeline): TraceNames {
  return traceNames(ground.plan, ground.keys);
}

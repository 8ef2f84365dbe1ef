// From a program to a run that can be held: compile the job, deploy it, give it a timeline.

import type { Choice } from "./clock/streams.ts";
import type { Config } from "./config.ts";
import type { Intervention } from "./intervention.ts";
import type { LedgerWorld } from "./ledger.ts";
import type { Savepoint } from "./checkpoint/savepoint.ts";
import type { Sabotage } from "./sabotage.ts";
import type { TraceNames } from "./trace/trace_names.ts";
import type { World } from "./world.ts";
import type { WrittenResult } from "./7_sink/written_result.ts";
import { CollectOutside } from "./7_sink/collect_sink.ts";
import type { ExecutionPlan } from "./task/subtask_spec.ts";
import type { FaultPlan } from "./cluster/fault.ts";
import { checkFaults } from "./cluster/fault_check.ts";
import { checkNetworkBuffers } from "./cluster/network_buffers.ts";
import { completeGround } from "./ground.ts";
import { parseFault } from "./cluster/fault_text.ts";
import { refuse, showValue } from "./clock/named_error.ts";
import { Streams } from "./clock/streams.ts";
import { completeConfig } from "./config_check.ts";
import { KeyTable } from "./element/key_table.ts";
import { type Job, type JobOptions, planJob } from "./graph/plan_job.ts";
import { checkTwoPhaseSinks } from "./graph/two_phase_checks.ts";
import { checkUnalignedEdges } from "./graph/unaligned_check.ts";
import { keepOutsides } from "./inherit_outsides.ts";
import { checkIntervention } from "./intervention.ts";
import { savedParallelisms, startFrom } from "./start_from_savepoint.ts";
import { comparePositions } from "./position.ts";
import { Timeline, type TimelineOptions } from "./timeline.ts";
import { traceNames } from "./trace_names.ts";

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
  /** What goes wrong: a fault in words each, such as `crash window[0] at 3s`. */
  readonly faults?: readonly string[];
  /** Begins from a savepoint: operators find their state by their uids. */
  readonly from?: Savepoint;
  /** State of the savepoint that has no operator in the job is left behind and named. Default: refused. */
  readonly allowNonRestoredState?: boolean;
  /** What the job finds outside: whatever the sinks of another world have written. Default: nothing. */
  readonly outside?: LedgerWorld;
  /** Which parts of the engine do the wrong thing: policies of `@headwater/sim/sabotage`. */
  readonly sabotage?: readonly Sabotage[];
  /** Periodic actions happen even where they change nothing; for a law. */
  readonly isEager?: boolean;
}

/**
 * Opens a job at position 0. Errors: what a wrong job, option or fault deserves; `E-NETWORK-BUFFERS` for
 * a job that could not be deployed; `E-SINK-2PC` and `E-SINK-ID` for sinks whose results nobody would see.
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
export function open<Options = JobOptions>(
  job: Job<Options>,
  run: RunOptions<Options> = {},
): Timeline {
  const config = completeConfig(run.config ?? {});
  const { from, outside } = run;
  const saved = from === undefined ? {} : { savedParallelisms: savedParallelisms(from) };
  const plan = planJob(job, { config, options: run.options, ...saved });
  checkTwoPhaseSinks(plan, config.checkpointInterval);
  checkUnalignedEdges(plan, config);
  checkNetworkBuffers(plan, config);
  const seed = checkSeed(run.seed ?? 0);
  const interventions = [...run.interventions ?? []];
  for (const intervention of interventions) checkIntervention(intervention, plan.taskManagerCount);
  const keys = new KeyTable();
  const ground = completeGround({
    plan,
    config,
    streams: new Streams(seed, run.choices),
    keys,
    from: from === undefined
      ? null
      : startFrom(from, plan, keys, run.allowNonRestoredState ?? false),
    outsides: outside === undefined ? null : keepOutsides(outside),
    interventions: interventions.sort((a, b) => comparePositions(a.at, b.at)),
    faults: readFaults(run.faults ?? [], plan),
    sabotage: run.sabotage ?? [],
    isEager: run.isEager ?? false,
  });
  return new Timeline(ground, run);
}

/** Errors: `E-FAULT-SYNTAX`, `E-FAULT-TARGET`, and what else a fault may have wrong. */
function readFaults(texts: readonly string[], plan: ExecutionPlan): FaultPlan {
  const faults = Object.freeze(texts.map(parseFault));
  checkFaults(faults, plan);
  return faults;
}

function checkSeed(seed: unknown): number {
  if (Number.isSafeInteger(seed) && (seed as number) >= 0) return seed as number;
  return refuse(
    "E-SEED",
    `The seed is ${showValue(seed)}; wanted: a whole number, 0 for the plain run`,
  );
}

/**
 * What the collecting sinks of one id were given, subtask after subtask, each in order of writing. After
 * a failure some of it stands there twice.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collectSink, collection, open, results, WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   env.fromSource(collection([1, 2]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .sinkTo(collectSink("out"));
 * }).run();
 * deepStrictEqual(results(timeline.world, "out"), [1, 2]);
 * ```
 */
export function results<T = unknown>(world: World, sinkId: string): T[] {
  return written(world, sinkId).map(({ value }) => value as T);
}

/**
 * The same with timestamps, and with the processing time, attempt and origin of each write. Errors: `E-GRAPH-REF`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink, collection, open, written, WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   env.fromSource(collection([1, 2]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .sinkTo(collectSink("out"));
 * }).run();
 * strictEqual(written(timeline.world, "out")[1].value, 2);
 * ```
 */
export function written(world: World, sinkId: string): WrittenResult[] {
  const shares = world.outsides
    .map(({ outside }) => outside)
    .filter((outside) => outside instanceof CollectOutside)
    .filter(({ spec }) => spec.id === sinkId);
  if (shares.length === 0) {
    refuse(
      "E-GRAPH-REF",
      `No collecting sink has the id ${showValue(sinkId)}; it is what collectSink was given`,
    );
  }
  return shares.flatMap((share) => share.read());
}

/**
 * The names of everything in a timeline's trace.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collectSink, collection, namesOf, open, WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   env.fromSource(collection([1, 2]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .sinkTo(collectSink("out"));
 * }).run();
 * deepStrictEqual(namesOf(timeline).subtasks, ["numbers[0]"]);
 * ```
 */
export function namesOf({ ground }: Timeline): TraceNames {
  return traceNames(ground.plan, ground.keys);
}

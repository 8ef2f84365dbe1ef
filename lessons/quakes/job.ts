// The job on real input: how many earthquakes did each seismic network see on each day, and how strong
// was the strongest? One week of the world, in which news comes hours to days late and out of order.
//
//   log of 12 networks ─▶ source (4) ─▶ clean ──keyBy net──▶ daily window (4) ─▶ results
//                         event time    earthquakes only           └──────────▶ late

import {
  type AggregateFunction,
  type Config,
  type Millis,
  OutputTag,
  type ProcessWindowFunction,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "@headwater/sim";
import type { Quake } from "./quake.ts";
import { resultSink, type ResultSinkOptions } from "./result_sink.ts";
import { DAY, HOUR, quakeFeed } from "./source.ts";
import week from "./quakes.ndjson" with { type: "text" };

/** What the job may be told, where its results go included. */
export interface QuakesOptions extends ResultSinkOptions {
  /** Subtasks of every operator. Default 4. */
  readonly parallelism?: number;
  /** How far behind the newest event of its network a record may be and still be in time. Default 6 h. */
  readonly bound?: Millis;
  /** A network that is silent for so long holds nobody back. Default: however long, it does. */
  readonly idleness?: Millis;
  /** How long after its end a day still takes records and is told anew. Default 0. */
  readonly lateness?: Millis;
  /** NDJSON of quakes; give the run their `quakeFeed(input).startTime`. Default: the shipped week. */
  readonly input?: string;
  /** What messages call the input. */
  readonly inputName?: string;
}

/** What the job says of one network on one day; with lateness, the last word counts. */
export interface DailyCount {
  /** The seismic network. */
  readonly key: string;
  readonly windowStart: Millis;
  readonly windowEnd: Millis;
  readonly count: number;
  readonly maxMagnitude: number;
}

const feed = quakeFeed(week);

/**
 * Lets the simulated wall clock show the true time of the shipped week. Buffers take up to 20 ms longer
 * than their link's latency, as the seed decides; with seed 0 they never do.
 */
export const config: Partial<Config> = { startTime: feed.startTime, jitter: 20_000 };

/** Records that came when their day was over and told. */
export const late: OutputTag<Quake> = new OutputTag("late");

/**
 * Count and strongest magnitude of the earthquakes of each network on each UTC day.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { open, results } from "@headwater/sim";
 * import quakes from "./job.ts";
 * const quake = { id: "ci1", net: "ci", type: "earthquake", time: 5, updated: 95_526, mag: 2 };
 * const timeline = open(quakes, { options: { input: JSON.stringify(quake) } }).run();
 * deepStrictEqual(results(timeline.world, "results"), [
 *   { key: "ci", windowStart: 0, windowEnd: 86_400_000, count: 1, maxMagnitude: 2 },
 * ]);
 * ```
 */
export default function quakes(env: StreamExecutionEnvironment, options: QuakesOptions): void {
  const { parallelism = 4, bound = 6 * HOUR, idleness, lateness = 0, input, inputName } = options;
  const { source } = input === undefined ? feed : quakeFeed(input, inputName);
  env.setParallelism(parallelism);

  // Each network has a watermark of its own, and a subtask follows the slowest of those it reads: the
  // network `se`, which speaks once in the week, holds its subtask back until it has spoken.
  const patient = WatermarkStrategy
    .forBoundedOutOfOrderness<Quake>(bound)
    .withTimestampAssigner((quake) => quake.time);
  const strategy = idleness === undefined ? patient : patient.withIdleness(idleness);

  const daily = env
    .fromSource(source, strategy, "quakes").uid("quakes")
    .filter((quake) => quake.type === "earthquake").name("clean").uid("clean")
    .keyBy((quake) => quake.net)
    .window(TumblingEventTimeWindows.of(DAY))
    .allowedLateness(lateness)
    .sideOutputLateData(late)
    .aggregate(countAndMax, tellDay).name("daily").uid("daily");

  daily.sinkTo(resultSink("results", dayOf, options)).uid("results");
  daily.getSideOutput(late).sinkTo(resultSink<Quake>("late", ({ id }) => id, options)).uid("late");
}

/** A day of a network has one row; with lateness it is told anew. */
const dayOf = ({ key, windowStart }: DailyCount) => [key, windowStart];

/** What a day has come to so far. */
type Tally = Pick<DailyCount, "count" | "maxMagnitude">;

/** Keeps two numbers for each network and day, however many earthquakes there are. */
const countAndMax: AggregateFunction<Quake, Tally, Tally> = {
  createAccumulator: () => ({ count: 0, maxMagnitude: -Infinity }),
  add: ({ mag }, { count, maxMagnitude }) => ({
    count: count + 1,
    maxMagnitude: Math.max(maxMagnitude, mag),
  }),
  getResult: (tally) => tally,
};

/** Says whose day it was: the window knows its bounds, the aggregate does not. */
const tellDay: ProcessWindowFunction<Tally, DailyCount, string> = (key, { window }, [tally], out) =>
  out.collect({ key, windowStart: window.start, windowEnd: window.end, ...tally });

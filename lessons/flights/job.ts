// Delays as a stream: what have the last 24 hours been like at each airport, told anew every six hours;
// and when was a route busy? Sliding windows for the first, sessions for the second.
//
//   log of flights ─▶ source ──keyBy origin──▶ day, sliding by 6 h ───▶ delays
//                      departure  └─keyBy route──▶ sessions ───────────────▶ sessions
//                                                      └── both: too late ─▶ late

import {
  type AggregateFunction,
  collectSink,
  type Config,
  EventTimeSessionWindows,
  type Millis,
  OutputTag,
  type ProcessWindowFunction,
  SlidingEventTimeWindows,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "@headwater/sim";
import type { Flight } from "./flight.ts";
import { DAY, flightLog, HOUR } from "./source.ts";
import quarter from "./flights.csv" with { type: "text" };

/** What the job may be told. */
export interface FlightsOptions {
  /** Subtasks of every operator. Default 4. */
  readonly parallelism?: number;
  /** How far behind the newest departure of its partition a flight may be. Default 6 h. */
  readonly bound?: Millis;
  /** How long after its end a window still takes flights. Default 0. */
  readonly lateness?: Millis;
  /** CSV of flights. Default: the shipped quarter. */
  readonly input?: string;
  readonly inputName?: string;
}

/** Flights of one airport or route in one window; with lateness, the last word counts. */
export interface Delays {
  /** The airport of departure, or the route, such as `ORD-LAX`. */
  readonly key: string;
  readonly windowStart: Millis;
  readonly windowEnd: Millis;
  readonly flights: number;
  /** Minutes, summed. */
  readonly delay: number;
  readonly longestDelay: number;
}

/** Windows are a day long and begin every six hours. */
export const SLIDE: Millis = 6 * HOUR;

/** A busy time of a route ends when so long after a departure there was no other. */
export const QUIET: Millis = 2 * DAY;

const log = flightLog(quarter);

/** Lets the simulated wall clock show the first quarter of 2001. */
export const config: Partial<Config> = { startTime: log.startTime, jitter: 20_000 };

/** Flights that landed when all their days, or their session, had been told. */
export const late: OutputTag<Flight> = new OutputTag("late");

/**
 * Flights and delays of each airport in each day, and of each busy time of a route.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { open, results } from "@headwater/sim";
 * import flights from "./job.ts";
 * const input = "departure,origin,destination,distance,delay\n0,ORD,LAX,1745,12\n600000,ORD,LAX,1745,3\n";
 * const { world } = open(flights, { options: { input } }).run();
 * deepStrictEqual(results(world, "sessions"), [{
 *   key: "ORD-LAX", windowStart: 0, windowEnd: 173_400_000, flights: 2, delay: 15, longestDelay: 12,
 * }]);
 * deepStrictEqual(results(world, "delays").length, 4);
 * ```
 */
export default function flights(env: StreamExecutionEnvironment, options: FlightsOptions): void {
  const { parallelism = 4, bound = 6 * HOUR, lateness = 0 } = options;
  const { source } = options.input === undefined
    ? log
    : flightLog(options.input, options.inputName);
  env.setParallelism(parallelism);

  const strategy = WatermarkStrategy
    .forBoundedOutOfOrderness<Flight>(bound)
    .withTimestampAssigner(({ departure }) => departure);
  const all = env.fromSource(source, strategy, "flights").uid("flights");

  const delays = all
    .keyBy(({ origin }) => origin)
    .window(SlidingEventTimeWindows.of(DAY, SLIDE))
    .allowedLateness(lateness)
    .sideOutputLateData(late)
    .aggregate(sumDelays, tell).name("days").uid("days");

  const sessions = all
    .keyBy(({ origin, destination }) => `${origin}-${destination}`)
    .window(EventTimeSessionWindows.withGap(QUIET))
    .allowedLateness(lateness)
    .sideOutputLateData(late)
    .aggregate(sumDelays, tell).name("busy times").uid("busy-times");

  delays.sinkTo(collectSink<Delays>("delays")).uid("delays");
  sessions.sinkTo(collectSink<Delays>("sessions")).uid("sessions");
  delays.getSideOutput(late).sinkTo(collectSink<Flight>("late for days")).uid("late-days");
  sessions.getSideOutput(late).sinkTo(collectSink<Flight>("late for sessions")).uid(
    "late-sessions",
  );
}

type Tally = Pick<Delays, "flights" | "delay" | "longestDelay">;

const sumDelays: AggregateFunction<Flight, Tally, Tally> = {
  createAccumulator: () => ({ flights: 0, delay: 0, longestDelay: -Infinity }),
  add: ({ delay }, tally) => ({
    flights: tally.flights + 1,
    delay: tally.delay + delay,
    longestDelay: Math.max(tally.longestDelay, delay),
  }),
  getResult: (tally) => tally,
  merge: (a, b) => ({
    flights: a.flights + b.flights,
    delay: a.delay + b.delay,
    longestDelay: Math.max(a.longestDelay, b.longestDelay),
  }),
};

const tell: ProcessWindowFunction<Tally, Delays, string> = (key, { window }, [tally], out) =>
  out.collect({ key, windowStart: window.start, windowEnd: window.end, ...tally });

// Visits from clicks: sessions, which nobody announces and which are over only when nothing comes. And,
// while one waits for that, a look at every fifth minute.
//
//   log of clicks ─▶ source ──keyBy user──▶ session of 30 min ─▶ visits
//                        │                        └──────────────▶ late
//                        └──keyBy page──▶ hour, told every 5 min ─▶ pages

import {
  type AggregateFunction,
  collectSink,
  type Config,
  ContinuousEventTimeTrigger,
  EventTimeSessionWindows,
  type Millis,
  OutputTag,
  type ProcessWindowFunction,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "@headwater/sim";
import type { Click } from "./click.ts";
import { clickstream, DELAY_MAX, GAP, SEED, START } from "./generate.ts";

/** What the job may be told. */
export interface ClicksOptions {
  /** Subtasks of every operator. Default 3. */
  readonly parallelism?: number;
  /** How far behind the newest click of its partition a click may be. Default 20 min: as late as they come. */
  readonly bound?: Millis;
  /** How long after its end a visit still takes clicks. Default 0. */
  readonly lateness?: Millis;
  /** Another stream. Default: the published one. */
  readonly clicksSeed?: number;
}

/** A visit as the job found it; with lateness, one visit may be told several times, each time longer. */
export interface FoundVisit {
  readonly user: string;
  readonly from: Millis;
  /** Of the last click. */
  readonly until: Millis;
  readonly clicks: number;
  readonly hasPaid: boolean;
}

/** Clicks of a page within an hour, so far. */
export interface PageCount {
  readonly page: string;
  readonly hour: Millis;
  readonly clicks: number;
}

/** Lets the wall clock begin where the clicks begin. */
export const config: Partial<Config> = { startTime: START, jitter: 5000 };

/** Clicks whose visit had been told already. */
export const late: OutputTag<Click> = new OutputTag("late");

/**
 * Visits per user, and pages per hour.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { open, results } from "@headwater/sim";
 * import clicks, { config } from "./job.ts";
 * const { world } = open(clicks, { config, options: { bound: 1_800_000 } }).run();
 * strictEqual(results(world, "visits").length, 144);
 * ```
 */
export default function clicks(env: StreamExecutionEnvironment, options: ClicksOptions): void {
  const { parallelism = 3, bound = DELAY_MAX, lateness = 0, clicksSeed = SEED } = options;
  env.setParallelism(parallelism);
  const strategy = WatermarkStrategy
    .forBoundedOutOfOrderness<Click>(bound)
    .withTimestampAssigner(({ time }) => time);
  const all = env.fromSource(clickstream(clicksSeed).source, strategy, "clicks").uid("clicks");

  const visits = all
    .keyBy(({ user }) => user)
    .window(EventTimeSessionWindows.withGap(GAP))
    .allowedLateness(lateness)
    .sideOutputLateData(late)
    .aggregate(sumVisit, tellVisit).name("visits").uid("visits");
  visits.sinkTo(collectSink<FoundVisit>("visits")).uid("visits-out");
  visits.getSideOutput(late).sinkTo(collectSink<Click>("late")).uid("late");

  all
    .keyBy(({ page }) => page)
    .window(TumblingEventTimeWindows.of(3_600_000))
    .trigger(ContinuousEventTimeTrigger.of(300_000))
    .aggregate(count, tellPage).name("pages").uid("pages")
    .sinkTo(collectSink<PageCount>("pages")).uid("pages-out");
}

type Tally = Pick<FoundVisit, "clicks" | "hasPaid">;

const sumVisit: AggregateFunction<Click, Tally, Tally> = {
  createAccumulator: () => ({ clicks: 0, hasPaid: false }),
  add: ({ page }, { clicks, hasPaid }) => ({
    clicks: clicks + 1,
    hasPaid: hasPaid || page === "paid",
  }),
  getResult: (tally) => tally,
  merge: (a, b) => ({ clicks: a.clicks + b.clicks, hasPaid: a.hasPaid || b.hasPaid }),
};

const tellVisit: ProcessWindowFunction<Tally, FoundVisit, string> = (
  user,
  { window },
  [tally],
  out,
) => out.collect({ user, from: window.start, until: window.end - GAP, ...tally });

const count: AggregateFunction<Click, number, number> = {
  createAccumulator: () => 0,
  add: (_click, clicks) => clicks + 1,
  getResult: (clicks) => clicks,
};

const tellPage: ProcessWindowFunction<number, PageCount, string> = (
  page,
  { window },
  [clicks],
  out,
) => out.collect({ page, hour: window.start, clicks });

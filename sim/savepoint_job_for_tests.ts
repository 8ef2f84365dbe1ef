// A job that remembers in every way there is, and a savepoint of it: the state of functions with and without
// a time to live, windows, sessions, timers of both clocks, lists of all modes, questions under way, and
// transactions.

import type { Config } from "./config.ts";
import type { Intervention } from "./intervention.ts";
import type { KeyedBroadcastProcessFunction } from "./5_operator/process_function.ts";
import type { Savepoint } from "./checkpoint/savepoint.ts";
import type { SavepointMode } from "./element/savepoint_mode.ts";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import type { Timeline } from "./timeline.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { EventTimeSessionWindows } from "./5_operator/window/event_time_session_windows.ts";
import { aggregatingState } from "./6_state/aggregating_state.ts";
import { listState } from "./6_state/list_state.ts";
import { mapState } from "./6_state/map_state.ts";
import { reducingState } from "./6_state/reducing_state.ts";
import { valueState } from "./6_state/value_state.ts";
import { transactionalLog } from "./connector/transactional_log.ts";
import { AsyncDataStream } from "./graph/async_data_stream.ts";
import { CONFIG, LOG, type Pair } from "./recovery_job_for_tests.ts";
import { open } from "./open.ts";
import { savepointsOf } from "./take_savepoint.ts";

const FOREVER = { timeToLive: { ttl: 3_600_000 } };

/** What the function of the job keeps of each key. */
export const STATES = {
  last: valueState<number>("last"),
  all: listState<number>("all"),
  seen: mapState<number, string>("seen"),
  sum: reducingState<number>("sum", (a, b) => a + b),
  mean: aggregatingState<number, readonly [number, number], number>("mean", {
    createAccumulator: () => [0, 0],
    add: (n, [sum, count]) => [sum + n, count + 1],
    getResult: ([sum, count]) => sum / count,
    merge: ([a, b], [c, d]) => [a + c, b + d],
  }),
  lastFor: valueState<number>("last-for", FOREVER),
  allFor: listState<number>("all-for", FOREVER),
  seenFor: mapState<number, string>("seen-for", FOREVER),
};

const RULES = mapState<string, number>("rules");

/** Tells of each record what is known of its key. */
const remember: KeyedBroadcastProcessFunction<string, Pair, number, string> = {
  processElement([key, n], context, out) {
    const { last, all, seen, sum, mean, lastFor, allFor, seenFor } = STATES;
    context.state(last).update(n);
    context.state(all).add(n);
    context.state(seen).put(n % 3, `${key}${n}`);
    context.state(sum).add(n);
    context.state(mean).add(n);
    context.state(lastFor).update(n);
    context.state(allFor).add(n);
    context.state(seenFor).put(n % 3, `${key}${n}`);
    context.timerService.registerEventTimeTimer(100 * n + 1000);
    context.timerService.registerProcessingTimeTimer(
      context.timerService.currentProcessingTime + 400,
    );
    const told = [
      context.state(last).value(),
      context.state(all).get().length,
      context.state(seen).entries().length,
      context.state(sum).get(),
      context.state(mean).get(),
      context.state(lastFor).value(),
      context.state(allFor).get().length,
      context.state(seenFor).keys().length,
    ];
    out.collect(`${key}${n}: ${told.join(" ")}`);
  },
  processBroadcastElement(n, context) {
    context.broadcastState(RULES).put(`rule ${n % 2}`, n);
  },
  onTimer(time, context, out) {
    if (context.timeDomain === "EVENT_TIME") out.collect(`${context.currentKey} woken at ${time}`);
  },
};

/** How the job may differ from what it was. */
export interface RemindersOptions {
  readonly parallelism?: number;
  readonly [more: string]: unknown;
}

/** The job. */
export function reminders(env: StreamExecutionEnvironment, options: RemindersOptions = {}): void {
  env.setParallelism(options.parallelism ?? 2);
  const pairs = env
    .fromSource(LOG, WatermarkStrategy.forBoundedOutOfOrderness<Pair>(100), "source").uid("source");
  const rules = env
    .fromSource(LOG, WatermarkStrategy.forBoundedOutOfOrderness<Pair>(100), "rules").uid("rules")
    .map(([, n]: Pair) => n).uid("numbers").broadcast(RULES);
  const asked = AsyncDataStream.orderedWait(
    pairs,
    { invoke: (pair: Pair) => ({ latency: 150_000, results: [pair] }) },
    { timeout: 60_000 },
  ).uid("ask");
  asked.keyBy(([key]) => key).connect(rules).process(remember).uid("remember")
    .sinkTo(transactionalLog<string>("told")).uid("told");
  asked.keyBy(([key]) => key).window(EventTimeSessionWindows.withGap(150))
    .reduce(([key, a], [, b]) => [key, a + b] as const).uid("sessions")
    .map(([key, n]: Pair) => `${key}=${n}`).uid("text")
    .sinkTo(transactionalLog<string>("sums")).uid("sums");
}

/** Runs the job until somebody has a savepoint, taken at a time. */
export function takeOne(
  time: number,
  mode: SavepointMode = "take",
  config: Partial<Config> = {},
): { readonly savepoint: Savepoint; readonly timeline: Timeline } {
  const interventions: Intervention[] = [{ verb: "savepoint", at: { time, done: 0 }, mode }];
  const timeline = open(reminders, { config: { ...CONFIG, ...config }, interventions });
  timeline.run(({ coordinator }) => coordinator.completed.savepoints.length > 0);
  return { savepoint: savepointsOf(timeline)[0], timeline };
}

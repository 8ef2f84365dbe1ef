// The running example in other windows: the same twelve readings, so that only the windows differ.

import {
  collectSink,
  ContinuousEventTimeTrigger,
  EventTimeSessionWindows,
  EventTimeTrigger,
  type Job,
  type KeyedStream,
  open,
  PurgingTrigger,
  SlidingEventTimeWindows,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  WatermarkStrategy,
} from "@headwater/sim";
import readings, { type Reading, readings as log } from "../../readings/job.ts";
import { sliceOf } from "../../slice.ts";
import type { TraceSlice } from "../figure.ts";

/** The runs there are. */
export type WindowRunName =
  | "sliding"
  | "sessions"
  | "counts"
  | "sliding counts"
  | "early"
  | "purging"
  | "by the clock";

type Readings = KeyedStream<Reading, Reading["sensor"]>;

/** The warmer of two readings. */
function warmer(a: Reading, b: Reading): Reading {
  return b.celsius > a.celsius ? b : a;
}

/** By name, the jobs. */
export const WINDOW_JOBS: Readonly<Record<WindowRunName, Job>> = {
  sliding: windowed(
    2000,
    (readings) => readings.window(SlidingEventTimeWindows.of(10_000, 5_000)).reduce(warmer),
  ),
  // readings may come so late that one of them closes a gap
  sessions: windowed(
    10_000,
    (readings) => readings.window(EventTimeSessionWindows.withGap(6_000)).reduce(warmer),
  ),
  counts: windowed(2000, (readings) => readings.countWindow(2).reduce(warmer)),
  "sliding counts": windowed(2000, (readings) => readings.countWindow(3, 1).reduce(warmer)),
  early: windowed(
    2000,
    (readings) =>
      readings.window(TumblingEventTimeWindows.of(10_000)).allowedLateness(5_000)
        .trigger(ContinuousEventTimeTrigger.of(4_000)).reduce(warmer),
  ),
  purging: windowed(
    2000,
    (readings) =>
      readings.window(TumblingEventTimeWindows.of(10_000)).allowedLateness(5_000)
        .trigger(PurgingTrigger.of(EventTimeTrigger.create())).reduce(warmer),
  ),
  "by the clock": windowed(
    2000,
    (readings) => readings.window(TumblingProcessingTimeWindows.of(5_000)).reduce(warmer),
  ),
};

const slices = new Map<WindowRunName, TraceSlice>();

/** The slice of a whole run. */
export function windowSlice(name: WindowRunName): TraceSlice {
  let slice = slices.get(name);
  if (slice === undefined) slices.set(name, slice = sliceOf(open(WINDOW_JOBS[name]).run()));
  return slice;
}

type Windowed = ReturnType<ReturnType<Readings["countWindow"]>["reduce"]>;

/** The running example, with checkpoints, and a failure between two of them. */
export function crashSlice(): TraceSlice {
  return crashed ??= sliceOf(
    open(readings, {
      config: { checkpointInterval: 3_000 },
      faults: ["crash task-manager-1 at 10.5s"],
    }).run(),
  );
}

let crashed: TraceSlice | undefined;

/** The readings behind a window of one's own; they may be so many milliseconds out of order. */
function windowed(bound: number, window: (readings: Readings) => Windowed): Job {
  return (env: StreamExecutionEnvironment) => {
    const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Reading>(bound)
      .withTimestampAssigner((reading) => reading.at);
    const keyed = env.fromSource(log, strategy, "source").setParallelism(2)
      .keyBy((reading) => reading.sensor);
    window(keyed).name("window").uid("window").setParallelism(2)
      .sinkTo(collectSink("warmest")).uid("sink").setParallelism(1);
  };
}

// The runs that the gallery shows pictures of. Each is run once, when the first picture of it is drawn.

import {
  collection,
  collectSink,
  type Config,
  type Job,
  millis,
  open,
  seconds,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "@headwater/sim";
import quakes, { config as quakesConfig } from "../../quakes/job.ts";
import readings, { type Reading, readings as log } from "../../readings/job.ts";
import { sliceOf } from "../../slice.ts";
import type { TraceSlice } from "../figure.ts";
import { longJob, smallestJob, wideJob } from "./jobs.ts";

/** By name, how each run is opened. */
const RUNS: Readonly<Record<RunName, () => TraceSlice>> = {
  readings: () => run(readings),
  slow: () => run(readings, { latency: seconds(1.5), jitter: seconds(1) }),
  strict: () => run(strictJob),
  unbuffered: () => run(longJob, { bufferTimeout: 0, latency: millis(5) }),
  smallest: () => run(smallestJob),
  burst: () => run(burstJob),
  wide: () => run(wideJob(32)),
  quakes: () => run(quakes, quakesConfig),
  nothing: () => sliceOf(open(readings)),
};

/** The runs there are. */
export type RunName =
  | "readings"
  | "slow"
  | "strict"
  | "unbuffered"
  | "smallest"
  | "burst"
  | "wide"
  | "quakes"
  | "nothing";

const slices = new Map<RunName, TraceSlice>();

/** The slice of a whole run. */
export function runSlice(name: RunName): TraceSlice {
  let slice = slices.get(name);
  if (slice === undefined) slices.set(name, slice = RUNS[name]());
  return slice;
}

function run(job: Job, config: Partial<Config> = {}): TraceSlice {
  return sliceOf(open(job, { config }).run());
}

/** The running example without mercy: no lateness, no side output, so late readings are dropped. */
const strictJob: Job = (env) => {
  const strategy = WatermarkStrategy
    .forBoundedOutOfOrderness<Reading>(2000)
    .withTimestampAssigner((reading) => reading.at);
  env.fromSource(log, strategy, "source").setParallelism(2)
    .keyBy((reading) => reading.sensor)
    .window(TumblingEventTimeWindows.of(5_000))
    .reduce((a, b) => b.celsius > a.celsius ? b : a)
    .name("window").uid("window").setParallelism(2)
    .sinkTo(collectSink("peaks")).uid("sink").setParallelism(1);
};

/** Thirty records at once, in buffers of eight. */
const burstJob: Job = (env) => {
  const numbers = Array.from({ length: 30 }, (_, number) => ({ name: `n${number}`, number }));
  env.fromSource(collection(numbers), WatermarkStrategy.noWatermarks(), "numbers").uid("numbers")
    .rebalance().map((one) => one).name("work").uid("work").setParallelism(3).costs(millis(20))
    .sinkTo(collectSink("out")).uid("out").setParallelism(1);
};

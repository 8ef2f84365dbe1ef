// The running example behind functions of its own, which remember things and set timers: an alarm when a
// sensor falls silent, and an event-time check some time after each reading.

import {
  collectSink,
  type Job,
  type KeyedProcessFunction,
  open,
  valueState,
  WatermarkStrategy,
} from "@headwater/sim";
import { type Reading, readings as log } from "../../readings/job.ts";
import { sliceOf } from "../../slice.ts";
import type { TraceSlice } from "../figure.ts";

/** The runs there are. */
export type FunctionRunName = "silence" | "checks";

type Sensor = Reading["sensor"];
type ReadingFunction = KeyedProcessFunction<Sensor, Reading, string>;

const ALARM_AT = valueState<number>("alarm-at");
const WARMEST = valueState<Reading>("warmest");

/** Each reading puts the alarm off: the old timer is deleted, a new one is set. */
const silence: ReadingFunction = {
  processElement(_reading, context) {
    const alarmAt = context.state(ALARM_AT);
    const old = alarmAt.value();
    if (old !== undefined) context.timerService.deleteProcessingTimeTimer(old);
    const next = context.timerService.currentProcessingTime + 6_000;
    context.timerService.registerProcessingTimeTimer(next);
    alarmAt.update(next);
  },
  onTimer(_time, context, out) {
    context.state(ALARM_AT).clear();
    out.collect(`${context.currentKey} is silent`);
  },
};

/** Each reading is checked twice: five seconds of event time later, and three by the clock. */
const checks: ReadingFunction = {
  processElement(reading, context) {
    const warmest = context.state(WARMEST);
    if (reading.celsius > (warmest.value()?.celsius ?? -Infinity)) warmest.update(reading);
    context.timerService.registerEventTimeTimer(reading.at + 5_000);
    context.timerService.registerProcessingTimeTimer(
      context.timerService.currentProcessingTime + 3_000,
    );
  },
  onTimer(_time, context, out) {
    out.collect(`${context.currentKey}: ${context.state(WARMEST).value()?.celsius}`);
  },
};

/** By name, the jobs. */
export const FUNCTION_JOBS: Readonly<Record<FunctionRunName, Job>> = {
  silence: processed(silence, "silence"),
  checks: processed(checks, "checks"),
};

const slices = new Map<FunctionRunName, TraceSlice>();

/** The slice of a whole run. */
export function functionSlice(name: FunctionRunName): TraceSlice {
  let slice = slices.get(name);
  if (slice === undefined) slices.set(name, slice = sliceOf(open(FUNCTION_JOBS[name]).run()));
  return slice;
}

function processed(process: ReadingFunction, name: string): Job {
  return (env) => {
    const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Reading>(2000)
      .withTimestampAssigner((reading) => reading.at);
    env.fromSource(log, strategy, "source").setParallelism(2)
      .keyBy((reading) => reading.sensor)
      .process(process).name(name).uid(name).setParallelism(2)
      .sinkTo(collectSink("told")).uid("sink").setParallelism(1);
  };
}

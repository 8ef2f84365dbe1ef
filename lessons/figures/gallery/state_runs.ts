// The running example behind a function that remembers in every way there is, and a job of many subtasks.

import {
  collection,
  collectSink,
  type Job,
  type KeyedProcessFunction,
  listState,
  mapState,
  open,
  reducingState,
  valueState,
  WatermarkStrategy,
} from "@headwater/sim";
import { type Reading, readings as log } from "../../readings/job.ts";
import { sliceOf } from "../../slice.ts";
import type { TraceSlice } from "../figure.ts";

/** The runs there are. */
export type StateRunName = "memory" | "one subtask" | "many subtasks" | "many keys";

const WARMEST = valueState<Reading>("warmest");
const COUNT = reducingState<number>("count", (a, b) => a + b);
const LAST = listState<Reading>("last two");
const HALVES = mapState<string, number>("per half");

/** Four kinds of state; of the list, the oldest element goes when there are three. */
const memory: KeyedProcessFunction<Reading["sensor"], Reading, number> = {
  processElement(reading, context, out) {
    const warmest = context.state(WARMEST);
    if (reading.celsius > (warmest.value()?.celsius ?? -Infinity)) warmest.update(reading);
    const count = context.state(COUNT);
    count.add(1);
    const last = context.state(LAST);
    last.update([...last.get(), reading].slice(-2));
    const halves = context.state(HALVES);
    const half = reading.at < 10_000 ? "early" : "late";
    halves.put(half, (halves.get(half) ?? 0) + 1);
    out.collect(count.get()!);
  },
};

/** By name, the jobs. */
export const STATE_JOBS: Readonly<Record<StateRunName, Job>> = {
  memory(env) {
    const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Reading>(2000)
      .withTimestampAssigner((reading) => reading.at);
    env.fromSource(log, strategy, "source").setParallelism(2)
      .keyBy((reading) => reading.sensor)
      .process(memory).name("memory").uid("memory").setParallelism(2)
      .sinkTo(collectSink("counts")).uid("sink").setParallelism(1);
  },
  "one subtask": sums(1, 4),
  "many subtasks": sums(32, 40),
  "many keys": sums(4, 200),
};

/** Sums of numbers by key. */
function sums(parallelism: number, keyCount: number): Job {
  return (env) => {
    const numbers = Array.from({ length: keyCount }, (_, number) => number);
    env.fromSource(collection(numbers), WatermarkStrategy.noWatermarks(), "numbers").uid("numbers")
      .keyBy((number) => number).sum().name("sum").uid("sum").setParallelism(parallelism)
      .sinkTo(collectSink("out")).uid("out").setParallelism(1);
  };
}

const slices = new Map<StateRunName, TraceSlice>();

/** The slice of a whole run. */
export function stateSlice(name: StateRunName): TraceSlice {
  let slice = slices.get(name);
  if (slice === undefined) slices.set(name, slice = sliceOf(open(STATE_JOBS[name]).run()));
  return slice;
}

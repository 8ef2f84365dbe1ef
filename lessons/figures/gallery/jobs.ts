// The jobs that the gallery shows besides the lessons' own: the small and the large, drawn to see what
// a figure does at its limits.

import {
  collection,
  collectSink,
  type Job,
  open,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "@headwater/sim";
import { sliceOf } from "../../slice.ts";
import type { TraceSlice } from "../figure.ts";

const slices = new Map<Job, TraceSlice>();

/** A job that has not begun: its plan, and no facts. */
export function planSlice(job: Job): TraceSlice {
  let slice = slices.get(job);
  if (slice === undefined) slices.set(job, slice = sliceOf(open(job)));
  return slice;
}

/** The least that can run: a source chained to a sink, one subtask. */
export function smallestJob(env: StreamExecutionEnvironment): void {
  numbers(env).sinkTo(collectSink("out")).uid("out");
}

/** Seven operators in a row, two subtasks each. */
export function longJob(env: StreamExecutionEnvironment): void {
  env.setParallelism(2);
  let stream = numbers(env);
  for (const name of ["parse", "clean the readings", "join stations", "to metric"]) {
    stream = stream.map((number) => number).name(name);
  }
  stream.keyBy((number) => number).sum().name("sum").uid("sum")
    .rebalance().map((number) => number).name("format").uid("format")
    .sinkTo(collectSink("out"));
}

/** Two tasks of so many subtasks each. */
export function wideJob(parallelism: number): Job {
  return (env) => {
    env.setParallelism(parallelism);
    numbers(env).map((number) => number).name("double")
      .keyBy((number) => number).sum().name("sum").uid("sum")
      .sinkTo(collectSink("out")).uid("out");
  };
}

/** From one subtask to four to two: every kind of way between subtasks. */
export function mixedJob(env: StreamExecutionEnvironment): void {
  const read = numbers(env).setParallelism(1);
  const parsed = read.rebalance().map((number) => number).name("parse").uid("parse")
    .setParallelism(4);
  const joined = parsed.rescale().map((number) => number).name("enrich").uid("enrich")
    .setParallelism(2);
  joined.broadcast().map((number) => number).name("alert").uid("alert").setParallelism(2)
    .sinkTo(collectSink("out")).uid("out").setParallelism(2);
}

function numbers(env: StreamExecutionEnvironment) {
  return env.fromSource(collection([1, 2, 3]), WatermarkStrategy.noWatermarks(), "numbers")
    .uid("numbers");
}

// Windows over a whole stream (Flink's AllWindowedStream): all records have one key, so all of them are
// worked on by one subtask (G-13).

import type { Evictor } from "../5_operator/window/evictor.ts";
import type { Trigger } from "../5_operator/window/trigger.ts";
import type { AnyProcessWindowFunction } from "../5_operator/window/window_function.ts";
import type { AggregateFunction } from "../6_state/aggregating_state.ts";
import type { ReduceFunction } from "../6_state/reducing_state.ts";
import type { Millis } from "../clock/time.ts";
import type { ComparableField, ComparableFieldBy, NumberField } from "./aggregation_field.ts";
import type { OutputTag } from "./output_tag.ts";
import type { SingleOutputStreamOperator } from "./single_output_stream_operator.ts";
import type { WindowedStream } from "./windowed_stream.ts";

/** The key of every record. */
export const ALL = 0;

/**
 * Windows without keys. Made by `stream.windowAll`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, collectSink, open, results, WatermarkStrategy } from "@headwater/sim";
 * const { world } = open((env) => {
 *   env.fromSource(collection([1, 2, 3, 4, 5]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .countWindowAll(2)
 *     .reduce((a, b) => a + b)
 *     .sinkTo(collectSink("out"));
 * }).run();
 * deepStrictEqual(results(world, "out"), [3, 7]);
 * ```
 */
export class AllWindowedStream<T> {
  constructor(private readonly windows: WindowedStream<T, number>) {}

  /** As on a keyed stream: who decides when a window speaks. */
  trigger(trigger: Trigger<T>): AllWindowedStream<T> {
    return new AllWindowedStream(this.windows.trigger(trigger));
  }

  /** As on a keyed stream: what leaves a window. */
  evictor(evictor: Evictor<T>): AllWindowedStream<T> {
    return new AllWindowedStream(this.windows.evictor(evictor));
  }

  /** As on a keyed stream: how long a window still takes records. */
  allowedLateness(lateness: Millis): AllWindowedStream<T> {
    return new AllWindowedStream(this.windows.allowedLateness(lateness));
  }

  /** As on a keyed stream: where late records go. */
  sideOutputLateData(tag: OutputTag<T>): AllWindowedStream<T> {
    return new AllWindowedStream(this.windows.sideOutputLateData(tag));
  }

  /** One value per window. */
  reduce(reduce: ReduceFunction<T>): SingleOutputStreamOperator<T>;
  /** The reduced value of each window, handed to a process function when the window fires. */
  reduce<R>(
    reduce: ReduceFunction<T>,
    process: AnyProcessWindowFunction<T, R, number>,
  ): SingleOutputStreamOperator<R>;
  reduce<R>(
    reduce: ReduceFunction<T>,
    process?: AnyProcessWindowFunction<T, R, number>,
  ): SingleOutputStreamOperator<R> {
    return this.windows.reduce(reduce, process!).forceNonParallel();
  }

  /** One result per window. */
  aggregate<A, R>(aggregate: AggregateFunction<T, A, R>): SingleOutputStreamOperator<R>;
  /** The result of each window, handed to a process function when the window fires. */
  aggregate<A, M, R>(
    aggregate: AggregateFunction<T, A, M>,
    process: AnyProcessWindowFunction<M, R, number>,
  ): SingleOutputStreamOperator<R>;
  aggregate<A, M, R>(
    aggregate: AggregateFunction<T, A, M>,
    process?: AnyProcessWindowFunction<M, R, number>,
  ): SingleOutputStreamOperator<R> {
    return this.windows.aggregate(aggregate, process!).forceNonParallel();
  }

  /** Any number of results per window; the key says nothing. */
  process<R>(process: AnyProcessWindowFunction<T, R, number>): SingleOutputStreamOperator<R> {
    return this.windows.process(process).forceNonParallel();
  }

  /** As on a keyed stream: the first record of a window with the sum of the field in it. */
  sum(...field: NumberField<T>): SingleOutputStreamOperator<T> {
    return this.windows.sum(...field).forceNonParallel();
  }

  /** As on a keyed stream: the first record of a window with the smallest value in it. */
  min(...field: ComparableField<T>): SingleOutputStreamOperator<T> {
    return this.windows.min(...field).forceNonParallel();
  }

  /** As on a keyed stream: the first record of a window with the largest value in it. */
  max(...field: ComparableField<T>): SingleOutputStreamOperator<T> {
    return this.windows.max(...field).forceNonParallel();
  }

  /** As on a keyed stream: the record of a window that has the smallest value. */
  minBy(...by: ComparableFieldBy<T>): SingleOutputStreamOperator<T> {
    return this.windows.minBy(...by).forceNonParallel();
  }

  /** As on a keyed stream: the record of a window that has the largest value. */
  maxBy(...by: ComparableFieldBy<T>): SingleOutputStreamOperator<T> {
    return this.windows.maxBy(...by).forceNonParallel();
  }
}

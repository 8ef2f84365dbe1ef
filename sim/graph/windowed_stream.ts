// The records of each key in windows, waiting to be told what shall become of them (Flink's
// WindowedStream). It is no stream: only a function makes it one.
//
//   keyed.window(TumblingEventTimeWindows.of(60_000)).allowedLateness(5_000).reduce(hotter)

import type { AggregationField, AggregationKind } from "../5_operator/aggregation.ts";
import type { ReduceFunction } from "../5_operator/reduce.ts";
import type { WindowAssigner } from "../5_operator/window/assigner.ts";
import type { AnyProcessWindowFunction } from "../5_operator/window/window_function.ts";
import type { AggregateFunction } from "../6_state/aggregating_state.ts";
import type { Millis } from "../clock/time.ts";
import type { Key } from "../element/key.ts";
import type { Evictor } from "../5_operator/window/evictor.ts";
import type { Trigger } from "../5_operator/window/trigger.ts";
import type { ComparableField, ComparableFieldBy, NumberField } from "./aggregation_field.ts";
import type { OutputTag } from "./output_tag.ts";
import type { SingleOutputStreamOperator } from "./single_output_stream_operator.ts";
import type { StreamExecutionEnvironment } from "./stream_execution_environment.ts";
import type { WindowFunctions } from "../5_operator/window/window_function.ts";
import { fieldReducer } from "../5_operator/field_reducer.ts";
import { windowOperator } from "../5_operator/window/window_operator_spec.ts";
import { freezeSpec } from "./freeze_spec.ts";

/** What is known about a windowed operation before its function. */
interface WindowSettings<T> {
  readonly assigner: WindowAssigner<T>;
  readonly allowedLateness?: Millis;
  readonly lateTag?: string;
  readonly trigger?: Trigger<T>;
  readonly evictor?: Evictor<T>;
}

/**
 * Windows over a keyed stream. Made by `keyed.window`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collection, collectSink, planJob, TumblingEventTimeWindows } from "@headwater/sim";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const plan = planJob((env) => {
 *   const words = env.fromSource(collection(["to", "be"]), WatermarkStrategy.noWatermarks(), "words");
 *   words.keyBy((word) => word.length)
 *     .window(TumblingEventTimeWindows.of(1000))
 *     .reduce((a, b) => a + b)
 *     .sinkTo(collectSink("out"));
 * });
 * strictEqual(plan.vertices[1].name, "TumblingEventTimeWindows -> Sink: out");
 * ```
 */
export class WindowedStream<T, K extends Key> {
  constructor(
    readonly environment: StreamExecutionEnvironment,
    readonly transformationId: number,
    private readonly settings: WindowSettings<T>,
  ) {}

  /**
   * How long after its end a window still takes records and fires again (W-13).
   * Errors, when the job is built: `E-LATENESS`.
   */
  allowedLateness(lateness: Millis): WindowedStream<T, K> {
    return this.with({ allowedLateness: lateness });
  }

  /** Who decides when a window speaks, in place of the assigner's own (WN-7). Errors: `E-WINDOW-MERGE`. */
  trigger(trigger: Trigger<T>): WindowedStream<T, K> {
    return this.with({ trigger });
  }

  /** What leaves a window before or after its function; all its elements are kept then (EV-7). */
  evictor(evictor: Evictor<T>): WindowedStream<T, K> {
    return this.with({ evictor });
  }

  /** Where records go that are too late; without it they are dropped and counted (W-9). */
  sideOutputLateData(tag: OutputTag<T>): WindowedStream<T, K> {
    return this.with({ lateTag: tag.id });
  }

  /** One value per window: all its records reduced as they come. */
  reduce(reduce: ReduceFunction<T>): SingleOutputStreamOperator<T>;
  /** The reduced value of each window, handed to a process function when the window fires. */
  reduce<R>(
    reduce: ReduceFunction<T>,
    process: AnyProcessWindowFunction<T, R, K>,
  ): SingleOutputStreamOperator<R>;
  reduce<R>(
    reduce: ReduceFunction<T>,
    process?: AnyProcessWindowFunction<T, R, K>,
  ): SingleOutputStreamOperator<R> {
    return addWindow(this, this.settings, { reduce, process });
  }

  /** One result per window: its records are folded into an accumulator as they come. */
  aggregate<A, R>(aggregate: AggregateFunction<T, A, R>): SingleOutputStreamOperator<R>;
  /** The result of each window, handed to a process function when the window fires. */
  aggregate<A, M, R>(
    aggregate: AggregateFunction<T, A, M>,
    process: AnyProcessWindowFunction<M, R, K>,
  ): SingleOutputStreamOperator<R>;
  aggregate<A, M, R>(
    aggregate: AggregateFunction<T, A, M>,
    process?: AnyProcessWindowFunction<M, R, K>,
  ): SingleOutputStreamOperator<R> {
    return addWindow(this, this.settings, { aggregate, process });
  }

  /** Any number of results per window, from all its records, which are kept until then. */
  process<R>(process: AnyProcessWindowFunction<T, R, K>): SingleOutputStreamOperator<R> {
    return addWindow(this, this.settings, { process });
  }

  /** For each window its first record with the sum of the field in it (RO-2). */
  sum(...field: NumberField<T>): SingleOutputStreamOperator<T> {
    return this.reduceField("sum", field);
  }

  /** For each window its first record with the smallest value of the field in it (RO-2). */
  min(...field: ComparableField<T>): SingleOutputStreamOperator<T> {
    return this.reduceField("min", field);
  }

  /** For each window its first record with the largest value of the field in it (RO-2). */
  max(...field: ComparableField<T>): SingleOutputStreamOperator<T> {
    return this.reduceField("max", field);
  }

  /** For each window the record with the smallest value of the field; of equal ones the first. */
  minBy(...by: ComparableFieldBy<T>): SingleOutputStreamOperator<T> {
    return this.reduceField("minBy", by);
  }

  /** For each window the record with the largest value of the field; of equal ones the first. */
  maxBy(...by: ComparableFieldBy<T>): SingleOutputStreamOperator<T> {
    return this.reduceField("maxBy", by);
  }

  private reduceField(
    kind: AggregationKind,
    given: readonly unknown[],
  ): SingleOutputStreamOperator<T> {
    const [field, first] = given as [AggregationField, boolean | undefined];
    const name = this.settings.assigner.name.split("(")[0];
    return this.reduce(fieldReducer({ kind, field, first, name }) as ReduceFunction<T>);
  }

  private with(change: Partial<WindowSettings<T>>): WindowedStream<T, K> {
    const { environment, transformationId, settings } = this;
    return new WindowedStream(environment, transformationId, { ...settings, ...change });
  }
}

/** A window's functions of any types: those of the methods above have been checked by then. */
type AnyFunctions = { readonly [Name in keyof WindowFunctions<never, never, never, Key>]: unknown };

function addWindow<T, R>(
  { environment, transformationId }: {
    readonly environment: StreamExecutionEnvironment;
    readonly transformationId: number;
  },
  settings: WindowSettings<T>,
  functions: AnyFunctions,
): SingleOutputStreamOperator<R> {
  const frozen = freezeSpec(functions) as WindowFunctions<never, never, never, Key>;
  // its types have been checked together with those of the functions
  const untyped = settings as unknown as WindowSettings<never>;
  return environment.addOperator({
    // Flink 1.20 names the operator after the assigner's class; its options are not part of a name
    name: settings.assigner.name.split("(")[0],
    inputs: [transformationId],
    createOperator: (options) => windowOperator({ ...options, ...untyped, ...frozen }),
  });
}

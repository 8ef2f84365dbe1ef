// A stream whose records meet by key (Flink's KeyedStream): all records of a key are worked on by one
// subtask, which can therefore remember something about that key.

import type { AggregationField, AggregationKind } from "../5_operator/aggregation.ts";
import type { ReduceFunction, RichReduceFunction } from "../5_operator/reduce.ts";
import type { WindowAssigner } from "../5_operator/window/assigner.ts";
import type { Key } from "../element/key.ts";
import type { ComparableField, ComparableFieldBy, NumberField } from "./aggregation_field.ts";
import type { SingleOutputStreamOperator } from "./single_output_stream_operator.ts";
import { aggregationOperator } from "../5_operator/aggregation.ts";
import { reduceOperator } from "../5_operator/reduce.ts";
import { refuse } from "../clock/named_error.ts";
import { freezeSpec } from "./freeze_spec.ts";
import { DataStream } from "./data_stream.ts";
import { GlobalWindows } from "../5_operator/window/global_windows.ts";
import type { KeyedProcessFunction } from "../5_operator/process_function.ts";
import type { BroadcastConnectedStream, BroadcastStream } from "./broadcast_stream.ts";
import type { ConnectedStreams } from "./connected_streams.ts";
import { IntervalJoin } from "./interval_join.ts";
import { countWindows } from "./count_windows.ts";
import { WindowedStream } from "./windowed_stream.ts";

/**
 * A stream dealt by key. Made by `stream.keyBy`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collection, collectSink, planJob, WatermarkStrategy } from "@headwater/sim";
 * const plan = planJob((env) => {
 *   const words = env.fromSource(collection(["to", "be"]), WatermarkStrategy.noWatermarks(), "words");
 *   words.keyBy((word) => word.length).reduce((a, b) => a + b).sinkTo(collectSink("out"));
 * });
 * strictEqual(plan.edges[0].keySelector!("to" as never), 2);
 * ```
 */
export class KeyedStream<T, K extends Key> extends DataStream<T> {
  /** Never set: the type of the key. */
  declare readonly keyType: K;

  /** For each record the key's value so far, reduced (RO-1). */
  reduce(reduce: ReduceFunction<T>): SingleOutputStreamOperator<T>;
  /** The same with a function that is opened and closed. */
  reduce(reduce: RichReduceFunction<T>): SingleOutputStreamOperator<T>;
  reduce(reduce: ReduceFunction<T> | RichReduceFunction<T>): SingleOutputStreamOperator<T> {
    return this.environment.addOperator({
      name: "Keyed Reduce",
      inputs: [this.transformationId],
      createOperator: (options) => reduceOperator({ ...options, reduce: freezeSpec(reduce) }),
    });
  }

  /** For each record the key's first record with the sum of the field in it (RO-2). */
  sum(...field: NumberField<T>): SingleOutputStreamOperator<T> {
    return this.aggregate("sum", field);
  }

  /** For each record the key's first record with the smallest value of the field in it (RO-2). */
  min(...field: ComparableField<T>): SingleOutputStreamOperator<T> {
    return this.aggregate("min", field);
  }

  /** For each record the key's first record with the largest value of the field in it (RO-2). */
  max(...field: ComparableField<T>): SingleOutputStreamOperator<T> {
    return this.aggregate("max", field);
  }

  /**
   * For each record the key's record with the smallest value of the field, whole (RO-2). Of equal ones
   * the first stays, or the newer when `first` is false.
   */
  minBy(...by: ComparableFieldBy<T>): SingleOutputStreamOperator<T> {
    return this.aggregate("minBy", by);
  }

  /**
   * For each record the key's record with the largest value of the field, whole (RO-2). Of equal ones
   * the first stays, or the newer when `first` is false.
   */
  maxBy(...by: ComparableFieldBy<T>): SingleOutputStreamOperator<T> {
    return this.aggregate("maxBy", by);
  }

  /** The records of each key in stretches of time (WN-1). */
  window(assigner: WindowAssigner<T>): WindowedStream<T, K> {
    return new WindowedStream(this.environment, this.transformationId, { assigner });
  }

  /** A function that is handed each element of a key, and may remember and set timers (PF-1). */
  override process<R>(process: KeyedProcessFunction<K, T, R>): SingleOutputStreamOperator<R> {
    return this.addProcess("Keyed Process", process);
  }

  /** This stream and another one with the same keys; or with a broadcast one (PF-4, BS-3). */
  override connect<B>(other: KeyedStream<B, K>): ConnectedStreams<T, B, K>;
  override connect<B>(other: BroadcastStream<B>): BroadcastConnectedStream<T, B, K>;
  override connect<B>(other: DataStream<B>): ConnectedStreams<T, B>;
  override connect(other: never): never {
    return super.connect(other) as never;
  }

  /** Pairs of elements with one key whose timestamps are near each other (J-2). */
  intervalJoin<B>(other: KeyedStream<B, K>): IntervalJoin<T, B, K> {
    this.environment.checkOwn(other, "joining streams");
    return new IntervalJoin(this, other);
  }

  /** Every so many records of a key; or, every `slide` records, the last so many (WN-8). */
  countWindow(size: number, slide?: number): WindowedStream<T, K> {
    return countWindows(this.window(GlobalWindows.create()), size, slide);
  }

  /** A keyed stream has its partitioner: another one would tear keys apart. Errors: `E-EDGE-KEYED`. */
  protected override partition(): never {
    return refuse(
      "E-EDGE-KEYED",
      `A keyed stream is already dealt by key and cannot be dealt in another way; wanted: an ` +
        `operator after keyBy. Usual cause: rebalance() or forward() written after keyBy and not before`,
    );
  }

  private aggregate(
    kind: AggregationKind,
    given: readonly unknown[],
  ): SingleOutputStreamOperator<T> {
    const [field, first] = given as [AggregationField, boolean | undefined];
    return this.environment.addOperator({
      name: "Keyed Aggregation",
      inputs: [this.transformationId],
      createOperator: (options) => aggregationOperator({ ...options, kind, field, first }),
    });
  }
}

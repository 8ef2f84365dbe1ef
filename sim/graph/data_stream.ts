// What a student writes (Flink's DataStream). A stream is a description: each method records one call
// with the environment and gives the stream that the call would produce. Types run from the source to
// the sink, so a wrong field is a compile error and not a wrong result.
//
//   readings.filter((r) => r.celsius > 30).keyBy((r) => r.sensor).reduce(hotter).sinkTo(collectSink("out"))

import type { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import type { FilterFunction } from "../5_operator/filter.ts";
import type { FlatMapFunction } from "../5_operator/flat_map.ts";
import type { MapFunction } from "../5_operator/map.ts";
import type { Sink } from "../7_sink/sink.ts";
import type { Key, KeyType } from "../element/key.ts";
import type { Millis } from "../clock/time.ts";
import type { IterativeStream } from "./iterative_stream.ts";
import type { KeyedStream } from "./keyed_stream.ts";
import type { SingleOutputStreamOperator } from "./single_output_stream_operator.ts";
import type { StreamExecutionEnvironment } from "./stream_execution_environment.ts";
import type { PartitionerSpec } from "../2_partitioner/partitioner.ts";
import { broadcast } from "../2_partitioner/broadcast.ts";
import { type ChannelFunction, custom } from "../2_partitioner/custom_partitioner.ts";
import { forward } from "../2_partitioner/forward.ts";
import { global } from "../2_partitioner/global.ts";
import { rebalance } from "../2_partitioner/rebalance.ts";
import { rescale } from "../2_partitioner/rescale.ts";
import { shuffle } from "../2_partitioner/shuffle.ts";
import { filterOperator } from "../5_operator/filter.ts";
import { flatMapOperator } from "../5_operator/flat_map.ts";
import { mapOperator } from "../5_operator/map.ts";
import { timestampsAndWatermarksOperator } from "../5_operator/timestamps_and_watermarks.ts";
import { sinkOperator } from "../7_sink/sink_operator.ts";
import { processOperator } from "../5_operator/function_operator.ts";
import {
  type RichFilterFunction,
  richFilterOperator,
  type RichFlatMapFunction,
  richFlatMapOperator,
  type RichMapFunction,
  richMapOperator,
} from "../5_operator/rich_function.ts";
import type { ProcessFunction } from "../5_operator/process_function.ts";
import type { WindowAssigner } from "../5_operator/window/assigner.ts";
import type { MapStateDescriptor } from "../6_state/map_state.ts";
import { ALL, AllWindowedStream } from "./all_windowed_stream.ts";
import { BroadcastConnectedStream, BroadcastStream } from "./broadcast_stream.ts";
import { PairedStreams } from "./co_grouped_streams.ts";
import { ConnectedStreams } from "./connected_streams.ts";
import { freezeSpec } from "./freeze_spec.ts";
import { DataStreamSink } from "./data_stream_sink.ts";

/**
 * A stream of values of one type. Made by the environment and by other streams.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collection, collectSink, planJob, WatermarkStrategy } from "@headwater/sim";
 * const plan = planJob((env) => {
 *   const words = env.fromSource(collection(["to", "be"]), WatermarkStrategy.noWatermarks(), "words");
 *   words.map((word) => word.length).filter((length) => length > 1).sinkTo(collectSink("out"));
 * });
 * strictEqual(plan.vertices[0].chain.length, 4);
 * ```
 */
export class DataStream<T> {
  constructor(
    readonly environment: StreamExecutionEnvironment,
    readonly transformationId: number,
  ) {}

  /** One value for each value: `map((n) => n + 1)`, or a function that is opened and remembers. */
  map<R>(map: MapFunction<T, R> | RichMapFunction<T, R>): SingleOutputStreamOperator<R> {
    freezeSpec(map);
    return this.environment.addOperator({
      name: "Map",
      inputs: [this.transformationId],
      createOperator: (options) =>
        typeof map === "function"
          ? mapOperator({ ...options, map })
          : richMapOperator(options, map),
    });
  }

  /** The values for which the function is true. */
  filter(filter: FilterFunction<T> | RichFilterFunction<T>): SingleOutputStreamOperator<T> {
    freezeSpec(filter);
    return this.environment.addOperator({
      name: "Filter",
      inputs: [this.transformationId],
      createOperator: (options) =>
        typeof filter === "function"
          ? filterOperator({ ...options, filter })
          : richFilterOperator(options, filter),
    });
  }

  /** Any number of values for each value: `flatMap<string>((line, out) => out.collect(…))`. */
  flatMap<R>(
    flatMap: FlatMapFunction<T, R> | RichFlatMapFunction<T, R>,
  ): SingleOutputStreamOperator<R> {
    freezeSpec(flatMap);
    return this.environment.addOperator({
      name: "Flat Map",
      inputs: [this.transformationId],
      createOperator: (options) =>
        typeof flatMap === "function"
          ? flatMapOperator({ ...options, flatMap })
          : richFlatMapOperator(options, flatMap),
    });
  }

  /** The same values with new timestamps and watermarks; those of the source end here (WG-11). */
  assignTimestampsAndWatermarks(strategy: WatermarkStrategy<T>): SingleOutputStreamOperator<T> {
    return this.environment.addOperator({
      name: "Timestamps/Watermarks",
      inputs: [this.transformationId],
      // as many subtasks as the input has, so that it can be chained behind the source
      parallelism: this.environment.parallelismOf(this.transformationId),
      createOperator: (options, { autoWatermarkInterval }) =>
        timestampsAndWatermarksOperator({ ...options, strategy, autoWatermarkInterval }),
    });
  }

  /**
   * All records of a key go to the same subtask (P-7). The selector must be a pure function of the
   * value; `type: "long"` hashes small integers as Java's Long (KG-6).
   */
  keyBy<K extends Key>(
    selector: (value: T) => K,
    options: { readonly type?: KeyType } = {},
  ): KeyedStream<T, K> {
    return this.environment.addKeyed({
      input: this.transformationId,
      keySelector: selector,
      keyType: options.type ?? "auto",
    });
  }

  /** This stream and others of the same type as one, without any order between them (ORD-4). */
  union(...others: DataStream<T>[]): DataStream<T> {
    for (const other of others) this.environment.checkOwn(other, "making a union");
    const inputs = [this, ...others].map((stream) => stream.transformationId);
    return new DataStream(this.environment, this.environment.addVirtual({ type: "union", inputs }));
  }

  /** Round-robin over all receivers (P-1). */
  rebalance(): DataStream<T> {
    return this.partition(rebalance());
  }

  /** Round-robin over a few receivers each (P-2). */
  rescale(): DataStream<T> {
    return this.partition(rescale());
  }

  /** To a receiver drawn for each record (P-3). */
  shuffle(): DataStream<T> {
    return this.partition(shuffle());
  }

  /**
   * To the receiver that a function chooses: `partitioner(key, n)` gives a number from 0 to n − 1
   * for the key that the selector finds (P-8). Write its type: `(key: string, n) => …`. Errors, when it runs: `E-PARTITION`.
   */
  partitionCustom<K>(
    partitioner: ChannelFunction<K>,
    keySelector: (value: T) => K,
  ): DataStream<T> {
    return this.partition(custom(partitioner, keySelector));
  }

  /** Straight on, from subtask i to subtask i (P-5). */
  forward(): DataStream<T> {
    return this.partition(forward());
  }

  /** Every record to every receiver (P-4); with descriptors, to be remembered there (BS-1). */
  broadcast(): DataStream<T>;
  broadcast(...descriptors: MapStateDescriptor<Key, unknown>[]): BroadcastStream<T>;
  broadcast(
    ...descriptors: MapStateDescriptor<Key, unknown>[]
  ): DataStream<T> | BroadcastStream<T> {
    const stream = this.partition(broadcast());
    return descriptors.length === 0 ? stream : new BroadcastStream(stream);
  }

  /** A function that is handed each element; with state and timers on keyed streams (PF-1). */
  process<R>(process: ProcessFunction<T, R>): SingleOutputStreamOperator<R> {
    return this.addProcess("Process", process);
  }

  /** This stream and another one, of any type, with one operator; or with a broadcast one. */
  connect<B>(other: DataStream<B>): ConnectedStreams<T, B>;
  connect<B>(other: BroadcastStream<B>): BroadcastConnectedStream<T, B>;
  connect<B>(
    other: DataStream<B> | BroadcastStream<B>,
  ): ConnectedStreams<T, B> | BroadcastConnectedStream<T, B> {
    this.environment.checkOwn("stream" in other ? other.stream : other, "connecting streams");
    return "stream" in other
      ? new BroadcastConnectedStream(this, other)
      : new ConnectedStreams(this, other);
  }

  /** Pairs of elements with one key in one window (J-1). */
  join<B>(other: DataStream<B>): PairedStreams<T, B, "join"> {
    this.environment.checkOwn(other, "joining streams");
    return new PairedStreams(this, other, "join");
  }

  /** The elements of both streams with one key in one window, also where one side has none (J-1). */
  coGroup<B>(other: DataStream<B>): PairedStreams<T, B, "coGroup"> {
    this.environment.checkOwn(other, "grouping streams");
    return new PairedStreams(this, other, "coGroup");
  }

  /** All records in windows, whatever they are about: one subtask does all the work (G-13). */
  windowAll(assigner: WindowAssigner<T>): AllWindowedStream<T> {
    return new AllWindowedStream(this.keyBy(() => ALL).window(assigner));
  }

  /** Every so many records; or, every `slide` records, the last so many (WN-8). */
  countWindowAll(size: number, slide?: number): AllWindowedStream<T> {
    return new AllWindowedStream(this.keyBy(() => ALL).countWindow(size, slide));
  }

  /** Every record to receiver 0 (P-6). */
  global(): DataStream<T> {
    return this.partition(global());
  }

  /**
   * This stream together with what will be fed back into it (Flink 1.9's `iterate`): say with
   * `closeWith` what that is. A head that has waited so long for feedback ends; 0 is for ever, and the
   * job then never ends. Errors: `E-ITERATION`.
   */
  iterate(maxWait: Millis = 0): IterativeStream<T> {
    return this.environment.addIteration(this, maxWait);
  }

  /** The end of this stream: its records leave the job. The operator is called after the sink. */
  sinkTo(sink: Sink<T>): DataStreamSink<T> {
    const id = this.environment.addSink({
      name: sink.id,
      inputs: [this.transformationId],
      createOperator: (options) => sinkOperator({ ...options, sink }),
    });
    return new DataStreamSink(this.environment, id);
  }

  /** Records an operator that calls a process function. */
  protected addProcess<R>(name: string, process: object): SingleOutputStreamOperator<R> {
    freezeSpec(process);
    return this.environment.addOperator({
      name,
      inputs: [this.transformationId],
      createOperator: (options) => processOperator({ ...options, process: process as never }),
    });
  }

  /** Says how records are dealt to the next operator. */
  protected partition(partitioner: PartitionerSpec): DataStream<T> {
    const id = this.environment.addVirtual({
      type: "partition",
      inputs: [this.transformationId],
      createPartitioner: () => partitioner,
      keySelector: null,
      keyType: "auto",
    });
    return new DataStream(this.environment, id);
  }
}

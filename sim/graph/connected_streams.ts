// Two streams of different types with one operator (Flink's ConnectedStreams): its function is called for
// each element of either, and what it remembers is common to both.

import type { CoFlatMapFunction, CoMapFunction } from "../5_operator/co_map.ts";
import type { CoProcessFunction, KeyedCoProcessFunction } from "../5_operator/process_function.ts";
import type { Key } from "../element/key.ts";
import type { DataStream } from "./data_stream.ts";
import type { SingleOutputStreamOperator } from "./single_output_stream_operator.ts";
import { coFlatMapOperator, coMapOperator } from "../5_operator/co_map.ts";
import { processOperator } from "../5_operator/function_operator.ts";
import { freezeSpec } from "./freeze_spec.ts";

/**
 * Two streams. Made by `stream.connect(other)`; keyed when both are.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, collectSink, open, results, WatermarkStrategy } from "@headwater/sim";
 * const { world } = open((env) => {
 *   const none = WatermarkStrategy.noWatermarks();
 *   const numbers = env.fromSource(collection([1, 2]), none, "numbers");
 *   const words = env.fromSource(collection(["three"]), none, "words");
 *   numbers.connect(words)
 *     .map({ map1: (n) => `${n}`, map2: (word) => word })
 *     .sinkTo(collectSink("out"));
 * }).run();
 * deepStrictEqual(results<string>(world, "out").toSorted(), ["1", "2", "three"]);
 * ```
 */
export class ConnectedStreams<A, B, K extends Key = never> {
  constructor(readonly first: DataStream<A>, readonly second: DataStream<B>) {}

  /** One result for each element of either stream. */
  map<R>(map: CoMapFunction<A, B, R>): SingleOutputStreamOperator<R> {
    freezeSpec(map);
    return this.first.environment.addOperator({
      name: "Co-Map",
      inputs: this.inputs,
      createOperator: (options) => coMapOperator({ ...options, map }),
    });
  }

  /** Any number of results for each element of either stream. */
  flatMap<R>(flatMap: CoFlatMapFunction<A, B, R>): SingleOutputStreamOperator<R> {
    freezeSpec(flatMap);
    return this.first.environment.addOperator({
      name: "Co-Flat Map",
      inputs: this.inputs,
      createOperator: (options) => coFlatMapOperator({ ...options, flatMap }),
    });
  }

  /** A function with a method for each stream; with state and timers when both are keyed (PF-4). */
  process<R>(
    process: [K] extends [never] ? CoProcessFunction<A, B, R> : KeyedCoProcessFunction<K, A, B, R>,
  ): SingleOutputStreamOperator<R> {
    freezeSpec(process);
    return this.first.environment.addOperator({
      name: "Co-Process",
      inputs: this.inputs,
      createOperator: (options) => processOperator({ ...options, process: process as never }),
    });
  }

  /** Both streams by a key of one type: equal keys meet in one subtask. */
  keyBy<L extends Key>(
    firstKey: (value: A) => L,
    secondKey: (value: B) => L,
  ): ConnectedStreams<A, B, L> {
    return new ConnectedStreams<A, B, L>(this.first.keyBy(firstKey), this.second.keyBy(secondKey));
  }

  private get inputs(): number[] {
    return [this.first.transformationId, this.second.transformationId];
  }
}

// A stream that every subtask of the next operator gets whole, to be remembered (Flink's BroadcastStream
// and BroadcastConnectedStream).

import type {
  BroadcastProcessFunction,
  KeyedBroadcastProcessFunction,
} from "../5_operator/process_function.ts";
import type { Key } from "../element/key.ts";
import type { DataStream } from "./data_stream.ts";
import type { SingleOutputStreamOperator } from "./single_output_stream_operator.ts";
import { processOperator } from "../5_operator/function_operator.ts";
import { freezeSpec } from "./freeze_spec.ts";

/**
 * A broadcast stream. Made by `stream.broadcast(descriptor, …)`, used by `other.connect(…)`.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { type BroadcastStream, collection, mapState } from "@headwater/sim";
 * import { StreamExecutionEnvironment, WatermarkStrategy } from "@headwater/sim";
 * const env = new StreamExecutionEnvironment();
 * const rules = env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "rules");
 * const broadcast: BroadcastStream<number> = rules.broadcast(mapState<string, number>("rules"));
 * ok(broadcast.stream.environment === env);
 * ```
 */
export class BroadcastStream<B> {
  constructor(readonly stream: DataStream<B>) {}
}

/**
 * A stream and a broadcast one. Made by `stream.connect(broadcast)`; keyed when the stream is.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, collectSink, mapState, open, results, WatermarkStrategy } from "@headwater/sim";
 * const RULES = mapState<string, number>("rules");
 * const { world } = open((env) => {
 *   const none = WatermarkStrategy.noWatermarks();
 *   const rules = env.fromSource(collection([["double", 2]] as const), none, "rules");
 *   const numbers = env.fromSource(collection([1, 2], { interval: 1000 }), none, "numbers");
 *   numbers.connect(rules.broadcast(RULES)).process<number>({
 *     processElement: (n, context, out) =>
 *       out.collect(n * (context.broadcastState(RULES).get("double") ?? 1)),
 *     processBroadcastElement: ([name, factor], context) =>
 *       context.broadcastState(RULES).put(name, factor),
 *   }).sinkTo(collectSink("out"));
 * }).run();
 * deepStrictEqual(results<number>(world, "out").length, 2);
 * ```
 */
export class BroadcastConnectedStream<A, B, K extends Key = never> {
  constructor(readonly stream: DataStream<A>, readonly broadcast: BroadcastStream<B>) {}

  /** The function of both sides; with state and timers on the keyed side (BS-3). */
  process<R>(
    process: [K] extends [never] ? BroadcastProcessFunction<A, B, R>
      : KeyedBroadcastProcessFunction<K, A, B, R>,
  ): SingleOutputStreamOperator<R> {
    freezeSpec(process);
    const { stream, broadcast } = this;
    return stream.environment.addOperator({
      name: "Co-Process-Broadcast",
      inputs: [stream.transformationId, broadcast.stream.transformationId],
      createOperator: (options) => processOperator({ ...options, process: process as never }),
    });
  }
}

// Asking outside, as it is written (Flink's AsyncDataStream).

import type { AsyncFunction } from "../5_operator/async/async_function.ts";
import { asyncWaitOperator, type AsyncWaitOptions } from "../5_operator/async/async_wait.ts";
import type { DataStream } from "./data_stream.ts";
import type { SingleOutputStreamOperator } from "./single_output_stream_operator.ts";
import { freezeSpec } from "./freeze_spec.ts";

/**
 * Adds an operator that asks outside for each record.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { AsyncDataStream, collection, collectSink, open, results } from "@headwater/sim";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const ask = { invoke: (n: number) => ({ latency: 5000 - 1000 * n, results: [`answer ${n}`] }) };
 * const run = (isOrdered: boolean) => {
 *   const { world } = open((env) => {
 *     const numbers = env.fromSource(collection([1, 2]), WatermarkStrategy.noWatermarks(), "numbers");
 *     const options = { timeout: 1000 };
 *     const answers = isOrdered
 *       ? AsyncDataStream.orderedWait(numbers, ask, options)
 *       : AsyncDataStream.unorderedWait(numbers, ask, options);
 *     answers.sinkTo(collectSink("out"));
 *   }).run();
 *   return results(world, "out");
 * };
 * deepStrictEqual(run(true), ["answer 1", "answer 2"]);
 * deepStrictEqual(run(false), ["answer 2", "answer 1"]);
 * ```
 */
export class AsyncDataStream {
  private constructor() {}

  /** Results leave in the order of the records (AS-2). */
  static orderedWait<IN, OUT>(
    stream: DataStream<IN>,
    async: AsyncFunction<IN, OUT>,
    options: AsyncWaitOptions,
  ): SingleOutputStreamOperator<OUT> {
    return add(stream, async, options, true);
  }

  /** Results leave as they come, between two watermarks (AS-3). */
  static unorderedWait<IN, OUT>(
    stream: DataStream<IN>,
    async: AsyncFunction<IN, OUT>,
    options: AsyncWaitOptions,
  ): SingleOutputStreamOperator<OUT> {
    return add(stream, async, options, false);
  }
}

function add<IN, OUT>(
  stream: DataStream<IN>,
  async: AsyncFunction<IN, OUT>,
  options: AsyncWaitOptions,
  isOrdered: boolean,
): SingleOutputStreamOperator<OUT> {
  freezeSpec(async);
  return stream.environment.addOperator({
    name: isOrdered ? "Async Wait (ordered)" : "Async Wait (unordered)",
    inputs: [stream.transformationId],
    isYielding: true,
    createOperator: (named) => asyncWaitOperator({ ...named, ...options, async, isOrdered }),
  });
}

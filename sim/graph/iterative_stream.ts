// A stream that part of its own output flows back into (Flink 1.9's IterativeStream): the only circle
// that a job may have (CI-22). In the graph it is none: the head of an iteration is a source, its tail
// a sink, and a record goes from the one to the other outside the network.

import type { Millis } from "../clock/time.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { DataStream } from "./data_stream.ts";
import type { StreamExecutionEnvironment } from "./stream_execution_environment.ts";

/**
 * What `iterate` gives: the input and the feedback together.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, collectSink, open, results, WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   const numbers = env.fromSource(collection([3, 1]), WatermarkStrategy.noWatermarks(), "numbers");
 *   const loop = numbers.iterate(1000);
 *   const minusOne = loop.map((n) => n - 1);
 *   loop.closeWith(minusOne.filter((n) => n > 0));
 *   minusOne.filter((n) => n <= 0).sinkTo(collectSink("zeros"));
 * }).run();
 * deepStrictEqual(results(timeline.world, "zeros"), [0, 0]);
 * ```
 */
export class IterativeStream<T> extends DataStream<T> {
  constructor(
    environment: StreamExecutionEnvironment,
    transformationId: number,
    private readonly iteration: number,
    private readonly parallelism: number,
  ) {
    super(environment, transformationId);
  }

  /**
   * Says which stream is fed back. Errors: `E-ITERATION` when its parallelism is another one, since
   * subtask i hands back to subtask i.
   */
  closeWith(feedback: DataStream<T>): DataStream<T> {
    const { environment, iteration, parallelism } = this;
    environment.checkOwn(feedback, "closing an iteration");
    const found = environment.parallelismOf(feedback.transformationId);
    if (found !== parallelism) {
      refuse(
        "E-ITERATION",
        `The feedback of iteration ${iteration} has parallelism ${found}, but its input has ` +
          `${parallelism}; wanted: the same, since subtask i hands back to subtask i. Usual cause: ` +
          `setParallelism inside the loop`,
      );
    }
    environment.addFeedback(iteration, feedback.transformationId, parallelism);
    return feedback;
  }
}

/** The time that a head waits, checked. Errors: `E-ITERATION`. */
export function checkMaxWait(maxWait: unknown): Millis {
  if (Number.isSafeInteger(maxWait) && (maxWait as Millis) >= 0) return maxWait as Millis;
  refuse(
    "E-ITERATION",
    `The maximum wait of an iteration is ${
      showValue(maxWait)
    }; wanted: whole milliseconds, 0 for ` +
      `ever. Usual cause: seconds with a fraction`,
  );
}

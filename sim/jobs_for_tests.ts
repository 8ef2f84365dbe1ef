// Small jobs that several tests of the engine share.

import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import { collection } from "./connector/collection.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { TumblingEventTimeWindows } from "./5_operator/window/tumbling_event_time_windows.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";

/** A measurement: key, event time in ms, amount. */
export type Sample = readonly [key: string, at: number, amount: number];

/** Forty samples of five keys in two splits, a millisecond apart, up to three milliseconds back. */
export const SAMPLES: readonly Sample[] = Array.from(
  { length: 40 },
  (_, i) => ["abcde"[(i * 7) % 5], i * 10 - (i % 4) * 10, i],
);

/** Counts samples per key and 100 ms, on two subtasks behind two sources, into one sink. */
export function countJob(env: StreamExecutionEnvironment): void {
  const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Sample>(30)
    .withTimestampAssigner(([, at]) => at);
  env.fromSource(collection(SAMPLES, { splits: 2, interval: 1000 }), strategy, "samples")
    .setParallelism(2)
    .keyBy(([key]) => key)
    .window(TumblingEventTimeWindows.of(100))
    .reduce(([key, at, a], [, , b]): Sample => [key, at, a + b])
    .setParallelism(2)
    .uid("count")
    .sinkTo(collectSink<Sample>("sums")).uid("sink");
}

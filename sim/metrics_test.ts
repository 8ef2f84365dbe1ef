import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { collection } from "./connector/collection.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { MAX, MIN } from "./clock/time.ts";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import { OutputTag } from "./graph/output_tag.ts";
import { TumblingEventTimeWindows } from "./5_operator/window/tumbling_event_time_windows.ts";
import { countJob } from "./jobs_for_tests.ts";
import { type OperatorMetrics, readMetrics } from "./metrics.ts";
import { open } from "./open.ts";
import { readTaskMetrics } from "./task_metrics.ts";

const byName = (metrics: readonly OperatorMetrics[], name: string) =>
  metrics.find(({ operator }) => operator === name)!;

Deno.test("MT-8 MT-14 records are counted where they go in and where they come out", () => {
  const [source, count, sink] = readMetrics(open(countJob).run().world);
  // five keys in each of four windows: twenty sums, by as many timers
  const counts = [source, count, sink].map((row) => [
    row.parallelism,
    row.numRecordsIn,
    row.numRecordsOut,
    row.numFiredTimers,
    row.numLateRecordsDropped,
  ]);
  deepStrictEqual(counts, [[2, 40, 40, 0, 0], [2, 40, 20, 20, 0], [1, 20, 0, 0, 0]]);
});

Deno.test("metrics of subtasks add up to those of their operator", () => {
  const { world } = open(countJob).run();
  const tasks = readTaskMetrics(world);
  deepStrictEqual(tasks.map(({ subtask }) => subtask).slice(0, 3), [
    "samples[0]",
    "samples[1]",
    "count[0]",
  ]);
  const parts = tasks.flatMap(({ operators }) => operators);
  for (const { operator, numRecordsIn, numFiredTimers } of readMetrics(world)) {
    const own = parts.filter((part) => part.operator === operator);
    const sum = (count: (part: OperatorMetrics) => number) =>
      own.reduce((sum, part) => sum + count(part), 0);
    strictEqual(sum((part) => part.numRecordsIn), numRecordsIn);
    strictEqual(sum((part) => part.numFiredTimers), numFiredTimers);
  }
});

/** The record with timestamp 5 comes when its window, of 10 ms, is over and told. */
function lateJob(env: StreamExecutionEnvironment, tag?: OutputTag<number>): void {
  const strategy = WatermarkStrategy.forMonotonousTimestamps<number>()
    .withTimestampAssigner((at) => at);
  const windowed = env
    .fromSource(collection([1, 2, 30, 5], { interval: 1_000_000 }), strategy, "source")
    .keyBy(() => "all").window(TumblingEventTimeWindows.of(10));
  const counted = (tag ? windowed.sideOutputLateData(tag) : windowed).reduce((a, b) => a + b)
    .name("window");
  counted.sinkTo(collectSink("out"));
  if (tag) counted.getSideOutput(tag).sinkTo(collectSink("late"));
}

Deno.test("W-9 a late record is counted when it is dropped, and not when it goes aside", () => {
  const dropped = byName(readMetrics(open((env) => lateJob(env)).run().world), "window");
  deepStrictEqual([dropped.numLateRecordsDropped, dropped.numRecordsOut], [1, 2]);
  const job = (env: StreamExecutionEnvironment) => lateJob(env, new OutputTag<number>("late"));
  const aside = byName(readMetrics(open(job).run().world), "window");
  deepStrictEqual(
    [aside.numLateRecordsDropped, aside.numRecordsOut, aside.numRecordsSide],
    [0, 3, 1], // Flink counts both kinds of output together
  );
});

Deno.test("MT-9 each operator tells its watermarks, in and out", () => {
  const timeline = open((env) => lateJob(env)).seek({ time: 1_500_000, done: 0 });
  const [source, window, sink] = readMetrics(timeline.world);
  deepStrictEqual([source.currentInputWatermark, source.currentOutputWatermark], [MIN, 1]);
  deepStrictEqual([window.currentInputWatermark, window.currentOutputWatermark], [1, 1]);
  deepStrictEqual([sink.currentInputWatermark, sink.currentOutputWatermark], [1, 1]);
  strictEqual("currentInput1Watermark" in window, false);
  for (const row of readMetrics(timeline.run().world)) strictEqual(row.currentOutputWatermark, MAX);
});

Deno.test("MT-9 of two inputs each has a watermark, and the smaller one is the operator's", () => {
  const source = (env: StreamExecutionEnvironment, timestamps: number[], name: string) =>
    env.fromSource(
      collection(timestamps, { interval: 1_000_000 }),
      WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner((at) => at),
      name,
    );
  const timeline = open((env) => {
    source(env, [10, 20, 90], "left").connect(source(env, [15, 50, 90], "right"))
      .map({ map1: (n) => n, map2: (n) => n }).name("both")
      .sinkTo(collectSink("out"));
  }).seek({ time: 1_500_000, done: 0 });
  const { currentInputWatermark, currentInput1Watermark, currentInput2Watermark } = byName(
    readMetrics(timeline.world),
    "both",
  );
  deepStrictEqual(
    [currentInput1Watermark, currentInput2Watermark, currentInputWatermark],
    [19, 49, 19],
  );
});

Deno.test("ORD-15 latency is what the last marker took; the source that sent it has none", () => {
  const config = { latency: 5000, latencyInterval: 300, bufferTimeout: 0 };
  const timeline = open((env) => {
    env.fromSource(
      collection([1, 2], { interval: 1_000_000 }),
      WatermarkStrategy.noWatermarks(),
      "source",
    )
      .rebalance().map((n) => n).slotSharingGroup("elsewhere")
      .sinkTo(collectSink("out"));
  }, { config });
  const latencies = () => readMetrics(timeline.world).map(({ latency }) => latency);
  deepStrictEqual(latencies(), [null, null, null]);
  timeline.run();
  deepStrictEqual(latencies(), [null, 5, 5]);
});

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { collection } from "./connector/collection.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import type { Config } from "./config.ts";
import { open } from "./open.ts";
import { readTaskMetrics, type TaskMetrics } from "./task_metrics.ts";
import type { Timeline } from "./timeline.ts";

/** Each record fills a buffer, and a channel has one: 20 records at once meet 100 ms of work each. */
const NARROW: Partial<Config> = {
  bufferCapacity: 1,
  buffersPerChannel: 1,
  floatingBuffersPerGate: 0,
  cost: 0,
};

function slowJob(config: Partial<Config> = {}): Timeline {
  const numbers = collection(Array.from({ length: 20 }, (_, n) => n));
  return open((env) => {
    env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "fast")
      .rebalance().map((n) => n).name("slow").uid("slow").costs(100_000).slotSharingGroup("other")
      .sinkTo(collectSink("out"));
  }, { config: { ...NARROW, ...config } });
}

const pick = <K extends keyof TaskMetrics>(metrics: TaskMetrics, ...names: K[]) =>
  names.map((name) => metrics[name]);

Deno.test("MT-11 while one record is worked on, one waits at the receiver and two at the sender", () => {
  const timeline = slowJob().run(({ now }) => now >= 3000);
  const [fast, slow] = readTaskMetrics(timeline.world);
  deepStrictEqual([fast.subtask, slow.subtask], ["fast[0]", "slow[0]"]);
  deepStrictEqual(pick(fast, "inputQueueLength", "outputQueueLength", "outPoolUsage"), [0, 2, 1]);
  deepStrictEqual(pick(slow, "inputQueueLength", "outputQueueLength", "outPoolUsage"), [1, 0, 0]);
  const usages = [
    "inPoolUsage",
    "inputExclusiveBuffersUsage",
    "inputFloatingBuffersUsage",
  ] as const;
  deepStrictEqual(pick(fast, ...usages), [0, 0, 0]);
  deepStrictEqual(pick(slow, ...usages), [1, 1, 0]);
  deepStrictEqual(pick(fast, "numBuffersIn", "numBuffersOut", "isBackPressured"), [0, 4, true]);
  deepStrictEqual(pick(slow, "numBuffersIn", "numBuffersOut", "isBackPressured"), [1, 0, false]);
});

Deno.test("MT-10 a second of a task is busy, idle or back-pressured: together 1000 ms", () => {
  const times = [
    "accumulateBusyTimeMs",
    "accumulateIdleTimeMs",
    "accumulateBackPressuredTimeMs",
  ] as const;
  const rates = [
    "busyTimeMsPerSecond",
    "idleTimeMsPerSecond",
    "backPressuredTimeMsPerSecond",
  ] as const;
  const timeline = slowJob();
  const [before] = readTaskMetrics(timeline.world);
  deepStrictEqual(pick(before, ...times, ...rates), [0, 0, 0, 0, 1000, 0]);
  const [fast, slow] = readTaskMetrics(timeline.run().world);
  // the first record arrives after 1 ms, and from then on there is always a next one
  deepStrictEqual(pick(slow, ...times), [2000, 1, 0]);
  // record 17 is taken at 1601 ms, its buffer is back at 1602, which lets record 20 out; the last
  // buffer comes back 100 ms later, and the source ends
  deepStrictEqual(pick(fast, ...times), [0, 0, 1702]);
  deepStrictEqual(pick(fast, ...rates), [0, 0, 1000]);
  ok(Math.abs(slow.busyTimeMsPerSecond - 1000 * 2000 / 2001) < 1e-9);
});

Deno.test("MT-8 a buffer for each record and for the last watermark; the end is an event, which its reader counts", () => {
  const [fast, slow] = readTaskMetrics(slowJob().run().world);
  deepStrictEqual([fast.numBuffersOut, slow.numBuffersIn], [21, 22]);
  strictEqual(fast.outputQueueLength + slow.inputQueueLength, 0);
  const [wide, reader] = readTaskMetrics(slowJob({ bufferCapacity: 128 }).run().world);
  deepStrictEqual([wide.numBuffersOut, reader.numBuffersIn], [1, 2]);
});

Deno.test("NET-7 MT-11 an input is full when its channels' own buffers and the lent ones hold data", () => {
  const timeline = slowJob({ floatingBuffersPerGate: 3 });
  const look = (time: number) => {
    const [, slow] = readTaskMetrics(timeline.run(({ now }) => now >= time).world);
    return pick(
      slow,
      "inputQueueLength",
      "inputExclusiveBuffersUsage",
      "inputFloatingBuffersUsage",
      "inPoolUsage",
    );
  };
  // record 2 took the channel's own buffer; the three lent ones are announced, and still empty
  deepStrictEqual(look(3000), [1, 1, 0, 0.25]);
  deepStrictEqual(look(103_000), [4, 1, 1, 1]);
});

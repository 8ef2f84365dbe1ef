// Faults that event time and silent sources bring about: nothing of them is lost without being counted.

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { Config } from "./config.ts";
import type { Millis } from "./clock/time.ts";
import type { WatermarkOutput } from "./1_source/watermark_output.ts";
import { WatermarkGenerator } from "./1_source/watermark_generator.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { TumblingEventTimeWindows } from "./5_operator/window/tumbling_event_time_windows.ts";
import { TumblingProcessingTimeWindows } from "./5_operator/window/tumbling_processing_time_windows.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { replayableLog } from "./connector/replayable_log.ts";
import { readMetrics } from "./metrics.ts";
import { open, results } from "./open.ts";
import { Fact } from "./trace/fact.ts";

/** When a record arrives and what time it carries, both in tenths of a second. */
type Step = readonly [arrival: number, time: number];
const steady: readonly Step[] = Array.from({ length: 100 }, (_, n) => [n, n]);

const logOf = (...splits: (readonly Step[])[]) =>
  replayableLog<number>({
    name: "log",
    partitions: splits.map((steps, id) => ({
      id: String(id),
      records: steps.map(([arrival, time]) => ({
        value: 1,
        arrival: arrival * 100_000,
        timestamp: time * 100,
      })),
    })),
  });

const trailing = () => WatermarkStrategy.forBoundedOutOfOrderness<number>(0);

/** Counts records per second of event time; says how many were counted and how many came late. */
function count(
  { splits, strategy = trailing(), faults = [], config = {} }: {
    readonly splits: readonly (readonly Step[])[];
    readonly strategy?: WatermarkStrategy<number>;
    readonly faults?: readonly string[];
    readonly config?: Partial<Config>;
  },
) {
  const timeline = open((env) => {
    env.setParallelism(2).fromSource(logOf(...splits), strategy, "source").uid("source")
      .keyBy(() => 0)
      .window(TumblingEventTimeWindows.of(1000))
      .reduce((a, b) => a + b).uid("window")
      .sinkTo(collectSink<number>("out")).setParallelism(1);
  }, { config, faults, record: { level: "all" } }).run();
  const counted = results<number>(timeline.world, "out").reduce((sum, n) => sum + n, 0);
  const late = readMetrics(timeline.world)
    .reduce((sum, { numLateRecordsDropped }) => sum + numLateRecordsDropped, 0);
  return { timeline, counted, late };
}

const IDLE = trailing().withIdleness(500);

Deno.test("F52 V-4 W-9 a silent split that comes back finds event time gone on: what it brings is late, and counted", () => {
  const splits = [steady, steady];
  const calm = count({ splits, strategy: IDLE });
  deepStrictEqual([calm.counted, calm.late], [200, 0]);
  const faults = ["silence source[1] at 2s for 5s"];
  const patient = count({ splits, faults });
  deepStrictEqual([patient.counted, patient.late], [200, 0]);
  const silent = count({ splits, strategy: IDLE, faults });
  ok(silent.late > 30, `${silent.late} late`);
  strictEqual(silent.counted + silent.late, 200);
});

Deno.test("F53 V-3 when all are silent, the highest watermark of all channels passes, and then there is none", () => {
  // the first split is two seconds ahead of the other, and both say nothing from 5 s to 9 s
  const ahead = steady.map(([arrival, time]): Step => [arrival, time + 20]);
  const { timeline, counted, late } = count({
    splits: [ahead, steady],
    strategy: IDLE,
    faults: ["silence source at 5s for 4s"],
  });
  const { subtasks } = timeline.ground.plan;
  const told = [...timeline.trace.facts([Fact.watermarkAdvanced])].filter(({ owner, time }) =>
    subtasks[owner].label === "window[0]" && time < 9_000_000
  );
  // record 49 of the first split is of 6.9 s; the other one has only come to 4.9 s
  strictEqual(told.at(-1)!.stamp, 6899);
  strictEqual(told.at(-2)!.stamp, 4899);
  strictEqual(counted + late, 200);
  ok(late > 0);
});

/** Says of each record that event time is there, also when it was further already. */
class Eager extends WatermarkGenerator {
  override onEvent(_value: unknown, timestamp: Millis, output: WatermarkOutput): void {
    output.emitWatermark(timestamp);
  }
  override onPeriodicEmit(): void {}
}

Deno.test("F63 WG-10 a watermark that goes back is not emitted", () => {
  const back: readonly Step[] = [[1, 30], [2, 10], [3, 20], [4, 40], [5, 0]];
  const { timeline } = count({
    splits: [back],
    strategy: WatermarkStrategy.forGenerator(Eager, undefined),
  });
  const emitted = [...timeline.trace.facts([Fact.watermarkEmitted])]
    .filter(({ owner }) => owner === 0)
    .map(({ stamp }) => stamp);
  deepStrictEqual(emitted.slice(0, -1), [3000, 4000]);
});

/** Each third record stays three seconds behind. */
const disordered = steady.map(([n]): Step => [n, n % 3 === 0 ? Math.max(0, n - 30) : n]);

Deno.test("F64 W-9 a watermark that hurries makes more records late than need be, and all are counted", () => {
  const hurried = count({ splits: [disordered] });
  const patient = count({
    splits: [disordered],
    strategy: WatermarkStrategy.forBoundedOutOfOrderness<number>(3000),
  });
  deepStrictEqual([patient.counted, patient.late], [100, 0]);
  ok(hurried.late > 20, `${hurried.late} late`);
  strictEqual(hurried.counted + hurried.late, 100);
});

Deno.test("F65 W-9 one record from the far future makes everything after it late", () => {
  const leap = steady.map(([n]): Step => [n, n === 40 ? 10_000 : n]);
  const { counted, late } = count({ splits: [leap] });
  // the tick after record 40 lets 41 through; the window of the record itself fires at the end
  deepStrictEqual([counted, late], [42, 58]);
  const patient = count({
    splits: [leap],
    strategy: WatermarkStrategy.forBoundedOutOfOrderness<number>(1_000_000),
  });
  deepStrictEqual([patient.counted, patient.late], [100, 0]);
});

Deno.test("F60 CI-41 clocks that differ change what windows of processing time hold, and nothing of event time", () => {
  const byClock = (clockSkews: readonly number[]) => {
    const timeline = open((env) => {
      env.setParallelism(2).fromSource(logOf(steady, steady), trailing(), "source").rebalance()
        .keyBy((n) => n)
        .window(TumblingProcessingTimeWindows.of(1000))
        .reduce((a, b) => a + b)
        .sinkTo(collectSink<number>("out")).setParallelism(1);
    }, { config: { clockSkews } }).run();
    return results<number>(timeline.world, "out");
  };
  const skewed = { clockSkews: [350, 350] };
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
  ok(JSON.stringify(byClock([])) !== JSON.stringify(byClock(skewed.clockSkews)));
  const splits = [steady, steady];
  deepStrictEqual(
    results(count({ splits, config: skewed }).timeline.world, "out"),
    results(count({ splits }).timeline.world, "out"),
  );
  ok(sum(byClock([])) <= 200);
});

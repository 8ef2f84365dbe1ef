import { deepStrictEqual, throws } from "node:assert/strict";
import { MAX, MIN } from "../clock/time.ts";
import type { WatermarkOutput } from "../1_source/watermark_output.ts";
import { WatermarkGenerator } from "../1_source/watermark_generator.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { OperatorHarness } from "../testing/mod.ts";
import { timestampsAndWatermarksOperator } from "./timestamps_and_watermarks.ts";

type Reading = readonly [timestamp: number, watermark?: number];

/** Emits what the record carries, at once. */
class Announced extends WatermarkGenerator {
  override onEvent(value: unknown, _timestamp: number, output: WatermarkOutput): void {
    const [, watermark] = value as Reading;
    if (watermark !== undefined) output.emitWatermark(watermark);
  }
  override onPeriodicEmit(): void {}
}

function harnessOf(
  strategy: WatermarkStrategy<Reading>,
  autoWatermarkInterval = 200,
): OperatorHarness<Reading> {
  return new OperatorHarness<Reading>(timestampsAndWatermarksOperator({
    name: "event time",
    uid: "event-time",
    cost: 0,
    strategy: strategy.withTimestampAssigner(([timestamp]) => timestamp),
    autoWatermarkInterval,
  }));
}

/** Output in short: records as their timestamps, watermarks as `W…`. */
function shown(harness: OperatorHarness<Reading>): (number | string)[] {
  return harness.takeOutput().map((element) =>
    element.type === "record"
      ? element.timestamp
      : element.type === "watermark"
      ? `W${element.timestamp}`
      : element.type === "status"
      ? element.status
      : element.type
  );
}

const BOUNDED = WatermarkStrategy.forBoundedOutOfOrderness<Reading>(5);
const PUNCTUATED = WatermarkStrategy.forGenerator<Reading, unknown>(Announced, undefined);

Deno.test("TVX-8 WG-1 a watermark comes with the tick after an event, and only if it grew", () => {
  const harness = harnessOf(BOUNDED);
  harness.processElement([10]).setProcessingTime(200);
  harness.processElement([7]).setProcessingTime(400);
  harness.processElement([20]).setProcessingTime(600);
  deepStrictEqual(shown(harness), [10, "W4", 7, 20, "W14"]);
});

Deno.test("WG-1 an interval of 0 disables periodic watermarks", () => {
  const harness = harnessOf(BOUNDED, 0);
  harness.processElement([10]).setProcessingTime(10_000);
  deepStrictEqual(shown(harness), [10]);
});

Deno.test("TS-3 a punctuated watermark follows its record and never goes back", () => {
  const harness = harnessOf(PUNCTUATED);
  harness.processElement([10, 9]).processElement([11, 8]).processElement([12, 9])
    .processElement([13, 10]);
  deepStrictEqual(shown(harness), [10, "W9", 11, 12, 13, "W10"]);
});

Deno.test("TS-2 watermarks and status from upstream end here, except MAX, which goes on once", () => {
  const harness = harnessOf(BOUNDED);
  harness.processWatermark(5).processStatus("idle").processStatus("active");
  harness.processWatermark(MAX).processWatermark(MAX).endInput();
  deepStrictEqual(shown(harness), [`W${MAX}`]);
});

Deno.test("TS-2 a timestamp that the record had is overwritten, below zero too", () => {
  const harness = harnessOf(BOUNDED);
  harness.processElement([-20], 77).setProcessingTime(200);
  deepStrictEqual(shown(harness), [-20, "W-26"]);
});

Deno.test("WG-12 WG-13 idleness is found on ticks, and ends with the next larger watermark", () => {
  const harness = harnessOf(BOUNDED.withIdleness(500));
  harness.setProcessingTime(130).processElement([100]).setProcessingTime(5000);
  deepStrictEqual(shown(harness), [100, "W94", "idle"]);
  harness.processElement([90]).setProcessingTime(5200).processElement([200]).setProcessingTime(
    5400,
  );
  deepStrictEqual(shown(harness), [90, 200, "active", "W194"]);
});

Deno.test("E-TS-RANGE names operator, record and value; MIN is a record without timestamp", () => {
  const pass = (timestamp: unknown) => {
    const harness = harnessOf(BOUNDED);
    harness.processElement([timestamp as number]);
    return shown(harness);
  };
  deepStrictEqual(pass(8.64e15), [8.64e15]);
  deepStrictEqual(pass(MIN), [MIN]);
  for (const bad of [NaN, 0.5, "12", undefined, 8.64e15 + 1, MAX]) {
    throws(() => pass(bad), /E-TS-RANGE: .* in "event time": record .* got the timestamp/);
  }
});

Deno.test("a fork of the operator keeps its generator, its last watermark and its tick", () => {
  const harness = harnessOf(BOUNDED);
  harness.processElement([10]).setProcessingTime(200).processElement([30]);
  const twin = harness.fork();
  const rest = (one: OperatorHarness<Reading>) => shown(one.setProcessingTime(400));
  deepStrictEqual(rest(twin), rest(harness));
});

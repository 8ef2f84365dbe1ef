import { deepStrictEqual, throws } from "node:assert/strict";
import { MAX, MIN } from "../clock/time.ts";
import type { WatermarkOutput } from "../1_source/watermark_output.ts";
import { WatermarkGenerator } from "../1_source/watermark_generator.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { OperatorHarness, playTable } from "../testing/mod.ts";
import type { OperatorContext } from "./operator.ts";
import {
  type TimestampsAndWatermarksOperator,
  timestampsAndWatermarksOperator,
} from "./timestamps_and_watermarks.ts";

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

/** In tables a record is the timestamp that it carries. */
const CARRIED = {
  read: (timestamp: unknown): Reading => [timestamp as number],
  show: ([timestamp]: Reading) => timestamp,
};

Deno.test("TVX-8 WG-1 a watermark comes with the tick after an event, and only if it grew", () => {
  playTable(
    harnessOf(BOUNDED),
    `
    10@–     → 10@10
    PT 200   → WM 4
    7@–      → 7@7
    PT 400   → –
    20@–     → 20@20
    PT 600   → WM 14
    `,
    CARRIED,
  );
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
  playTable(
    harnessOf(BOUNDED.withIdleness(500)),
    `
    PT 130
    100@–    → 100@100
    PT 200   → WM 94
    PT 800   → –              # the clock has run since the tick at 400
    PT 1000  → idle
    PT 5000  → –
    90@–     → 90@90
    PT 5200  → –              # active again only with a larger watermark
    200@–    → 200@200
    PT 5400  → active  WM 194
    `,
    CARRIED,
  );
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

Deno.test("BX-4 in batch execution there are timestamps, and no watermark but the last", () => {
  for (const strategy of [BOUNDED, PUNCTUATED]) {
    const harness = new OperatorHarness<Reading>(timestampsAndWatermarksOperator({
      ...{ name: "event time", uid: "event-time", cost: 0, autoWatermarkInterval: 200 },
      strategy: strategy.withTimestampAssigner(([timestamp]) => timestamp).withIdleness(300),
      emitProgressiveWatermarks: false,
    }));
    harness.processElement([10, 9]).setProcessingTime(5000).processElement([12, 11]);
    deepStrictEqual(harness.operator.tickPeriod, 0);
    harness.endInput().processWatermark(MAX);
    deepStrictEqual(shown(harness), [10, 12, `W${MAX}`]);
  }
});

Deno.test("WG-12 who cannot write does not become idle, however long it takes", () => {
  const harness = harnessOf(BOUNDED.withIdleness(500));
  const operator = harness.operator as TimestampsAndWatermarksOperator;
  operator.pauseInput({ now: 0 } as OperatorContext);
  harness.setProcessingTime(10_000);
  deepStrictEqual(shown(harness), []);
  operator.resumeInput({ now: 10_000 } as OperatorContext);
  harness.setProcessingTime(10_400);
  deepStrictEqual(shown(harness), []);
  harness.setProcessingTime(11_000);
  deepStrictEqual(shown(harness), ["idle"]);
});

Deno.test("WG-6 an IngestionTimeExtractor stamps records with the time at which it saw them", () => {
  const harness = new OperatorHarness<Reading>(timestampsAndWatermarksOperator({
    ...{ name: "event time", uid: "event-time", cost: 0, autoWatermarkInterval: 200 },
    strategy: WatermarkStrategy.forIngestionTimeExtractor<Reading>(),
  }));
  harness.setProcessingTime(130).processElement([7], 77).setProcessingTime(400);
  deepStrictEqual(shown(harness), [130, "W199", "W399"]);
});

Deno.test("WG-4 an AscendingTimestampExtractor that fails does so before the record goes on", () => {
  const harness = harnessOf(WatermarkStrategy.forAscendingTimestampExtractor<Reading>("fail"));
  harness.processElement([10]);
  throws(() => harness.processElement([9]), /E-TS-ASCENDING/);
  deepStrictEqual(shown(harness), [10]);
});

Deno.test("a fork of the operator keeps its generator, its last watermark and its tick", () => {
  const harness = harnessOf(BOUNDED);
  harness.processElement([10]).setProcessingTime(200).processElement([30]);
  const twin = harness.fork();
  const rest = (one: OperatorHarness<Reading>) => shown(one.setProcessingTime(400));
  deepStrictEqual(rest(twin), rest(harness));
});

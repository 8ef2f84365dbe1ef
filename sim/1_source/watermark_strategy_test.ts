import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { type Millis, MIN } from "../clock/time.ts";
import { WatermarkGenerator } from "./watermark_generator.ts";
import { IdlenessTimer } from "./watermark_idleness_timer.ts";
import { MonotoneWatermarks } from "./watermark_monotone.ts";
import type { WatermarkOutput } from "./watermark_output.ts";
import { WatermarkStrategy } from "./watermark_strategy.ts";

interface Reading {
  readonly at: Millis;
  readonly isLast?: boolean;
}

/** Remembers what it is told; filters nothing. */
class Said implements WatermarkOutput {
  words: (number | string)[] = [];
  emitWatermark = (timestamp: Millis) => void this.words.push(timestamp);
  emitStatus = (isIdle: boolean) => void this.words.push(isIdle ? "IDLE" : "ACTIVE");
  markIdle = () => this.emitStatus(true);
  markActive = () => this.emitStatus(false);
}

/** What leaves the filter at a tick after each of the timestamps; − when nothing does. */
function ticks(strategy: WatermarkStrategy<unknown>, timestamps: Millis[]): string {
  const generator = strategy.createGenerator();
  const filter = new MonotoneWatermarks();
  return timestamps.map((timestamp) => {
    const raw = new Said(), out = new Said();
    generator.onEvent("value", timestamp, raw);
    generator.onPeriodicEmit(raw, 0);
    for (const watermark of raw.words) filter.emitWatermark(watermark as Millis, out);
    return out.words.join(" ") || "−";
  }).join(", ");
}

Deno.test("TVX-8 WG-2 forBoundedOutOfOrderness trails by bound + 1, the 1.9 extractor by bound", () => {
  strictEqual(ticks(WatermarkStrategy.forBoundedOutOfOrderness(5), [10, 7, 20]), "4, −, 14");
  strictEqual(
    ticks(WatermarkStrategy.forBoundedOutOfOrdernessExtractor(5), [10, 7, 20]),
    "5, −, 15",
  );
});

Deno.test("WG-4 forMonotonousTimestamps trails the largest timestamp by 1", () => {
  strictEqual(ticks(WatermarkStrategy.forMonotonousTimestamps(), [10, 9, 12]), "9, −, 11");
});

Deno.test("WG-2 a bounded generator stays at −∞ before its first record and far below", () => {
  const generator = WatermarkStrategy.forBoundedOutOfOrderness(10).createGenerator();
  const said = new Said();
  generator.onPeriodicEmit(said, 0);
  generator.onEvent("value", MIN + 3, said);
  generator.onPeriodicEmit(said, 0);
  deepStrictEqual(said.words, [MIN, MIN]);
});

Deno.test("WG-5 forPunctuated emits behind the record that announces, and on no tick", () => {
  const generator = WatermarkStrategy
    .forPunctuated(({ at, isLast }: Reading) => isLast ? at : null)
    .createGenerator();
  const said = new Said();
  for (const at of [3, 5]) generator.onEvent({ at, isLast: at === 5 }, at, said);
  generator.onPeriodicEmit(said, 0);
  deepStrictEqual(said.words, [5]);
});

Deno.test("WG-7 noWatermarks says nothing and needs no tick", () => {
  const generator = WatermarkStrategy.noWatermarks().createGenerator();
  const said = new Said();
  generator.onEvent("value", 5, said);
  generator.onPeriodicEmit(said, 0);
  deepStrictEqual(said.words, []);
  ok(!generator.needsTick());
});

Deno.test("TVX-12 withIdleness finds silence 870 ms after the last record", () => {
  const generator = WatermarkStrategy.forMonotonousTimestamps().withIdleness(500).createGenerator();
  const said = new Said();
  generator.onEvent("value", 130, said);
  const heard = [200, 400, 600, 800, 1000, 1200].map((now) => {
    generator.onPeriodicEmit(said, now);
    return said.words.splice(0).join(" ");
  });
  deepStrictEqual(heard, ["129", "129", "129", "129", "IDLE", ""]);
});

Deno.test("WG-12 IdlenessTimer is idle only when silence is longer than its timeout", () => {
  const timer = new IdlenessTimer();
  deepStrictEqual([0, 500, 501].map((now) => timer.checkIfIdle(now, 500)), [false, false, true]);
});

Deno.test("WG-12 withIdleness needs ticks until it is idle, and again after a record", () => {
  const generator = WatermarkStrategy.noWatermarks().withIdleness(500).createGenerator();
  const said = new Said();
  const needs: boolean[] = [generator.needsTick()];
  for (const now of [0, 501]) {
    generator.onPeriodicEmit(said, now);
    needs.push(generator.needsTick());
  }
  generator.onEvent("value", 5, said);
  needs.push(generator.needsTick());
  deepStrictEqual(needs, [true, true, false, true]);
});

Deno.test("WG-13 MonotoneWatermarks becomes active by a larger watermark, not by an equal one", () => {
  const filter = new MonotoneWatermarks();
  const said = new Said();
  filter.emitWatermark(MIN, said);
  filter.emitWatermark(9, said);
  filter.markIdle(said);
  filter.markIdle(said);
  filter.emitWatermark(9, said);
  filter.emitWatermark(10, said);
  filter.markActive(said);
  deepStrictEqual(said.words, [9, "IDLE", "ACTIVE", 10]);
});

Deno.test("E-TS-RANGE MonotoneWatermarks refuses what is not a time", () => {
  for (const bad of [NaN, 1.5, Infinity, "9", undefined]) {
    throws(() => new MonotoneWatermarks().emitWatermark(bad as number, new Said()), /E-TS-RANGE/);
  }
});

Deno.test("E-WATERMARK-BOUND forBoundedOutOfOrderness refuses what is not a duration", () => {
  for (const bad of [-1, 0.5, NaN, Infinity, "5"]) {
    throws(
      () => WatermarkStrategy.forBoundedOutOfOrderness(bad as number),
      /E-WATERMARK-BOUND: .*, but it is how late a record may come/,
    );
  }
});

Deno.test("E-IDLENESS withIdleness refuses a timeout that is not positive", () => {
  for (const bad of [-1, 0, 0.5, NaN, Infinity]) {
    throws(() => WatermarkStrategy.noWatermarks().withIdleness(bad), /E-IDLENESS/);
  }
});

Deno.test("WatermarkStrategy is immutable: each step gives a new one", () => {
  const plain = WatermarkStrategy.forMonotonousTimestamps<Reading>();
  const idling = plain.withIdleness(500);
  const timed = idling.withTimestampAssigner((reading) => reading.at);
  deepStrictEqual([plain.idleTimeout, plain.timestampAssigner], [0, null]);
  deepStrictEqual([timed.idleTimeout, timed.timestampAssigner?.({ at: 7 }, MIN)], [500, 7]);
  ok(Object.isFrozen(timed));
});

Deno.test("WatermarkStrategy takes the type of its records from where it is used", () => {
  const use = (strategy: WatermarkStrategy<Reading>) => strategy.timestampAssigner?.({ at: 7 }, 0);
  const used = use(
    WatermarkStrategy.forBoundedOutOfOrderness(5).withIdleness(9).withTimestampAssigner((r) =>
      r.at
    ),
  );
  strictEqual(used, 7);
});

Deno.test("WatermarkStrategy makes a generator for each split, and its copy goes on alone", () => {
  const strategy = WatermarkStrategy.forMonotonousTimestamps().withIdleness(500);
  const first = strategy.createGenerator(), second = strategy.createGenerator();
  first.onEvent("value", 10, new Said());
  const twin = copy(first);
  first.onEvent("value", 20, new Said());
  const heard = [first, twin, second].map((generator) => {
    const said = new Said();
    generator.onPeriodicEmit(said, 0);
    return said.words[0];
  });
  deepStrictEqual(heard, [19, 9, MIN]);
});

class Count extends WatermarkGenerator<{ readonly step: number }> {
  count = 0;
  override onEvent(_value: unknown, _timestamp: Millis, output: WatermarkOutput): void {
    this.count += this.spec.step;
    output.emitWatermark(this.count);
  }
  override onPeriodicEmit(): void {}
}

Deno.test("WatermarkStrategy gives one's own generator its spec", () => {
  const generator = WatermarkStrategy.forGenerator(Count, { step: 3 }).createGenerator();
  const said = new Said();
  generator.onEvent("value", 0, said);
  generator.onEvent("value", 0, said);
  deepStrictEqual(said.words, [3, 6]);
});

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { Source } from "./source.ts";
import { copy } from "../clock/copy.ts";
import { NEVER } from "../clock/agenda.ts";
import { MAX, type Millis, MIN } from "../clock/time.ts";
import { Row } from "../element/row.ts";
import { Fact } from "../trace/fact.ts";
import { HarnessContext } from "../testing/harness_context.ts";
import { type SourceOperator, sourceOperator } from "./source_operator.ts";
import { WatermarkStrategy } from "./watermark_strategy.ts";

/** Splits of timestamps; record i of a split can be read at i × 1000 µs. */
function sourceOf(...splits: number[][]): Source<number> {
  return {
    type: "source",
    splits: splits.map((values, i) => ({
      id: `s${i}`,
      records: values.map((value, at) => ({ value, arrival: at * 1000, timestamp: value })),
    })),
  };
}

/** Emits every timestamp as a watermark, at once. */
const EAGER = WatermarkStrategy.forPunctuated<number>((_value, timestamp) => timestamp);

class Driven {
  context = new HarnessContext();
  constructor(readonly source: SourceOperator) {}

  static of(
    source: Source<number>,
    strategy: WatermarkStrategy<number>,
    more: { emitProgressiveWatermarks?: boolean } = {},
  ): Driven {
    const spec = sourceOperator({
      ...{ name: "in", uid: "in", cost: 0, source, strategy, autoWatermarkInterval: 200 },
      ...more,
    });
    const driven = new Driven(new spec.Operator() as SourceOperator);
    driven.source.spec = spec;
    driven.source.setup(0, 1);
    driven.source.open(driven.context);
    return driven;
  }

  /** Reads records until there are none to be read, or as many as said. */
  read(count = Infinity): this {
    const { source, context } = this;
    const row = new Row();
    for (let i = 0; i < count && source.nextArrival() !== NEVER; i++) {
      const index = source.poll(row);
      source.assignTimestamp(index, row, context);
      source.emit(index, row, context);
    }
    return this;
  }

  tick(now: Millis): this {
    this.context.now = now;
    this.source.onProcessingTick(this.context);
    return this;
  }

  /** What came out: records as their timestamps, watermarks as `W…`. */
  taken(): (number | string)[] {
    return this.context.output.splice(0).map((element) =>
      element.type === "record"
        ? element.timestamp
        : element.type === "watermark"
        ? `W${element.timestamp}`
        : element.type === "status"
        ? element.status
        : element.type
    );
  }

  get paused(): unknown[] {
    return this.context.facts.splice(0).map(({ name, stamp, value }) =>
      value === undefined ? [name, stamp] : [name, stamp, value]
    );
  }
}

const ALIGNED = EAGER.withWatermarkAlignment("g", 30);

Deno.test("WA-4 a source reports nothing before its first watermark, then its last one", () => {
  const driven = Driven.of(sourceOf([10, 50]), ALIGNED);
  strictEqual(driven.source.reportedWatermark(), null);
  strictEqual(driven.read(1).source.reportedWatermark(), 10);
  driven.source.finish(driven.context);
  strictEqual(driven.source.reportedWatermark(), MAX);
});

Deno.test("WA-1 an idle source reports MAX, and its last watermark when it is active again", () => {
  const driven = Driven.of(sourceOf([10, 50]), ALIGNED.withIdleness(100)).read(1);
  for (const now of [200, 400, 600]) driven.tick(now);
  strictEqual(driven.source.reportedWatermark(), MAX);
  strictEqual(driven.read(1).source.reportedWatermark(), 50);
});

Deno.test("WA-2 a source that is ahead of what is allowed reads nothing until it may", () => {
  const driven = Driven.of(sourceOf([10, 50, 60]), ALIGNED);
  const { source, context } = driven;
  ok(!source.setMaxAllowedWatermark(40, context));
  deepStrictEqual(driven.read().taken(), [10, "W10", 50, "W50"]);
  deepStrictEqual([source.nextArrival(), source.isFinished, source.isPaused], [NEVER, false, true]);
  ok(!source.setMaxAllowedWatermark(49, context), "still ahead");
  ok(source.setMaxAllowedWatermark(50, context), "equal is not ahead");
  deepStrictEqual(driven.read().taken(), [60, "W60"]);
  deepStrictEqual(driven.paused, [["sourcePaused", 50], ["sourceResumed", 50], [
    "sourcePaused",
    60,
  ]]);
  ok(source.isFinished);
});

Deno.test("WA-2 a source that waits stands still in its copy too", () => {
  const driven = Driven.of(sourceOf([10, 50], [10, 20]), ALIGNED).read(1);
  driven.taken();
  driven.source.setMaxAllowedWatermark(5, driven.context);
  const twin = new Driven(copy(driven.source));
  strictEqual(twin.source.nextArrival(), driven.source.nextArrival());
  for (const one of [driven, twin]) one.source.setMaxAllowedWatermark(MAX, one.context);
  const rest = [10, "W10", 50, 20, "W20"];
  deepStrictEqual([twin.read().taken(), driven.read().taken()], [rest, rest]);
});

Deno.test("WA-3 one of several splits waits alone, and the others are read", () => {
  const driven = Driven.of(sourceOf([90, 95], [10, 20, 60]), ALIGNED);
  const { source, context } = driven;
  source.setMaxAllowedWatermark(40, context);
  deepStrictEqual(driven.read(3).taken(), [90, 10, "W10", 20, "W20"]);
  deepStrictEqual(driven.paused, [["sourcePaused", 90, "s0"]]);
  deepStrictEqual([[...source.pausedSplits], source.isPaused], [[1, 0], false]);
  ok(source.setMaxAllowedWatermark(100, context));
  deepStrictEqual(driven.paused, [["sourceResumed", 90, "s0"]]);
  deepStrictEqual(driven.read().taken(), [95, 60, "W60"]);
});

Deno.test("WA-3 the only split of a source waits as the source does, once", () => {
  const driven = Driven.of(sourceOf([90, 95]), ALIGNED);
  driven.source.setMaxAllowedWatermark(40, driven.context);
  driven.read();
  deepStrictEqual([...driven.source.pausedSplits], [0]);
  deepStrictEqual(driven.paused, [["sourcePaused", 90]]);
});

Deno.test("WG-12 a source that waits, or cannot write, does not become idle", () => {
  const idle = (hold: (driven: Driven) => void) => {
    const driven = Driven.of(sourceOf([10, 50], []), ALIGNED.withIdleness(100)).read(1);
    hold(driven);
    for (const now of [200, 400, 600, 800]) driven.tick(now);
    return driven.taken().includes("idle");
  };
  ok(idle(() => {}));
  ok(!idle(({ source, context }) => source.setMaxAllowedWatermark(5, context)));
  ok(!idle(({ source, context }) => source.pauseInput(context)));
});

Deno.test("a source that is not aligned never waits", () => {
  const driven = Driven.of(sourceOf([90, 95]), EAGER);
  driven.source.setMaxAllowedWatermark(5, driven.context);
  deepStrictEqual(driven.read().taken(), [90, "W90", 95, "W95"]);
});

Deno.test("WG-6 ingestion time at a source: the clock's timestamps, whatever the log says", () => {
  const driven = Driven.of(sourceOf([7, 8]), WatermarkStrategy.forIngestionTime(200));
  driven.context.now = 130;
  driven.read(1).tick(400);
  driven.context.now = 410;
  deepStrictEqual(driven.read().taken(), [130, "W0", "W400", 410]);
});

Deno.test("WG-7 processing time at a source: no timestamps, no watermarks but the last", () => {
  const driven = Driven.of(sourceOf([7, 8]), WatermarkStrategy.forProcessingTime()).read();
  driven.tick(200).source.finish(driven.context);
  deepStrictEqual(driven.taken(), [MIN, MIN, `W${MAX}`]);
});

Deno.test("BX-4 in batch execution a source gives timestamps, and one watermark at its end", () => {
  const driven = Driven.of(sourceOf([7, 8]), EAGER, { emitProgressiveWatermarks: false }).read();
  strictEqual(driven.source.tickPeriod, 0);
  driven.source.finish(driven.context);
  deepStrictEqual(driven.taken(), [7, 8, `W${MAX}`]);
});

Deno.test("facts of waiting have their permanent numbers", () => {
  deepStrictEqual([Fact.sourcePaused, Fact.sourceResumed], [43, 44]);
});

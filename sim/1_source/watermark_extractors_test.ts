import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { type Millis, MIN } from "../clock/time.ts";
import { InputActivityClock } from "./watermark_activity_clock.ts";
import { AscendingTimestampExtractor, type ViolationHandler } from "./watermark_ascending.ts";
import { WatermarkGenerator } from "./watermark_generator.ts";
import type { WatermarkOutput } from "./watermark_output.ts";
import { WatermarkStrategy } from "./watermark_strategy.ts";

/** Remembers what it is told. */
class Said implements WatermarkOutput {
  words: (Millis | string)[] = [];
  emitWatermark = (timestamp: Millis) => void this.words.push(timestamp);
  markIdle = () => void this.words.push("IDLE");
  markActive = () => void this.words.push("ACTIVE");
}

/** A story: `[now]` is a tick, `[now, value]` a record; tells what came out of each. */
function tell(strategy: WatermarkStrategy<number>, story: readonly (readonly number[])[]) {
  const generator = strategy.createGenerator();
  return story.map(([now, value]) => {
    const said = new Said();
    if (value === undefined) {
      generator.onPeriodicEmit(said, now);
      return said.words.join(" ");
    }
    const timestamp = generator.assignTimestamp(value, value, now);
    generator.onEvent(value, timestamp, said);
    return [`${timestamp}:`, ...said.words].join(" ");
  });
}

const ascending = (onViolation: ViolationHandler) =>
  WatermarkStrategy.forAscendingTimestampExtractor<number>(onViolation);

const STORIES: [string, WatermarkStrategy<number>, (readonly number[])[], string[]][] = [
  [
    "WG-3 the 1.9 extractor trails the largest timestamp by the bound",
    WatermarkStrategy.forBoundedOutOfOrdernessExtractor(5),
    [[0], [1, 10], [200], [201, 7], [400], [401, 20], [600]],
    [`${MIN}`, "10:", "5", "7:", "5", "20:", "15"],
  ],
  [
    "WG-4 AscendingTimestampExtractor keeps the timestamp of a record out of order",
    ascending("ignore"),
    [[0], [1, 10], [2, 7], [200], [201, 10], [202, 12], [400]],
    [`${MIN}`, "10:", "7:", "9", "10:", "12:", "11"],
  ],
  [
    "WG-5 a punctuated watermark comes at once and never with a tick",
    WatermarkStrategy.forPunctuated((value) => value % 2 === 0 ? value : null),
    [[1, 3], [2, 4], [200], [201, 2]],
    ["3:", "4: 4", "", "2: 2"],
  ],
  [
    "WG-6 ingestion time emits multiples of its interval, with a record or by the clock",
    WatermarkStrategy.forIngestionTime(200),
    [[130, 7], [150, 8], [200], [201, 9], [400], [401], [450, 1], [1350], [1500, 2]],
    ["130: 0", "150:", "", "201: 200", "", "400", "450:", "1200", "1500: 1400"],
  ],
  [
    "WG-6 ingestion time waits until the clock has passed 0",
    WatermarkStrategy.forIngestionTime(200),
    [[0, 7], [0], [1]],
    ["0:", "", "0"],
  ],
  [
    "WG-6 IngestionTimeExtractor is at now − 1 and never goes back with its clock",
    WatermarkStrategy.forIngestionTimeExtractor(),
    [[70, 3], [200], [150, 4], [160], [400]],
    ["70:", "199", "200:", "199", "399"],
  ],
  [
    "WG-11 a row emits when it brought event time on by more than the interval, else a tick does",
    WatermarkStrategy.forRowExpression((row) => row - 5, 200),
    [[1, 205], [2, 206], [3, 300], [200], [400], [401, 100], [600]],
    ["205:", "206: 201", "300:", "295", "", "100:", ""],
  ],
  [
    "WG-11 the watermark of a table begins with 0, and NULL leaves it",
    WatermarkStrategy.forRowExpression((row) => row === 9 ? null : row, 0),
    [[1, -50], [200], [201, 9], [202, 1]],
    ["-50:", "", "9:", "1: 1"],
  ],
  [
    "WG-7 processing time has neither timestamps nor watermarks",
    WatermarkStrategy.forProcessingTime(),
    [[1, 5], [200]],
    ["5:", ""],
  ],
];

for (const [title, strategy, story, told] of STORIES) {
  Deno.test(title, () => deepStrictEqual(tell(strategy, story), told));
}

Deno.test("WG-4 the handler ignores, counts or refuses a record out of order", () => {
  const count = (onViolation: ViolationHandler) => {
    const extractor = ascending(onViolation).createGenerator() as AscendingTimestampExtractor;
    for (const timestamp of [10, 7, 10, 9]) extractor.assignTimestamp("r", timestamp);
    return extractor.violationCount;
  };
  deepStrictEqual([count("ignore"), count("log")], [0, 2]);
  throws(() => count("fail"), /E-TS-ASCENDING: .*record "r" has the timestamp 7, .* had 10/);
});

Deno.test("E-WATERMARK-VIOLATION, E-WATERMARK-INTERVAL: the factories refuse nonsense", () => {
  throws(() => ascending("warn" as never), /E-WATERMARK-VIOLATION: .*"warn"/);
  for (const bad of [-1, 0, 0.5, NaN, Infinity, "200"]) {
    throws(() => WatermarkStrategy.forIngestionTime(bad as number), /E-WATERMARK-INTERVAL/);
  }
  throws(() => WatermarkStrategy.forRowExpression(() => 0, -1), /E-WATERMARK-INTERVAL/);
});

Deno.test("WG-5 AssignerWithPunctuatedWatermarks asks for the timestamp, then for the watermark", () => {
  const strategy = WatermarkStrategy.forAssignerWithPunctuatedWatermarks<{ at: number }>({
    extractTimestamp: (value, previous) => value.at + previous,
    checkAndGetNextWatermark: (value, extracted) => value.at > 5 ? extracted - 1 : null,
  });
  strictEqual(strategy.timestampAssigner?.({ at: 7 }, 10), 17);
  const said = new Said();
  strategy.createGenerator().onEvent({ at: 7 }, 17, said);
  deepStrictEqual(said.words, [16]);
});

Deno.test("WG-7 forProcessingTime takes the timestamp of the log away", () => {
  strictEqual(WatermarkStrategy.forProcessingTime<number>().timestampAssigner?.(5, 99), MIN);
});

Deno.test("asksGenerator is true of those that find timestamps themselves, idleness or not", () => {
  const asks = [
    WatermarkStrategy.noWatermarks(),
    WatermarkStrategy.forBoundedOutOfOrdernessExtractor(5).withIdleness(9),
    ascending("log").withIdleness(9),
    WatermarkStrategy.forIngestionTime(),
    WatermarkStrategy.forIngestionTimeExtractor(),
  ].map(({ asksGenerator }) => asksGenerator);
  deepStrictEqual(asks, [false, false, true, true, true]);
});

Deno.test("WG-6 a generator that follows the clock needs ticks while no record comes", () => {
  ok(WatermarkStrategy.forIngestionTime().createGenerator().needsTick());
  ok(WatermarkStrategy.forIngestionTimeExtractor().createGenerator().needsTick());
  ok(!ascending("log").createGenerator().needsTick());
});

Deno.test("WG-12 idleness is measured by the clock that stands still while input is held back", () => {
  const generator = WatermarkStrategy.noWatermarks().withIdleness(500).createGenerator();
  const clock = new InputActivityClock();
  const heard = (from: Millis, to: Millis) => {
    const said = new Said();
    for (let now = from; now <= to; now += 200) generator.onPeriodicEmit(said, now, clock.at(now));
    return said.words;
  };
  clock.pause(0);
  deepStrictEqual(heard(200, 10_000), []);
  clock.resume(10_000);
  deepStrictEqual(heard(10_200, 10_400), []);
  deepStrictEqual(heard(10_600, 10_600), ["IDLE"]);
});

Deno.test("InputActivityClock stands still until the last of several reasons has gone", () => {
  const clock = new InputActivityClock();
  clock.pause(100);
  clock.pause(150);
  clock.resume(200);
  const during = clock.at(250);
  clock.resume(300);
  deepStrictEqual([during, clock.at(300), clock.at(450)], [100, 100, 250]);
});

/** Says itself that it is idle, as a source of Flink 1.9 does. */
class SaysIdle extends WatermarkGenerator {
  override onEvent(value: unknown, timestamp: Millis, output: WatermarkOutput): void {
    if (value === "nothing more for now") output.markIdle();
    else output.emitWatermark(timestamp);
  }
  override onPeriodicEmit(): void {}
}

Deno.test("WG-15 a generator of one's own may mark its output idle (markAsTemporarilyIdle)", () => {
  const generator = WatermarkStrategy.forGenerator(SaysIdle, undefined).createGenerator();
  const said = new Said();
  generator.onEvent("a", 5, said);
  generator.onEvent("nothing more for now", 6, said);
  deepStrictEqual(said.words, [5, "IDLE"]);
});

Deno.test("WG-10 extractors go on alone in a copy, and begin at −∞ when made anew", () => {
  const strategy = ascending("log");
  const first = strategy.createGenerator() as AscendingTimestampExtractor;
  first.assignTimestamp("a", 10);
  const twin = copy(first);
  first.assignTimestamp("b", 20);
  const anew = strategy.createGenerator() as AscendingTimestampExtractor;
  deepStrictEqual([first, twin, anew].map(({ maxTimestamp }) => maxTimestamp), [20, 10, MIN]);
});

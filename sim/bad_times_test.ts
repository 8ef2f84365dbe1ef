// Bad input: timestamps that cannot be, that are not there, and watermarks that go back.

import { deepStrictEqual } from "node:assert/strict";
import { assertRefused } from "./refused_for_tests.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { collection } from "./connector/collection.ts";
import { readMetrics } from "./metrics.ts";
import { type DataStream, MIN, open, TumblingEventTimeWindows, WatermarkStrategy } from "./mod.ts";

const none = () => WatermarkStrategy.noWatermarks<number>();
const windows = TumblingEventTimeWindows.of(10);

/** What a host of Flink has at the ends of time: as text, as a number, and as a big number. */
const NO_TIMESTAMPS = [
  "-9223372036854775808",
  "9223372036854775807",
  -9223372036854775808,
  9223372036854775807,
  -9223372036854775808n,
  9223372036854775807n,
  2 ** 53,
  -(2 ** 53),
  0.5,
  NaN,
  "12",
  null,
  new Date(0),
];

for (const timestamp of NO_TIMESTAMPS) {
  const kind = timestamp instanceof Date ? "Date" : `${typeof timestamp} ${timestamp}`;
  const stamped = none().withTimestampAssigner((n) => n === 1 ? 5 : timestamp as number);

  Deno.test(`bad times: the timestamp ${kind} is E-TS-RANGE at a source`, () => {
    const attempt = () =>
      open((env) => sunk(env.fromSource(collection([1, 2]), stamped, "numbers"))).run();
    assertRefused(attempt, "E-TS-RANGE", '"numbers"', "record 1");
  });

  Deno.test(`bad times: the timestamp ${kind} is E-TS-RANGE in the middle of a job`, () => {
    const attempt = () =>
      open((env) =>
        sunk(
          env.fromSource(collection([1, 2]), none(), "numbers")
            .assignTimestampsAndWatermarks(stamped).name("event time"),
        )
      ).run();
    assertRefused(attempt, "E-TS-RANGE", '"event time"');
  });
}

const UNSTAMPED:
  readonly (readonly [string, (numbers: DataStream<number>) => DataStream<unknown>])[] = [
    ["a window of a key", (numbers) => numbers.keyBy((n) => n).window(windows).sum()],
    ["a window of all", (numbers) => numbers.windowAll(windows).sum()],
    [
      "an interval join",
      (numbers) =>
        numbers.keyBy((n) => n).intervalJoin(numbers.map((n) => n).keyBy((n) => n)).between(0, 5)
          .process((a, b, _context, out) => out.collect(a + b)),
    ],
  ];

for (const [title, build] of UNSTAMPED) {
  Deno.test(`bad times: a record without timestamp in ${title} is E-TS-MISSING`, () => {
    const attempt = () =>
      open((env) => sunk(build(env.fromSource(collection([1]), none(), "numbers")))).run();
    assertRefused(attempt, "E-TS-MISSING", "record 1 has no timestamp");
  });
}

/** Tells of every record a watermark that is as large as it. */
const told = WatermarkStrategy.forPunctuated<number>((n) => n).withTimestampAssigner((n) => n);

Deno.test("WG-10 watermarks that would go back are ignored and counted", () => {
  const { world } = open((env) => {
    const numbers = env.fromSource(collection([10, 30, 20, 30, 25, 40]), told, "numbers");
    sunk(numbers.map((n) => n).assignTimestampsAndWatermarks(told).name("event time"));
  }).run();
  const ignored = readMetrics(world).map(({ operator, numWatermarksIgnored }) => [
    operator,
    numWatermarksIgnored,
  ]);
  deepStrictEqual(ignored, [["numbers", 2], ["Map", 0], ["event time", 2], ["out", 0]]);
});

Deno.test("ED-1 before all time is no watermark that goes back", () => {
  const first = WatermarkStrategy.forPunctuated<number>(() => MIN).withTimestampAssigner((n) => n);
  const { world } = open((env) => sunk(env.fromSource(collection([1]), first, "numbers"))).run();
  deepStrictEqual(readMetrics(world)[0].numWatermarksIgnored, 0);
});

function sunk(stream: DataStream<unknown>): void {
  stream.sinkTo(collectSink("out"));
}

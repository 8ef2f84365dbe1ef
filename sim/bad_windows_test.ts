// Windows that cannot be, and windows that are probably not meant: each has its code, says the value and
// what is wanted.

import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { assertRefused } from "./refused_for_tests.ts";
import {
  collection,
  collectSink,
  CountEvictor,
  CountTrigger,
  DeltaTrigger,
  EventTimeSessionWindows,
  type Job,
  MAX,
  open,
  openScenario,
  planJob,
  planWarnings,
  ProcessingTimeSessionWindows,
  readMetrics,
  scenario,
  SlidingEventTimeWindows,
  SlidingProcessingTimeWindows,
  TimeEvictor,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  WatermarkStrategy,
  type WindowAssigner,
} from "./mod.ts";

/** Ten records, one for each millisecond from 0 on, counted in windows. */
function counting(assigner: WindowAssigner<number>, allowedLateness = 0): Job {
  return (env) => {
    const strategy = WatermarkStrategy.forMonotonousTimestamps<number>()
      .withTimestampAssigner((n) => n);
    env.fromSource(collection([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), strategy, "numbers")
      .keyBy(() => "all").window(assigner).allowedLateness(allowedLateness)
      .process<number[]>((_key, _context, elements, out) => out.collect([...elements]))
      .name("windows").sinkTo(collectSink("out"));
  };
}

const NO_LENGTHS = [0, -1, NaN, Infinity, 0.5, "10", null] as number[];
const TUMBLING = [TumblingEventTimeWindows, TumblingProcessingTimeWindows];
const SLIDING = [SlidingEventTimeWindows, SlidingProcessingTimeWindows];
const SESSIONS = [EventTimeSessionWindows, ProcessingTimeSessionWindows];

type Row = readonly [
  title: string,
  code: string,
  values: readonly unknown[],
  attempt: (value: never) => unknown,
];

const ROWS: readonly Row[] = [
  ...TUMBLING.flatMap((Windows): Row[] => [
    [`size of ${Windows.name}`, "E-WINDOW-SIZE", NO_LENGTHS, (size) => Windows.of(size)],
    [`offset of ${Windows.name}`, "E-WINDOW-OFFSET", [10, -10, 0.5], (o) => Windows.of(10, o)],
  ]),
  ...SLIDING.flatMap((Windows): Row[] => [
    [`size of ${Windows.name}`, "E-WINDOW-SIZE", NO_LENGTHS, (size) => Windows.of(size, 5)],
    [`slide of ${Windows.name}`, "E-WINDOW-SLIDE", NO_LENGTHS, (slide) => Windows.of(10, slide)],
    [`offset of ${Windows.name}`, "E-WINDOW-OFFSET", [5, -5, 9], (o) => Windows.of(10, 5, o)],
    [`slide of ${Windows.name}`, "E-WINDOW-FANOUT", [1, 9], (slide) => Windows.of(10_000, slide)],
  ]),
  ...SESSIONS.flatMap((Windows): Row[] => [
    [`gap of ${Windows.name}`, "E-SESSION-GAP", NO_LENGTHS, (gap) => Windows.withGap(gap)],
    [
      `gap of a record of ${Windows.name}`,
      "E-SESSION-GAP",
      NO_LENGTHS,
      (gap) => open(counting(Windows.withDynamicGap(() => gap))).run(),
    ],
  ]),
  [
    "allowed lateness",
    "E-LATENESS",
    [-1, NaN, 0.5, "1s"],
    (lateness) => planJob(counting(TumblingEventTimeWindows.of(10), lateness)),
  ],
  ["count of a trigger", "E-WINDOW-COUNT", [0, -3, 1.5, "4"], (n) => CountTrigger.of(n)],
  ["count of an evictor", "E-WINDOW-COUNT", [0, -3, 1.5, "4"], (n) => CountEvictor.of(n)],
  ["size of an evictor", "E-WINDOW-SIZE", NO_LENGTHS, (size) => TimeEvictor.of(size)],
  ["threshold of a trigger", "E-WINDOW-THRESHOLD", [NaN, "7"], (x) => DeltaTrigger.of(x, () => 0)],
];

for (const [title, code, values, attempt] of ROWS) {
  Deno.test(`bad windows: a ${title} that cannot be is ${code}`, () => {
    for (const value of values) {
      const shown = typeof value === "string" ? JSON.stringify(value) : String(value);
      assertRefused(() => attempt(value as never), code, shown);
    }
  });
}

Deno.test("E-WINDOW-FANOUT a thousand windows for a record are allowed", () => {
  strictEqual(SlidingEventTimeWindows.of(10_000, 10).slide, 10);
});

Deno.test("W-WINDOW-GAP W-9 a slide beyond the size is told before, and what falls between is counted", () => {
  const job = counting(SlidingEventTimeWindows.of(3, 5));
  const timeline = open(job).run();
  const [warning, ...more] = planWarnings(timeline.ground.plan);
  match(warning, /^W-WINDOW-GAP: The windows of "windows" .* so 40 % of all time is in no window/);
  deepStrictEqual(more, []);
  const [, windows] = readMetrics(timeline.world);
  deepStrictEqual([windows.numRecordsUnassigned, windows.numLateRecordsDropped], [4, 0]);
  const reopened = openScenario(
    scenario({ job: { ref: "lesson:gap", graphHash: "" } }),
    () => job,
  );
  deepStrictEqual(reopened.warnings, [warning]);
  match(planWarnings(planJob(counting(SlidingProcessingTimeWindows.of(1, 4))))[0], / 75 % /);
});

Deno.test("W-7 W-WINDOW-FOREVER a cleanup time beyond the end of time is told before", () => {
  const windows = TumblingEventTimeWindows.of(10);
  match(planWarnings(planJob(counting(windows, MAX)))[0], /^W-WINDOW-FOREVER: Window "windows" .*/);
  deepStrictEqual(planWarnings(planJob(counting(windows, 365 * 86_400_000))), []);
  const { world } = open(counting(windows, MAX)).run();
  const [task] = world.tasks.slice(1);
  const { contents, timers } = task.chain.operators[0] as unknown as {
    contents: { size: number };
    timers: { eventTimers: { size: number } };
  };
  deepStrictEqual([contents.size, timers.eventTimers.size], [1, 0]);
});

Deno.test("windows that are meant are not warned of", () => {
  for (const assigner of [SlidingEventTimeWindows.of(5, 5), TumblingEventTimeWindows.of(1)]) {
    deepStrictEqual(planWarnings(planJob(counting(assigner, 5))), []);
  }
});

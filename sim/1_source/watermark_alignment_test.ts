import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { MAX, type Millis, MIN } from "../clock/time.ts";
import { WatermarkAlignmentGroup } from "./watermark_alignment_group.ts";
import { maxAllowedWatermark, mustWaitForAlignment } from "./watermark_alignment.ts";
import { WatermarkStrategy } from "./watermark_strategy.ts";

const ALLOWED: [string, Millis, Millis, Millis][] = [
  ["the drift is added to the minimum", 40, 30, 70],
  ["below zero too", -40, 30, -10],
  ["no drift at all", 40, 0, 40],
  ["all idle or finished: nobody waits", MAX, 30, MAX],
  ["a sum beyond the end of time stops there", MAX - 5, 30, MAX],
  ["a drift without end", 40, MAX, MAX],
];

for (const [title, minimum, drift, allowed] of ALLOWED) {
  Deno.test(`WA-1 maxAllowedWatermark: ${title}`, () =>
    strictEqual(maxAllowedWatermark(minimum, drift), allowed));
}

Deno.test("WA-2 mustWaitForAlignment waits when larger, not when equal", () => {
  const waits = [MIN, 69, 70, 71].map((last) => mustWaitForAlignment(last, 70));
  deepStrictEqual(waits, [false, false, false, true]);
});

const MINIMA: [string, [number, Millis | null][], Millis][] = [
  ["the minimum over subtasks and sources", [[0, 40], [1, 90], [2, 60]], 40],
  ["a later report replaces an earlier one, a smaller one too", [[0, 40], [1, 90], [0, 95]], 90],
  ["WA-4 who has emitted nothing does not hold back", [[0, null], [1, 90]], 90],
  ["who is idle or finished says MAX and does not hold back", [[0, MAX], [1, 90]], 90],
  ["all idle", [[0, MAX], [1, MAX]], MAX],
  ["nobody has reported", [], MAX],
];

for (const [title, reports, minimum] of MINIMA) {
  Deno.test(`WA-1 WatermarkAlignmentGroup: ${title}`, () => {
    const group = new WatermarkAlignmentGroup();
    for (const [subtask, watermark] of reports) group.report(subtask, watermark);
    strictEqual(group.minimum, minimum);
  });
}

Deno.test("WA-4 WatermarkAlignmentGroup tells those who have reported, until they are gone", () => {
  const group = new WatermarkAlignmentGroup();
  group.report(3, null);
  group.report(4, 10);
  const twin = copy(group);
  twin.forget(4);
  deepStrictEqual([group.hasReported(3), group.hasReported(4), twin.hasReported(4)], [
    false,
    true,
    false,
  ]);
  strictEqual(group.maxAllowed({ group: "g", maxDrift: 5, updateInterval: 1000 }), 15);
});

Deno.test("WA-1 withWatermarkAlignment keeps what the strategy had, and its default is 1000 ms", () => {
  const strategy = WatermarkStrategy.noWatermarks<number>().withIdleness(7)
    .withWatermarkAlignment("readings", 30).withTimestampAssigner((value) => value);
  deepStrictEqual(strategy.alignment, { group: "readings", maxDrift: 30, updateInterval: 1000 });
  ok(Object.isFrozen(strategy.alignment));
  deepStrictEqual([strategy.idleTimeout, strategy.timestampAssigner?.(5, 0)], [7, 5]);
});

Deno.test("E-ALIGNMENT names what is wrong", () => {
  const plain = WatermarkStrategy.noWatermarks<number>();
  const cases: [RegExp, string, number, number?][] = [
    [/E-ALIGNMENT: .*group is ""/, "", 5],
    [/E-ALIGNMENT: .*group is 5/, 5 as never, 5],
    [/E-ALIGNMENT: .*drift is -1/, "g", -1],
    [/E-ALIGNMENT: .*drift is 0.5/, "g", 0.5],
    [/E-ALIGNMENT: .*interval is 0/, "g", 5, 0],
    [/E-ALIGNMENT: .*interval is NaN/, "g", 5, NaN],
  ];
  for (const [message, ...call] of cases) {
    throws(() => plain.withWatermarkAlignment(...call), message);
  }
});

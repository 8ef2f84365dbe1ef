import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { stageOf, ticksOn, timeAt, xOf } from "./stage.ts";
import { clockTicks, stepOf } from "./ticks.ts";
import { clockText, dateText, dayText, momentOf, secondsText } from "./time_text.ts";

const SECOND = 1_000_000;

Deno.test("stageOf: figures of one width and stretch share gutter and scale", () => {
  const stage = stageOf({ width: 720, from: 0, until: 25 * SECOND });
  deepStrictEqual(stage, stageOf({ width: 720, from: 0, until: 25 * SECOND }));
  strictEqual(xOf(stage, 0), stage.left);
  strictEqual(xOf(stage, 25 * SECOND), stage.right);
  strictEqual(timeAt(stage, xOf(stage, 10 * SECOND)), 10 * SECOND);
});

Deno.test("stageOf: an empty stretch still has a scale", () => {
  const stage = stageOf({ width: 358, from: 5 * SECOND, until: 5 * SECOND });
  ok(Number.isFinite(xOf(stage, 5 * SECOND)));
});

Deno.test("ticksOn: round seconds, far enough apart to be read, in the middle of a pixel", () => {
  for (const width of [358, 720, 1080]) {
    const ticks = ticksOn(stageOf({ width, from: 0, until: 25 * SECOND }));
    ok(ticks.length >= 3, `${width}`);
    for (const { x } of ticks) strictEqual(x % 1, 0.5);
    const gaps = ticks.slice(1).map(({ x }, index) => x - ticks[index].x);
    ok(Math.min(...gaps) >= 40);
  }
  const phone = ticksOn(stageOf({ width: 358, from: 0, until: 25 * SECOND }));
  deepStrictEqual(phone.map(({ text }) => text), ["0", "5", "10", "15", "20", "25"]);
});

Deno.test("ticksOn: dates where a day begins, hours between", () => {
  const stage = stageOf({ width: 720, from: 0, until: 36 * 3600 * SECOND });
  const texts = ticksOn(stage, 1_704_067_200_000).map(({ text }) => text);
  deepStrictEqual(texts.slice(0, 3), ["01-01", "06:00", "12:00"]);
  ok(texts.includes("01-02"));
});

Deno.test("stepOf: 1, 2 and 5, and the steps of a clock", () => {
  strictEqual(stepOf(25 * SECOND, 10), 5 * SECOND);
  strictEqual(stepOf(3 * 3600 * SECOND, 10), 1800 * SECOND);
  strictEqual(clockTicks(0, 10 * SECOND, 1)[0].text, "01-01");
});

Deno.test("momentOf: the calendar, leap days and years before 1970 included", () => {
  // every 41 days and 7 hours from 1890 to 2110, against the platform's calendar
  for (let millis = -2_524_521_600_000; millis < 4_417_977_600_000; millis += 3_567_600_001) {
    const date = new Date(millis);
    deepStrictEqual(momentOf(millis), {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      milli: date.getUTCMilliseconds(),
    });
  }
});

Deno.test("texts of times: seconds, clock, day, date", () => {
  const leapDay = 1_709_166_605_000;
  strictEqual(secondsText(12_400_000), "12.4 s");
  strictEqual(secondsText(-500_000), "−0.5 s");
  strictEqual(clockText(leapDay), "00:30:05");
  strictEqual(dayText(leapDay), "02-29");
  strictEqual(dateText(leapDay), "2024-02-29");
});

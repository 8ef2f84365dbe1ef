import { strictEqual } from "node:assert/strict";
import {
  eventTimeText,
  nowText,
  type PictureClock,
  rangeText,
  watermarkText,
} from "./picture_clock.ts";
import { chineseList, englishList } from "./picture_lists.ts";
import { FOREVER, NEVER } from "./picture_numbers.ts";

const simulated: PictureClock = { unit: "s", startMillis: null };
const wall: PictureClock = { unit: "s", startMillis: Date.UTC(2018, 0, 31) };

Deno.test("a picture tells simulated time, or dates when the data has them", () => {
  strictEqual(nowText(simulated, 13_300_001), "13.3 s");
  strictEqual(nowText({ ...simulated, unit: "ms" }, 1_001), "1.001 ms");
  strictEqual(nowText(wall, 26 * 3_600_000_000), "02-01 02:00");
  strictEqual(eventTimeText(simulated, 7000), "7 s");
  strictEqual(rangeText(simulated, 0, 10_000), "0–10 s");
  strictEqual(rangeText(wall, wall.startMillis!, wall.startMillis! + 86_400_000), "01-31");
  strictEqual(
    rangeText(wall, wall.startMillis!, wall.startMillis! + 3_600_000),
    "01-31 00:00–01-31 01:00",
  );
});

Deno.test("a watermark before and after all time is an infinity", () => {
  for (const clock of [simulated, wall]) {
    strictEqual(watermarkText(clock, NEVER), "−∞");
    strictEqual(watermarkText(clock, FOREVER), "∞");
  }
  strictEqual(watermarkText(simulated, 9999), "9.999");
});

Deno.test("a sentence says a few names, and how many more there are", () => {
  strictEqual(englishList([]), "");
  strictEqual(englishList(["r1"]), "r1");
  strictEqual(englishList(["r1", "r2", "r3", "r4"]), "r1, r2, r3 and r4");
  strictEqual(englishList(["r1", "r2", "r3", "r4", "r5"]), "r1, r2, r3 and 2 more");
  strictEqual(chineseList(["r1", "r2", "r3", "r4", "r5"]), "r1、r2、r3 等 5 条");
});

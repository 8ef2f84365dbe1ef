import { strictEqual } from "node:assert/strict";
import { parseDuration, showCount, showDuration } from "./duration.ts";

Deno.test("a duration is a number and its unit", () => {
  const cases: [string, number | undefined][] = [
    ["250ms", 250],
    ["90s", 90_000],
    ["15m", 900_000],
    ["15min", 900_000],
    ["6h", 21_600_000],
    ["1.5d", 129_600_000],
    [" 30 d ", 2_592_000_000],
    ["0", 0],
    ["0s", 0],
    ["6", undefined],
    ["", undefined],
    ["h", undefined],
    ["-1h", undefined],
    ["1e3s", undefined],
    ["0.0001s", undefined],
    ["999999999999999d", undefined],
    ["1w", undefined],
  ];
  for (const [text, millis] of cases) strictEqual(parseDuration(text), millis, text);
});

Deno.test("durations and counts are shown as people say them", () => {
  strictEqual(showDuration(0), "0 ms");
  strictEqual(showDuration(0.04), "40 µs");
  strictEqual(showDuration(2.53), "2.5 ms");
  strictEqual(showDuration(73.4), "73 ms");
  strictEqual(showDuration(1500), "1.5 s");
  strictEqual(showDuration(90_000), "1 min 30 s");
  strictEqual(showDuration(21_600_000), "6 h");
  strictEqual(showDuration(611_104_879), "7 d 1 h");
  strictEqual(showCount(0), "0");
  strictEqual(showCount(1707), "1,707");
  strictEqual(showCount(500_000_000), "500,000,000");
});

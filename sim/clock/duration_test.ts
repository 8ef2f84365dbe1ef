import { strictEqual } from "node:assert/strict";
import { microsText, parseDuration, parseMicros } from "./duration.ts";

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
    ["5000us", 5],
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

Deno.test("parseMicros is exact where a product of fractions is not", () => {
  const cases: [string, number | undefined][] = [
    ["0.07s", 70_000],
    ["0.57s", 570_000],
    ["1.005ms", 1005],
    ["40us", 40],
    ["40µs", 40],
    ["0.0000005s", undefined],
    ["0.000000005d", 432],
    ["0.00", 0],
    ["9007199254.740991s", Number.MAX_SAFE_INTEGER],
    ["9007199254.740992s", undefined],
  ];
  for (const [text, micros] of cases) strictEqual(parseMicros(text), micros, text);
});

Deno.test("microsText is read as the number it was made of", () => {
  const cases: [number, string][] = [
    [0, "0s"],
    [1, "1us"],
    [1_000_001, "1000001us"],
    [250_000, "250ms"],
    [12_500_000, "12.5s"],
    [1_010_000, "1.01s"],
    [90_000_000, "90s"],
    [60_000_000, "1min"],
    [7_200_000_000, "2h"],
    [129_600_000_000, "36h"],
    [86_400_000_000, "1d"],
  ];
  for (const [micros, text] of cases) {
    strictEqual(microsText(micros), text);
    strictEqual(parseMicros(text), micros);
  }
});

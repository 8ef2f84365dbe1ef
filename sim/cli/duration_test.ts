import { strictEqual } from "node:assert/strict";
import { showCount, showDuration } from "./duration.ts";

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

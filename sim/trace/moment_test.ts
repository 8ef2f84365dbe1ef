import { strictEqual } from "node:assert";
import { MAX, MIN } from "../clock/time.ts";
import { showMoment, showSpan } from "./moment.ts";

Deno.test("moments: seconds near 0, dates far from it, and the two ends of time", () => {
  strictEqual(showMoment(-1001), "−1.001 s");
  strictEqual(showMoment(20_000), "20 s");
  strictEqual(showMoment(MIN), "−∞");
  strictEqual(showMoment(MAX), "+∞");
});

Deno.test("moments: dates are those of the calendar, leap days and centuries included", () => {
  for (let time = Date.UTC(1890, 0, 1); time < Date.UTC(2110, 0, 1); time += 7.3e9) {
    if (Math.abs(time) < 3e9) continue;
    const wanted = new Date(time).toISOString().replace("T", " ").replace(/(\.000)?Z$/, "");
    strictEqual(showMoment(time), wanted);
  }
  strictEqual(showMoment(Date.UTC(2000, 1, 29, 23, 59, 59, 7)), "2000-02-29 23:59:59.007");
});

Deno.test("spans: the unit that fits, to a tenth", () => {
  const shown = [999, 1000, 2999, 90_000, 5_400_000, 86_400_000, 604_800_000].map(showSpan);
  strictEqual(shown.join(", "), "999 ms, 1 s, 3 s, 90 s, 90 min, 24 h, 7 days");
});

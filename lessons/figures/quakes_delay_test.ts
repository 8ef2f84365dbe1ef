import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { runSlice } from "./gallery/runs.ts";
import { quakesDelay } from "./quakes_delay.ts";

const model = (width: number) => quakesDelay.model(runSlice("quakes"), { width });

Deno.test("quakes-delay: every record of the week lies in one bin of its network", () => {
  for (const width of [358, 720]) {
    const { rows, bins, count } = model(width);
    strictEqual(count, 1707);
    for (const row of rows) {
      const own = bins.filter(({ net }) => net === row.net);
      strictEqual(own.reduce((sum, bin) => sum + bin.count, 0), row.count, row.net);
      ok(own.every(({ hours }) => hours >= row.least - 0.001 && hours <= row.most + 0.001));
    }
  }
});

Deno.test("quakes-delay: networks stand by their medians, as the provenance has them", () => {
  deepStrictEqual(
    model(720).rows.map(({ net, median }) => `${net} ${median.toFixed(1)}`),
    [
      "ak 0.2",
      "nc 1.9",
      "pr 3.2",
      "us 3.8",
      "ci 6.8",
      "hv 8.9",
      "mb 10.9",
      "nm 10.9",
      "se 12.2",
      "nn 13.5",
      "uu 15.8",
      "uw 25.2",
    ],
  );
});

Deno.test("quakes-delay: says the dates of the week", () => {
  const { caption, title } = quakesDelay.describe(model(720), "en");
  ok(caption.startsWith("2018-01-31 to 2018-02-07 (UTC)"), caption);
  strictEqual(
    title,
    "Half of the records are final within 4 h: Alaska 10 min, Pacific Northwest 25.2 h",
  );
});

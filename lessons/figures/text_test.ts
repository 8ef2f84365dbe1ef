import { ok, strictEqual } from "node:assert/strict";
import { baseline, capHeight, fit, lineHeight, measure } from "./text.ts";
import { ADVANCES, CHARACTERS } from "./text_widths.ts";

Deno.test("ADVANCES: every face has every character, and figures line up", () => {
  const letters = [...CHARACTERS];
  for (const [cut, list] of Object.entries(ADVANCES)) {
    const widths = list.split(" ").map(Number);
    strictEqual(widths.length, letters.length, cut);
    const digits = new Set([..."0123456789"].map((digit) => widths[letters.indexOf(digit)]));
    strictEqual(digits.size, 1, cut);
  }
});

Deno.test("measure: adds advances, in tenths of a pixel", () => {
  strictEqual(measure("", 13), 0);
  strictEqual(measure("00", 10), 10);
  strictEqual(measure("window[0]", 11, "mono"), 59.4);
  ok(measure("window", 13, "strong") > measure("window", 13));
});

Deno.test("measure: Chinese fills the em", () => {
  strictEqual(measure("水位线", 12), 36);
});

Deno.test("fit: keeps what fits, shortens what does not, and gives up with nothing", () => {
  strictEqual(fit("window", 100, 13), "window");
  const short = fit("clean the readings", 60, 13);
  strictEqual(short, "clean th…");
  ok(measure(short, 13) <= 60);
  strictEqual(fit("window", 5, 13), "");
});

Deno.test("baseline: capitals are centred on the height", () => {
  strictEqual(capHeight(11), 7.3);
  strictEqual(baseline(20, 11), 23.7);
  strictEqual(lineHeight(11), 15);
});

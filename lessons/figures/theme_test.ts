import { ok, strictEqual } from "node:assert/strict";
import { contrast, deltaE, distance, type Lab, VISIONS } from "./colour_distance_test.ts";
import { colourRule, figureStyle, resolvedStyle } from "./figure_style.ts";
import {
  barrierGlyph,
  checkpointGlyph,
  recordGlyph,
  timerGlyph,
  transactionGlyph,
  watermarkGlyph,
} from "./glyphs.ts";
import type { Mark } from "./svg.ts";
import { COLOURS, customProperties, keyClass, type Mode, MODES, ROLES } from "./theme.ts";

const PROTOCOL = ["watermark", "barrier", "fault", "committed"] as const;

/** Every colour that means something, by name. */
function meanings(mode: Mode): [name: string, hex: string][] {
  const { keys, ...colours } = COLOURS[mode];
  return [
    ...(["paper", "ink", "quiet", "neutral", ...PROTOCOL] as const)
      .map((role): [string, string] => [role, colours[role]]),
    ...keys.map((hex, index): [string, string] => [`key ${index + 1}`, hex]),
  ];
}

for (const mode of MODES) {
  Deno.test(`COLOURS: text is AA on every ground (${mode})`, () => {
    const { ink, quiet, watermark, fault, committed, paper, raised } = COLOURS[mode];
    for (const text of [ink, quiet]) {
      for (const ground of [paper, raised]) ok(contrast(text, ground) >= 4.5, `${text} ${ground}`);
    }
    for (const text of [watermark, fault, committed]) {
      ok(contrast(text, paper) >= 4.5, `${text} ${paper}`);
    }
  });

  Deno.test(`COLOURS: marks stand out 3:1, keys by their outline of ink (${mode})`, () => {
    const colours = COLOURS[mode];
    for (const role of [...PROTOCOL, "ink"] as const) {
      for (const ground of [colours.paper, colours.raised]) {
        ok(contrast(colours[role], ground) >= 3, `${role} on ${ground}`);
      }
    }
  });
}

for (const mode of ["light", "dark"] as const) {
  for (const vision of VISIONS.keys()) {
    Deno.test(`COLOURS: any two meanings are ΔE 10 apart (${mode}, ${vision})`, () => {
      const all = meanings(mode);
      for (const [index, [name, hex]] of all.entries()) {
        for (const [other, otherHex] of all.slice(index + 1)) {
          const far = distance(hex, otherHex, vision);
          ok(far >= 10, `${name} and ${other} are ${far.toFixed(1)} apart`);
        }
      }
    });
  }
}

Deno.test("COLOURS: grey is grey", () => {
  for (const [name, hex] of customProperties("grey")) {
    const [r, g, b] = [1, 3, 5].map((i) => hex.slice(i, i + 2));
    ok(r === g && g === b, `${name} is ${hex}`);
  }
});

/** What is left of a glyph in grey: its shapes, and whether they are lines, hollow or solid. */
function shape(marks: readonly Mark[]): string {
  const ways = /\b(line|hair|bold|solid|hollow|record|dotted|dashed)\b/g;
  return JSON.stringify(marks.map(({ tag, class: name = "", at }) => [tag, at, name.match(ways)]));
}

Deno.test("glyphs: every thing and every state of it has a shape of its own", () => {
  const shapes = [
    ...(["plain", "late", "replayed", "dropped", "side output"] as const)
      .map((state) => recordGlyph(state, 0)),
    ...(["travelling", "held back", "idle"] as const).map(watermarkGlyph),
    ...(["event time", "processing time"] as const).flatMap((domain) =>
      (["registered", "fired", "deleted"] as const).map((state) => timerGlyph(state, domain))
    ),
    ...(["aligned", "unaligned", "blocking"] as const).map(barrierGlyph),
    ...(["pending", "completed", "failed", "restored from"] as const).map(checkpointGlyph),
    ...(["open", "pre-committed", "committed", "aborted", "lost"] as const).map(transactionGlyph),
  ].map(shape);
  strictEqual(new Set(shapes).size, shapes.length);
});

Deno.test("glyphs: only the hue of a record tells its key", () => {
  strictEqual(shape(recordGlyph("plain", 0)), shape(recordGlyph("plain", 3)));
  strictEqual(keyClass(5), "key-6");
  strictEqual(keyClass(6), "key-other");
  strictEqual(keyClass(-1), "key-other");
});

Deno.test("figureStyle: colours are custom properties, and all of them exist", () => {
  const known = new Set(customProperties("light").map(([name]) => name));
  for (const [, name] of figureStyle().matchAll(/var\((--[\w-]+)\)/g)) ok(known.has(name), name);
  ok(!/#[0-9a-f]{3,6}\b/.test(figureStyle()));
  strictEqual(known.size, ROLES.length + 6);
});

Deno.test("resolvedStyle: nothing is left to the page", () => {
  for (const mode of MODES) ok(!resolvedStyle(mode).includes("var("));
  ok(colourRule(":root", "dark").startsWith(":root{color-scheme:dark;--hw-paper:#15191d"));
});

// pairs 1, 7, 13, 17, 20 and 25 of the paper's table
const PUBLISHED: readonly (readonly [Lab, Lab, number])[] = [
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, 0, 0], [50, -1, 2], 2.3669],
  [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
  [[50, 2.5, 0], [73, 25, -18], 27.1492],
  [[50, 2.5, 0], [58, 24, 15], 19.4535],
  [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
];

Deno.test("deltaE gives the published distances", () => {
  for (const [a, b, published] of PUBLISHED) strictEqual(deltaE(a, b).toFixed(4), `${published}`);
});

Deno.test("contrast of black and white is 21, and distance of a colour to itself is 0", () => {
  strictEqual(contrast("#000000", "#ffffff"), 21);
  strictEqual(distance("#1066b3", "#1066b3"), 0);
});

Deno.test("red and green of equal lightness come closer without red or green cones", () => {
  const [red, green] = ["#d0564a", "#5c9a3f"];
  ok(distance(red, green) > 40);
  ok(distance(red, green, "deuteranopia") < 20);
});

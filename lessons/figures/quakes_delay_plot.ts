// The chart of delays as Observable Plot draws it, in whatever document it is given.
//
//     Alaska         ·●●●•·│  ·                 14 min
//     Utah                    · · ·•●│●●•·      15.8 h
//                    10 min   1 h     1 d

import * as Plot from "@observablehq/plot";
import { AROUND, type QuakesDelayModel } from "./quakes_delay_model.ts";
import { QUAKES_DELAY_WORDS } from "./quakes_delay_words.ts";
import { isPhone, SIZE } from "./theme.ts";

/** Round delays, in hours. */
const TICKS = {
  column: [1 / 12, 0.25, 1, 3, 12, 24, 72, 168],
  phone: [1 / 12, 1, 12, 72],
} as const;

/** Left of the scale stand names, right of it the medians. */
const MARGIN = {
  column: { left: 138, right: 66 },
  phone: { left: 82, right: 56 },
} as const;

/** Areas grow with the number of records; a single one still has to be seen. */
const RADIUS = { least: 2.2, most: 8 } as const;

/** Draws the chart; the class of each group says what it shows. */
export function plotQuakesDelay(model: QuakesDelayModel, host: Document): Element {
  const { rows, width, height } = model;
  const { left, right } = MARGIN[sizeOf(model)];
  return Plot.plot({
    document: host,
    width,
    height,
    marginLeft: left,
    marginRight: right,
    marginTop: AROUND.top,
    marginBottom: AROUND.bottom,
    style: { fontSize: `${SIZE.small}px` },
    x: { type: "log", domain: [0.02, 200], axis: null },
    y: { type: "band", domain: rows.map(({ net }) => net), padding: 0, axis: null },
    r: { type: "identity" },
    marks: [...scaleMarks(model), ...networkMarks(model)],
  });
}

function sizeOf({ width }: QuakesDelayModel): keyof typeof TICKS {
  return isPhone(width) ? "phone" : "column";
}

/** Round delays, and the one within which half of all records came. */
function scaleMarks(model: QuakesDelayModel): Plot.Markish[] {
  const ticks = TICKS[sizeOf(model)];
  const words = QUAKES_DELAY_WORDS[model.language];
  const half = model.count === 0 ? [] : [model.median];
  const at = { x: (hours: number) => hours, ariaLabel: words.delay };
  return [
    Plot.ruleX(ticks, { className: "grid", ariaLabel: words.delay }),
    Plot.text(ticks, {
      className: "tick",
      ...at,
      text: words.delay,
      frameAnchor: "bottom",
      dy: 16,
    }),
    Plot.ruleX(half, { className: "half", ariaLabel: words.delay }),
    Plot.text(half, {
      className: "half label",
      ...at,
      text: (hours: number) => words.half(words.delay(hours)),
      frameAnchor: "top",
      dy: -14,
    }),
  ];
}

/** The rows: a name, circles, the median as a bar and as a number. */
function networkMarks(model: QuakesDelayModel): Plot.Markish[] {
  const { rows, bins } = model;
  const size = sizeOf(model);
  const words = QUAKES_DELAY_WORDS[model.language];
  const nameOf = (net: string) => words.networks[net]?.[size === "phone" ? 1 : 0] ?? net;
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const onRow = { y: "net", ariaLabel: "net" } as const;
  return [
    Plot.text(rows, {
      className: "network",
      ...onRow,
      text: ({ net }) => nameOf(net),
      frameAnchor: "left",
      dx: -12,
    }),
    Plot.dot(bins, {
      className: "records",
      y: "net",
      x: "hours",
      r: ({ count }) => Math.max(RADIUS.least, RADIUS.most * Math.sqrt(count / most)),
      ariaLabel: ({ net, hours }) => `${net} ${hours}`,
    }),
    Plot.tickX(rows, { className: "median", ...onRow, x: "median", inset: 3 }),
    Plot.text(rows, {
      className: "value",
      ...onRow,
      text: (row) => words.delay(row.median),
      frameAnchor: "right",
      dx: MARGIN[size].right - 2,
    }),
  ];
}

// The mark of each thing, around the point (0, 0). Each thing has one shape and each state of it
// another, so that colour is never alone: theme_test.ts compares them without their colours.

import type { Box } from "./labels.ts";
import type { Firing } from "./picture.ts";
import { type Mark, path } from "./svg.ts";
import { keyClass, SIZE } from "./theme.ts";

const R = SIZE.record;

/** How a record fared. */
export type RecordState = "plain" | "late" | "replayed" | "dropped" | "side output";

/** A record of the n-th key; −1 when it has none yet. */
export function recordGlyph(state: RecordState, key: number): readonly Mark[] {
  const fill = `record ${keyClass(key)}`;
  switch (state) {
    case "plain":
      return [circle(R, fill)];
    case "late":
      return [circle(R, "ink hollow"), line(path`M${-R - 2.5},${R + 2.5}L${R + 2.5},${-R - 2.5}`)];
    case "replayed":
      return [circle(R, fill), circle(R + 3, "ink hair dashed")];
    case "dropped":
      return [line(path`M${-3},${-3}L3,3M${-3},3L3,${-3}`)];
    case "side output":
      return [{
        tag: "path",
        class: fill,
        at: { d: path`M${-R},${-R}L${R + 1},0L${-R},${R}Z` },
      }];
  }
}

/** A travelling watermark; its value is written beside it. */
export function watermarkGlyph(state: "travelling" | "held back" | "idle"): readonly Mark[] {
  const chevron = path`M${-2.5},${-5}L2.5,0L${-2.5},5`;
  switch (state) {
    case "travelling":
      return [{ tag: "path", class: "watermark bold", at: { d: chevron } }];
    case "held back":
      return [{ tag: "path", class: "watermark bold", at: { d: `${chevron}M5,-5V5` } }];
    case "idle":
      return [{ tag: "path", class: "watermark bold dotted", at: { d: chevron } }];
  }
}

/** What a timer waits for. */
export type TimeDomain = "event time" | "processing time";

/** A timer on a lane: round when it waits for event time, square as a wall clock when for that. */
export function timerGlyph(
  state: "registered" | "fired" | "deleted",
  domain: TimeDomain = "event time",
): readonly Mark[] {
  const face = (name: string): Mark =>
    domain === "event time"
      ? circle(R, name)
      : { tag: "path", class: name, at: { d: path`M${-R},${-R}H${R}V${R}H${-R}Z` } };
  const hands = "M0,-2.8V0L1.8,1.2";
  switch (state) {
    case "registered":
      return [face("ink hollow"), line(hands)];
    case "fired":
      return [face("ink solid"), { tag: "path", class: "paper line", at: { d: hands } }];
    case "deleted":
      return [face("ink hollow"), line(`${hands}M-7,0H7`)];
  }
}

/** A barrier on a channel; its checkpoint's number stands above it. */
export function barrierGlyph(state: "aligned" | "unaligned" | "blocking"): readonly Mark[] {
  const d = { aligned: "M0,-8V8", unaligned: "M-4,8L4,-8", blocking: "M-2,-4V4M2,-4V4" }[state];
  return [{ tag: "path", class: state === "blocking" ? "ink bold" : "barrier bold", at: { d } }];
}

/** A row in a cell: a barrier overtook it, so it was saved. Of several there are two sheets. */
export function savedGlyph(key: number, count = 1): readonly Mark[] {
  const cell = path`M${-6},${-6}H6V6H${-6}Z`;
  const sheet: Mark[] = count === 1
    ? []
    : [{ tag: "path", class: "ink hollow", at: { d: path`M${-3.5},${-8.5}H8.5V3.5H${-3.5}Z` } }];
  return [
    ...sheet,
    { tag: "path", class: "ink hollow", at: { d: cell } },
    circle(3.2, `record ${keyClass(key)}`),
  ];
}

/** A checkpoint. */
export function checkpointGlyph(
  state: "pending" | "completed" | "failed" | "restored from",
): readonly Mark[] {
  const d = path`M0,${-6}L6,0L0,6L${-6},0Z`;
  const diamond = (name: string): Mark => ({ tag: "path", class: name, at: { d } });
  switch (state) {
    case "pending":
      return [diamond("committed hollow")];
    case "completed":
      return [diamond("committed solid")];
    case "failed":
      return [diamond("fault hollow"), {
        tag: "path",
        class: "fault line",
        at: { d: "M-2.2,-2.2L2.2,2.2M-2.2,2.2L2.2,-2.2" },
      }];
    case "restored from":
      return [circle(8.5, "committed line"), diamond("committed solid")];
  }
}

/** A transaction at a sink: a round bracket that fills as it comes closer to the world. */
export function transactionGlyph(
  state: "open" | "pre-committed" | "committed" | "aborted" | "lost",
): readonly Mark[] {
  const whole = "M-3,-7Q5,0,-3,7Z";
  const part = (name: string, d: string): Mark => ({ tag: "path", class: name, at: { d } });
  switch (state) {
    case "open":
      return [part("committed hollow", whole)];
    case "pre-committed":
      return [part("committed hollow", whole), part("committed solid", "M-3,7Q1,3.5,1,0H-3Z")];
    case "committed":
      return [part("committed solid", whole)];
    case "aborted":
      return [part("ink hollow", whole), part("ink line", "M-6,0H5")];
    case "lost":
      return [part("ink solid", whole), part("ink line", "M4,-4L10,4M4,4L10,-4")];
  }
}

/** How many ticks tell how a firing stands to the watermark. */
export const TICK_COUNT: Readonly<Record<Firing, number>> = { early: 1, "on time": 2, late: 3 };

const TICK_GAP = 3.5;

/** The ticks of a firing across an edge: around `x`, from one height to another. */
export function firingTicks(firing: Firing, x: number, top: number, bottom: number): Mark {
  const count = TICK_COUNT[firing];
  const d = Array.from({ length: count }, (_, i) => x + (i - (count - 1) / 2) * TICK_GAP)
    .map((tick) => path`M${tick},${top}V${bottom}`).join("");
  return line(d);
}

/** The brackets of a window: a box without the middle of its edges; a side that is not seen is left out. */
export function windowBrackets(
  { x, y, width, height }: Box,
  { hasLeft = true, hasRight = true } = {},
): Mark {
  const [right, low] = [x + width, y + height];
  return line(
    (hasLeft ? path`M${x + 4},${y}H${x}V${low}H${x + 4}` : "") +
      (hasRight ? path`M${right - 4},${y}H${right}V${low}H${right - 4}` : ""),
  );
}

/** The flag of a culprit: busy, and not because something behind it blocks. */
export function flagGlyph(): readonly Mark[] {
  return [line("M0,0V-12"), { tag: "path", class: "ink solid", at: { d: "M0,-12L8,-9.5L0,-7Z" } }];
}

/** Slanted lines inside a rectangle: back-pressured, and nothing else. */
export function hatchPath(x: number, y: number, width: number, height: number, gap = 4): string {
  const parts: string[] = [];
  for (let offset = gap; offset < width + height; offset += gap) {
    const fromX = Math.min(offset, width);
    const untilY = Math.min(offset, height);
    parts.push(
      path`M${x + fromX},${y + offset - fromX}L${x + offset - untilY},${y + untilY}`,
    );
  }
  return parts.join("");
}

function circle(r: number, name: string): Mark {
  return { tag: "circle", class: name, at: { r } };
}

function line(d: string): Mark {
  return { tag: "path", class: "ink line", at: { d } };
}

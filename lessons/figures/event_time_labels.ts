// What is written into an event-time plot. What comes late goes first, then windows and their firings,
// then the watermark, then the names of records.

import type { EventTimeView } from "./event_time_view.ts";
import type { FiringTicks, PaneMark } from "./event_time_panes.ts";
import type { PointMark } from "./event_time_points.ts";
import type { WatermarkLine } from "./event_time_watermarks.ts";
import { FOREVER } from "./picture_numbers.ts";
import { type Box, type LabelWish, placeVariants } from "./labels.ts";
import { EVENT_TIME_WORDS, type EventTimeWords } from "./event_time_words.ts";
import { rangeText } from "./picture_clock.ts";
import { SIZE } from "./theme.ts";
import { secondsText } from "./time_text.ts";

/** A label in its place. */
export interface EventTimeLabel {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly role: "plain" | "quiet" | "watermark";
}

/** Everything that is labelled, and everything that is in the way. */
export interface EventTimeLabelled {
  readonly panes: readonly PaneMark[];
  readonly lines: readonly WatermarkLine[];
  readonly points: readonly PointMark[];
  readonly diagonal: Segment | null;
}

/** A straight line. */
export interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Places the labels. */
export function eventTimeLabels(
  view: EventTimeView,
  marks: EventTimeLabelled,
  keys: readonly string[],
): EventTimeLabel[] {
  const { stage, rise, language } = view;
  const words = EVENT_TIME_WORDS[language];
  const bounds: Box = {
    x: stage.left,
    y: rise.top - 14,
    width: stage.width - stage.left,
    height: rise.bottom - rise.top + 14,
  };
  const { panes, lines, points, diagonal } = marks;
  // where circles stand for several, none has a name
  const named = points.some(({ count }) => count > 1) ? [] : points;
  const firsts = firstOfKeys(named, keys);
  const isLate = ({ state }: PointMark) => state !== "plain";
  const things = [
    ...named.filter(isLate).map((point) => pointVariants(point, words)),
    ...panes.flatMap(({ firings }) => firings.map((ticks) => firingVariants(ticks, words))),
    ...panes.map((pane) => windowVariants(view, pane, words)),
    ...lines.map((line) => watermarkVariants(line, lines.length === 1, words)),
    ...lines.filter(({ isForever }) => isForever).map((line) => foreverVariants(view, line)),
    ...panes.map((pane) => latenessVariants(view, pane, words)),
    ...named.filter((point) => !isLate(point)).map((point) =>
      pointVariants(point, words, firsts.get(point))
    ),
    ...panes.map((pane) => clearedVariants(pane, words)),
    ...(diagonal === null ? [] : [diagonalVariants(diagonal, words)]),
  ];
  const taken = [
    ...points.map(({ x, y }) => around(x, y, SIZE.record + 1)),
    ...panes.flatMap(({ firings }) => firings.map(({ x, y }) => around(x, y, 5))),
  ];
  return placeVariants(things, bounds, taken, linesOf(marks)).map(({ id, text, x, y }) => ({
    id,
    text,
    x,
    y,
    role: roleOf(id),
  }));
}

/** The first record of each key says which key its hue stands for. */
function firstOfKeys(
  points: readonly PointMark[],
  keys: readonly string[],
): ReadonlyMap<PointMark, string> {
  const first = new Map<number, PointMark>();
  for (const point of points) {
    if (point.key >= 0 && !first.has(point.key)) first.set(point.key, point);
  }
  return new Map(Array.from(first, ([key, point]) => [point, keys[key]]));
}

const SMALL = { size: SIZE.small, priority: 0 } as const;

function pointVariants(
  { id, name, x, y, state }: PointMark,
  words: EventTimeWords,
  key?: string,
): LabelWish[] {
  const plain: LabelWish = {
    ...SMALL,
    id: `record ${id}`,
    text: name,
    x,
    y,
    reach: SIZE.record + 1,
    sides: ["right", "left", "above", "below", "above right", "below right", "above left"],
  };
  if (state === "plain") {
    return key === undefined ? [plain] : [{ ...plain, text: words.keyed(name, key) }, plain];
  }
  const text = state === "late" ? words.late(name) : words.tooLate(name);
  return [{ ...plain, text }, plain];
}

/** Beside the ticks, above the edge or below it. */
function firingVariants({ id, x, y, firing, keys }: FiringTicks, words: EventTimeWords) {
  const named = `${words.firing[firing]}: ${keys.join(", ")}`;
  const isNamed = keys.length <= KEYS_MAX && keys.join("") !== "";
  return [...isNamed ? [named] : [], words.firing[firing]].flatMap((text) =>
    [y - BESIDE, y + BESIDE].map((height): LabelWish => ({
      ...SMALL,
      id: `firing ${id}`,
      text,
      x,
      y: height,
      reach: 6,
      sides: ["right", "left"],
    }))
  );
}

/** Pixels from an edge to the middle of a text on it; and keys that a firing names at most. */
const BESIDE = 9;
const KEYS_MAX = 4;

function windowVariants(
  { clock }: EventTimeView,
  { id, box, start, end }: PaneMark,
  words: EventTimeWords,
): LabelWish[] {
  const wish: LabelWish = {
    ...SMALL,
    id: `window ${id}`,
    text: words.window(rangeText(clock, start, end)),
    x: box.x + 6,
    y: box.y + 2,
    reach: 0,
    sides: ["below right"],
  };
  return [
    wish,
    { ...wish, y: box.y + box.height - 2, sides: ["above right"] },
    { ...wish, x: box.x + box.width - 6, sides: ["below left"] },
  ];
}

/** Along the steps, the longest first. */
function watermarkVariants(
  { id, steps, x2, subtasks }: WatermarkLine,
  isOnly: boolean,
  words: EventTimeWords,
) {
  return steps
    .filter(({ watermark }) => watermark !== FOREVER)
    .map(({ x, y }, i) => ({ x, y, width: (steps[i + 1]?.x ?? x2) - x }))
    .sort((a, b) => b.width - a.width || a.x - b.x)
    .map(({ x, y, width }): LabelWish => ({
      ...SMALL,
      id: `watermark ${id}`,
      text: words.watermark(subtasks, isOnly),
      x: x + width / 2,
      y,
      reach: 1,
      sides: ["above", "below"],
    }));
}

function foreverVariants({ rise }: EventTimeView, { id, x2 }: WatermarkLine): LabelWish[] {
  const sides: LabelWish["sides"] = ["right", "left"];
  const at = { id: `watermark ${id} ∞`, x: x2, y: rise.top + 4, reach: 4 };
  return [{ ...SMALL, ...at, text: "∞", sides }];
}

function latenessVariants(view: EventTimeView, { id, lateness }: PaneMark, words: EventTimeWords) {
  if (lateness === null) return [];
  const { x1, x2, y } = lateness;
  const text = words.lateness(secondsText(view.subject.lateness * 1000));
  const wish: LabelWish = { ...SMALL, id: `lateness ${id}`, text, x: x1, y, reach: 1 };
  const places = [
    { x: x1 + 2, sides: ["below right", "above right"] },
    { x: x2 - 2, sides: ["below left", "above left"] },
  ] as const;
  return places.map((place) => ({ ...wish, ...place }));
}

function clearedVariants({ id, box, isCutRight }: PaneMark, words: EventTimeWords): LabelWish[] {
  const wish: LabelWish = {
    ...SMALL,
    id: `cleared ${id}`,
    text: words.cleared,
    x: box.x + box.width,
    y: box.y + box.height - 10,
    reach: 2,
    sides: ["right"],
  };
  return isCutRight ? [] : [wish, { ...wish, y: box.y + box.height / 2 }];
}

function diagonalVariants({ x1, y1, x2, y2 }: Segment, words: EventTimeWords): LabelWish[] {
  return [0.85, 0.7, 0.55, 0.4, 0.25].map((part) => ({
    ...SMALL,
    id: "no delay",
    text: words.noDelay,
    x: x1 + (x2 - x1) * part,
    y: y1 + (y2 - y1) * part,
    reach: 3,
    sides: ["above left", "below right"],
  }));
}

function roleOf(id: string): EventTimeLabel["role"] {
  if (id.startsWith("watermark")) return "watermark";
  return /^(cleared|no delay|lateness|window)/.test(id) ? "quiet" : "plain";
}

function around(x: number, y: number, reach: number): Box {
  return { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
}

/** Lines as boxes: labels keep off them where they can. */
function linesOf({ panes, lines, diagonal }: EventTimeLabelled): Box[] {
  const across = (x1: number, x2: number, y: number) => ({
    x: x1,
    y: y - 1,
    width: x2 - x1,
    height: 2,
  });
  const down = (x: number, y1: number, y2: number) => ({
    x: x - 1,
    y: Math.min(y1, y2),
    width: 2,
    height: Math.abs(y2 - y1),
  });
  return [
    ...panes.flatMap(({ box, lateness, isCutLeft, isCutRight }) => [
      ...(isCutLeft ? [] : [down(box.x, box.y, box.y + box.height)]),
      ...(isCutRight ? [] : [down(box.x + box.width, box.y, box.y + box.height)]),
      across(box.x, box.x + box.width, box.y),
      ...(lateness === null ? [] : [
        across(lateness.x1, lateness.x2, lateness.y),
        down(lateness.x2, lateness.y, box.y),
      ]),
    ]),
    ...lines.flatMap(({ steps, x2 }) =>
      steps.flatMap(({ x, y }, i) => [
        across(x, steps[i + 1]?.x ?? x2, y),
        ...(i === 0 ? [] : [down(x, steps[i - 1].y, y)]),
      ])
    ),
    ...(diagonal === null ? [] : alongOf(diagonal)),
  ];
}

function alongOf({ x1, y1, x2, y2 }: Segment): Box[] {
  const count = Math.max(1, Math.ceil(Math.abs(x2 - x1) / 6));
  const [dx, dy] = [(x2 - x1) / count, (y2 - y1) / count];
  return Array.from({ length: count }, (_, i) => ({
    x: x1 + dx * i,
    y: y1 + dy * (i + 1),
    width: dx,
    height: -dy,
  }));
}

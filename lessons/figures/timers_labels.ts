// What is written into the picture of timers: beside each clock the time for which it waits, on the rails the
// watermarks, and where a timer does not fire, why.

import { type Box, type LabelWish, placeVariants, type Side } from "./labels.ts";
import { type Rail, railWishes } from "./subtask_rails.ts";
import { SIZE } from "./theme.ts";
import type { TimerLayout } from "./timers_lanes.ts";
import type { TimerSpan } from "./timers_spans.ts";
import type { TimersView } from "./timers_view.ts";
import { TIMERS_WORDS } from "./timers_words.ts";

/** A label in its place. */
export interface TimersLabel {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly role: "plain" | "quiet" | "watermark";
}

/** Everything that is labelled, and everything that is in the way. */
export interface TimersLabelled {
  readonly rails: readonly Rail[];
  readonly spans: readonly TimerSpan[];
}

/** Places the labels. */
export function timersLabels(
  view: TimersView,
  layout: TimerLayout,
  { rails, spans }: TimersLabelled,
): TimersLabel[] {
  const { stage } = view;
  const words = TIMERS_WORDS[view.language];
  const bounds: Box = {
    x: stage.left - 4,
    y: 0,
    width: stage.width - stage.left + 4,
    height: layout.bottom,
  };
  const things = [
    ...spans.map(dueVariants),
    ...railWishes(rails),
    ...spans.map((span) =>
      span.isCutRight || span.end === "fired" || span.end === "waits"
        ? []
        : endVariants(span, words[span.end])
    ),
  ];
  const isEvent = new Map(spans.map(({ id, domain }) => [id, domain === "event time"]));
  return placeVariants(things, bounds, takenBoxes(rails, spans), lineBoxes(rails))
    .map(({ id, text, x, y }) => ({ id, text, x, y, role: roleOf(id, isEvent) }));
}

const SMALL = { size: SIZE.small, priority: 0 } as const;

/** On the line, where it begins; beside its end where the line is too short. */
function dueVariants({ id, text, x1, x2, y, isCutLeft }: TimerSpan): LabelWish[] {
  const wish = { ...SMALL, id: `due ${id}`, text, y, reach: SIZE.record };
  const sides = (side: Side) => ({ sides: [side] });
  const first = isCutLeft ? { ...wish, x: x1 - 3, reach: 0 } : { ...wish, x: x1 };
  return [
    { ...first, ...sides("right") },
    { ...wish, x: x2, ...sides("right") },
    { ...wish, x: x1, ...sides("left") },
  ];
}

function endVariants({ id, x2, y }: TimerSpan, text: string): LabelWish[] {
  return [{ ...SMALL, id: `end ${id}`, text, x: x2, y, reach: 7, sides: ["right"] }];
}

function roleOf(id: string, isEvent: ReadonlyMap<string, boolean>): TimersLabel["role"] {
  if (id.startsWith("watermark")) return "watermark";
  if (id.startsWith("end")) return "quiet";
  // what is compared with watermarks has their colour
  return isEvent.get(id.slice("due ".length)) ? "watermark" : "plain";
}

function takenBoxes(rails: readonly Rail[], spans: readonly TimerSpan[]): Box[] {
  return [
    ...spans.flatMap(({ x1, x2, y, isCutLeft, isCutRight }) => [
      ...(isCutLeft ? [] : [around(x1, y, SIZE.record + 0.5)]),
      ...(isCutRight ? [] : [around(x2, y, SIZE.record + 0.5)]),
    ]),
    ...rails.flatMap(({ chevrons }) => chevrons.map(({ x, y }) => around(x, y, 4))),
  ];
}

function lineBoxes(rails: readonly Rail[]): Box[] {
  return rails.flatMap(({ y, drops }) =>
    drops.map(({ x, y2 }) => ({ x: x - 1, y, width: 2, height: y2 - y }))
  );
}

function around(x: number, y: number, reach: number): Box {
  return { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
}

// What is written into the picture of checkpoints: numbers and failures beside the diamonds, and each phase by
// name once, where it lasts longest.

import type { CheckpointTrack } from "./checkpoint_track.ts";
import { type PartMark, type PartSpan, type Phase, PHASES } from "./checkpoints_parts.ts";
import { CHECKPOINTS_WORDS, type CheckpointsWords } from "./checkpoints_words.ts";
import type { PlacedLane } from "./control_lanes.ts";
import type { ControlView } from "./control_view.ts";
import type { FaultBand } from "./fault_bands.ts";
import { type Box, boxAround, type LabelWish, placeVariants, type Side } from "./labels.ts";
import { nowText } from "./picture_clock.ts";
import { SIZE } from "./theme.ts";

/** A label in its place. */
export interface CheckpointsLabel {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly role: "plain" | "quiet" | "fault" | "committed";
}

/** Everything that is labelled, and everything that is in the way. */
export interface CheckpointsLabelled {
  readonly track: CheckpointTrack;
  readonly parts: readonly PartMark[];
  readonly faults: readonly FaultBand[];
  readonly lanes: readonly PlacedLane[];
  readonly bottom: number;
}

/** Places the labels. */
export function checkpointsLabels(
  view: ControlView,
  marks: CheckpointsLabelled,
): CheckpointsLabel[] {
  const { stage } = view;
  const words = CHECKPOINTS_WORDS[view.language];
  const { track, parts, bottom } = marks;
  const bounds: Box = {
    x: stage.left - 4,
    y: 0,
    width: stage.width - stage.left + 4,
    height: bottom,
  };
  const failed = track.lines.filter(({ end }) => end === "failed");
  const others = track.lines.filter(({ end }) => end !== "failed");
  const things = [
    ...[...failed, ...others].map(lineVariants),
    ...track.points.map((point) => pointVariants(point, words)),
    ...missingVariants(parts, words),
    ...PHASES.flatMap((phase) => phaseVariants(view, parts, phase, words)),
    ...markVariants(parts, words),
  ];
  const role = roles(marks);
  return placeVariants(things, bounds, takenBoxes(marks), lineBoxes(marks))
    .map(({ id, text, x, y }) => ({ id, text, x, y, role: role(id) }));
}

const SMALL = { size: SIZE.small, priority: 0 } as const;

function lineVariants({ id, texts, x2, y, isCutRight }: CheckpointTrack["lines"][number]) {
  const sides: readonly Side[] = isCutRight ? ["left"] : ["right", "left"];
  return texts.map((text): LabelWish => ({
    ...SMALL,
    id: `checkpoint ${id}`,
    text,
    x: x2,
    y,
    reach: 6,
    sides,
  }));
}

function pointVariants(
  { id, x1, x2, y }: CheckpointTrack["points"][number],
  words: CheckpointsWords,
): LabelWish[] {
  if (x2 - x1 < 12 || id.endsWith("…")) return [];
  const wish = { ...SMALL, id: `point ${id}`, x: x1, y, reach: 2, sides: ["right"] as const };
  return [{ ...wish, text: words.point(id) }];
}

/** A phase is named where it lasts longest, or, if there is no room, where it lasts almost as long. */
function phaseVariants(
  view: ControlView,
  parts: readonly PartMark[],
  phase: Phase,
  words: CheckpointsWords,
): LabelWish[][] {
  const longest = parts
    .flatMap((part) =>
      part.spans.filter((span) => span.phase === phase).map((span) => ({ part, span }))
    )
    .filter(({ span }) => span.x2 - span.x1 >= LEAST)
    .sort((a, b) => b.span.x2 - b.span.x1 - (a.span.x2 - a.span.x1) || a.part.y - b.part.y)
    .slice(0, TRIED_MAX);
  const name = words.phases[phase];
  const textsOf = ({ micros }: PartSpan) => [`${name}, ${nowText(view.clock, micros)}`, name];
  const whole = longest.flatMap(({ part, span }) => placesOf(part, span, textsOf(span)[0]));
  const short = longest.flatMap(({ part, span }) => placesOf(part, span, textsOf(span)[1]));
  return [[...whole, ...short]];
}

/** Pixels that a phase must have to be named, and spans that are tried. */
const LEAST = 4;
const TRIED_MAX = 8;

function placesOf({ y }: PartMark, { phase, x1, x2 }: PartSpan, text: string): LabelWish[] {
  const wish = { ...SMALL, id: `phase ${phase}`, text, reach: ABOVE, y };
  return [
    { ...wish, x: x1 + ABOVE, sides: ["above right"] },
    { ...wish, x: (x1 + x2) / 2, sides: ["above"] },
  ];
}

/** Pixels above a lane that its marks take. */
const ABOVE = 7;

/** Diamonds on lanes are named once. */
function markVariants(parts: readonly PartMark[], words: CheckpointsWords): LabelWish[][] {
  const name = (
    what: string,
    text: string,
    xOf: (part: PartMark) => number | null,
  ): LabelWish[][] => {
    const withMark = parts.filter((part) => xOf(part) !== null);
    const wishes = withMark.map((part): LabelWish => ({
      ...SMALL,
      id: `${what} ${part.id}`,
      text,
      x: xOf(part)!,
      y: part.y,
      reach: 4,
      sides: ["right"],
    }));
    // each place is a variant of one thing: it is said where there is room first
    return wishes.length === 0 ? [] : [wishes.map((wish) => ({ ...wish, id: `${what} once` }))];
  };
  return [
    ...name("acknowledged", words.acknowledged, (part) => part.acknowledgedX),
    ...name("notified", words.notified, (part) => part.notifiedX),
  ];
}

function missingVariants(parts: readonly PartMark[], words: CheckpointsWords): LabelWish[][] {
  const first = new Map<number, PartMark>();
  for (const part of parts) {
    if (part.isMissing && part.failedX !== null && !first.has(part.checkpoint)) {
      first.set(part.checkpoint, part);
    }
  }
  return [...first.values()].map(({ id, failedX, y }) => [{
    ...SMALL,
    id: `missing ${id}`,
    text: words.missing,
    x: failedX!,
    y,
    reach: 5,
    sides: ["right", "above", "below"],
  }]);
}

function roles({ track }: CheckpointsLabelled): (id: string) => CheckpointsLabel["role"] {
  const failed = new Set(track.lines.filter(({ end }) => end === "failed").map(({ id }) => id));
  return (id) => {
    if (id.startsWith("checkpoint ")) return failed.has(id.slice(11)) ? "fault" : "plain";
    if (id.startsWith("missing")) return "fault";
    return "quiet";
  };
}

function takenBoxes({ track, parts, faults }: CheckpointsLabelled): Box[] {
  return [
    ...faults.map(({ tab }) => tab),
    ...track.lines.flatMap(({ x1, x2, y }) => [
      boxAround(x1, y, 6),
      boxAround(x2, y, 6),
      { x: x1, y: y - 1, width: x2 - x1, height: 2 },
    ]),
    ...track.ticks.map((x) => ({ x: x - 1, y: track.y - 4, width: 2, height: 8 })),
    ...track.points.flatMap(({ restores, y }) => restores.map((x) => boxAround(x, y, 9))),
    ...parts.flatMap(({ y, spans, acknowledgedX, notifiedX, failedX, barrierX }) => [
      ...spans.map(({ x1, x2 }) => ({ x: x1, y: y - 4, width: x2 - x1, height: 8 })),
      ...[acknowledgedX, notifiedX, failedX].filter((x) => x !== null).map((x) =>
        boxAround(x, y, 4)
      ),
      ...(barrierX === null ? [] : [{ x: barrierX - 1.5, y: y - 7, width: 3, height: 14 }]),
    ]),
  ];
}

function lineBoxes({ lanes, track, faults, bottom }: CheckpointsLabelled): Box[] {
  return [
    ...faults.flatMap(({ x1, x2 }) =>
      [x1, x2].map((x) => ({ x: x - 1, y: 0, width: 2, height: bottom }))
    ),
    ...lanes.flatMap(({ runs, y }) =>
      runs.map(({ x1, x2 }) => ({ x: x1, y: y - 1, width: x2 - x1, height: 2 }))
    ),
    ...track.points.map(({ x1, x2, y }) => ({ x: x1, y: y - 1, width: x2 - x1, height: 2 })),
  ];
}

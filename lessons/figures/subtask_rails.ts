// The rails of subtasks: a line over processing time, named in the gutter, with a chevron where event time
// moved. What hangs below a rail belongs to that subtask, so cause and effect stand one above the other.
//
//     window[0]  ───›─1.999───────›─9.999────›─∞
//                                 │ what it sets off
//          b ●   [                ┃┃         ]

import type { Advance } from "./picture_history.ts";
import type { LabelWish } from "./labels.ts";
import { type PictureClock, watermarkText } from "./picture_clock.ts";
import { type Stage, xOf } from "./stage.ts";
import { measure } from "./text.ts";
import { SIZE } from "./theme.ts";

/** A rail. */
export interface Rail {
  /** Label of the subtask. */
  readonly id: string;
  readonly y: number;
  /** Pieces of its line, between the words that stand on it. */
  readonly line: readonly RailPiece[];
  readonly chevrons: readonly RailChevron[];
  /** How far down what its watermarks set off reaches, at each place. */
  readonly drops: readonly RailDrop[];
}

/** A piece of a line. */
export interface RailPiece {
  readonly x1: number;
  readonly x2: number;
}

/** Event time moved. */
export interface RailChevron {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Empty while it is before every record: then it says nothing yet. */
  readonly value: string;
  /** Something hangs on it. */
  readonly isCause: boolean;
}

/** A line from a watermark down to what it set off. */
export interface RailDrop {
  readonly x: number;
  readonly y2: number;
}

/** What a rail is made of. */
export interface RailSpec {
  readonly label: string;
  readonly y: number;
  /** Of this subtask, in order. */
  readonly advances: readonly Advance[];
  /** The earliest event time that means something. */
  readonly first: number;
  /** Place of what a watermark at that time set off; nothing when it set off nothing. */
  effectOf(time: number): number | undefined;
}

/** Chevrons closer than this are one: the later. */
const NEAR = 6;

/** Makes a rail. */
export function railOf(stage: Stage, clock: PictureClock, spec: RailSpec): Rail {
  const chevrons: RailChevron[] = [];
  const drops: RailDrop[] = [];
  for (const { time, watermark } of spec.advances) {
    if (time < stage.from || time > stage.until) continue;
    const x = xOf(stage, time);
    const y2 = spec.effectOf(time);
    const last = chevrons.at(-1);
    const isNear = last !== undefined && x - last.x < NEAR;
    // what sets nothing off gives way to what does
    if (isNear && last.isCause && y2 === undefined) continue;
    if (isNear) chevrons.pop();
    if (y2 !== undefined) drops.push({ x, y2 });
    chevrons.push({
      id: `${spec.label} ${watermark} ${time}`,
      x,
      y: spec.y,
      value: watermark < spec.first ? "" : watermarkText(clock, watermark),
      isCause: y2 !== undefined,
    });
  }
  const line = [{ x1: stage.left, x2: stage.right }];
  return { id: spec.label, y: spec.y, line, chevrons, drops };
}

/** The same rails, with their lines broken where a value stands. */
export function withValues(
  rails: readonly Rail[],
  labels: readonly { readonly id: string; readonly text: string; readonly x: number }[],
): Rail[] {
  const byId = new Map(labels.map((label) => [label.id, label]));
  return rails.map((rail) => {
    const [{ x1, x2 }] = rail.line;
    const values = rail.chevrons.flatMap(({ id }) => byId.get(`watermark ${id}`) ?? [])
      .toSorted((a, b) => a.x - b.x);
    const starts = [x1, ...values.map(({ x, text }) => x + measure(text, SIZE.small) + AIR)];
    const ends = [...values.map(({ x }) => x - AIR), x2];
    const line = starts.map((start, i) => ({ x1: round(start), x2: round(ends[i]) }))
      .filter((piece) => piece.x2 > piece.x1);
    return { ...rail, line };
  });
}

/** Pixels between a value and the line. */
const AIR = 2;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The values of watermarks as labels: of those that set something off first. */
export function railWishes(rails: readonly Rail[]): LabelWish[][] {
  const chevrons = rails.flatMap((rail) => rail.chevrons).filter(({ value }) => value !== "");
  const wish = ({ id, value, x, y }: RailChevron): LabelWish => ({
    id: `watermark ${id}`,
    text: value,
    x,
    y,
    reach: 3,
    priority: 0,
    size: SIZE.small,
    sides: ["right", "left"],
  });
  const causes = chevrons.filter(({ isCause }) => isCause);
  return [...causes, ...chevrons.filter(({ isCause }) => !isCause)].map((one) => [wish(one)]);
}

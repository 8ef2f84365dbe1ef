// Where labels stand: beside what they name, by priority, and never over one another or over a mark.
// A label that fits nowhere is left out of the picture and named in the table instead.
//
//     above left   above   above right
//                    name
//         left  name   ●   name  right
//                    name
//     below left   below   below right

import { baseline, type Cut, lineHeight, measure } from "./text.ts";

/** A rectangle that is taken. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Sides of a point, and its corners for marks on a line that a name should not stand on. */
export type Side =
  | "right"
  | "left"
  | "above"
  | "below"
  | "above right"
  | "above left"
  | "below right"
  | "below left";

/** A label that wants to stand beside a point. */
export interface LabelWish {
  readonly id: string;
  readonly text: string;
  /** The point, and how far from it its mark reaches. */
  readonly x: number;
  readonly y: number;
  readonly reach: number;
  /** Small numbers go first: 0 fault, 1 culprit, 2 late, 3 window, 4 record. */
  readonly priority: number;
  readonly size: number;
  readonly cut?: Cut;
  /** Sides to try, in order; right, above, below and left when left out. */
  readonly sides?: readonly Side[];
}

/** A label that has found its place. */
export interface PlacedLabel {
  readonly id: string;
  readonly text: string;
  /** Left end of the base line. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly cut: Cut;
  readonly box: Box;
}

/** The order in which figures give labels their places. */
export const PRIORITY = { fault: 0, culprit: 1, late: 2, window: 3, record: 4 } as const;

const SIDES: readonly Side[] = ["right", "above", "below", "left"];
const GAP = 3;
// px left and right of every label that stay empty
const AIR = 2;

/**
 * Labels that found a place, in the order of the wishes, and the ids of those that did not. Where it can
 * be, they also stay off `avoided`: lines, which may run behind a label if they must.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  bounds: Box,
  taken: readonly Box[] = [],
  avoided: readonly Box[] = [],
): { placed: PlacedLabel[]; omitted: string[] } {
  const boxes = [...taken];
  const found = new Map<LabelWish, PlacedLabel>();
  const inOrder = wishes.map((wish, index) => ({ wish, index }))
    .sort((a, b) => a.wish.priority - b.wish.priority || a.index - b.index);
  for (const { wish } of inOrder) {
    const candidates = (wish.sides ?? SIDES).map((side) => labelAt(wish, side)).filter(({ box }) =>
      isInside(box, bounds) && !boxes.some((other) => overlaps(box, other))
    );
    const label = candidates.find(({ box }) => !avoided.some((line) => overlaps(box, line))) ??
      candidates[0];
    if (label === undefined) continue;
    boxes.push(label.box);
    found.set(wish, label);
  }
  return {
    placed: wishes.flatMap((wish) => found.get(wish) ?? []),
    omitted: wishes.filter((wish) => !found.has(wish)).map(({ id }) => id),
  };
}

/**
 * Places things that can be said in several ways or places, the best one first, in the order given. Each
 * takes the first way that is free of lines, or else the first that is free of marks.
 */
export function placeVariants(
  things: readonly (readonly LabelWish[])[],
  bounds: Box,
  taken: readonly Box[] = [],
  avoided: readonly Box[] = [],
): PlacedLabel[] {
  const boxes = [...taken];
  return things.flatMap((variants) => {
    const place = (others: readonly Box[]) => (wish: LabelWish) =>
      placeLabels([wish], bounds, others).placed;
    const [label] = variants.flatMap(place([...boxes, ...avoided]))
      .concat(variants.flatMap(place(boxes)));
    if (label !== undefined) boxes.push(label.box);
    return label ?? [];
  });
}

/** True when two rectangles share more than an edge. */
export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width &&
    a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The square round a point. */
export function boxAround(x: number, y: number, reach: number): Box {
  return { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
}

/** True when a rectangle lies in another. */
export function isInside(inner: Box, outer: Box): boolean {
  return inner.x >= outer.x && inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height;
}

function labelAt(wish: LabelWish, side: Side): PlacedLabel {
  const { id, text, x, y, reach, size, cut = "regular" } = wish;
  const width = measure(text, size, cut);
  const height = lineHeight(size);
  const isCorner = side.includes(" ");
  // at a corner the name begins or ends over the point
  const from = isCorner ? -reach : reach + GAP;
  const left = side.endsWith("right")
    ? x + from
    : side.endsWith("left")
    ? x - from - width
    : x - width / 2;
  const middle = side.startsWith("above")
    ? y - reach - 1 - height / 2
    : side.startsWith("below")
    ? y + reach + 1 + height / 2
    : y;
  const box = {
    x: round(left) - AIR,
    y: round(middle - height / 2),
    width: width + 2 * AIR,
    height,
  };
  return { id, text, size, cut, x: round(left), y: baseline(middle, size), box };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

// How edges run: from which place on which box to which, and along which curve. One-to-one streams run
// side by side; redistributing streams cross, here as in the plan:
//
//     ══════   one-to-one (FORWARD)        ══╲╱══   redistributing (HASH, REBALANCE, …)
//     ══════                               ══╱╲══
//
// A box that stands for several subtasks shows two strands, so the picture is the same in small.

import { BLOCK, type Direction, type GraphBlock } from "./dataflow_graph_block.ts";
import type { GraphEdge } from "./dataflow_graph_plan.ts";
import type { Passage } from "./layout.ts";

/** A point in the picture. */
export type Point = readonly [x: number, y: number];

/** One drawn line: a channel, or a strand that stands for many. */
export interface GraphLine {
  readonly id: string;
  /** One of many: only those of one sender are drawn in ink. */
  readonly isFaint: boolean;
  /** Points to pass, start and end included; between each pair runs a smooth curve. */
  readonly points: readonly Point[];
}

/** An end of an edge at a block: which edge of how many leave or enter there. */
export interface EdgeEnd {
  readonly block: GraphBlock;
  readonly parallelism: number;
  readonly index: number;
  readonly count: number;
}

/** Distance between strands, and between edges at the same box. */
const STRAND = 9;
const EDGE_GAP = 13;
/** Where strands begin and end to part or to cross, from the sender's box. */
const PARTING = { right: { start: 15, end: 41 }, down: { start: 6, end: 24 } } as const;
/** Where they begin to meet, from the receiver's arrow. */
const MERGE = 22;
/** More channels than this are a tangle. */
const DENSE_ABOVE = 36;
/** Room of an arrow's head before the box. */
export const ARROW = 6;

/** What is drawn of an edge. */
export interface Route {
  readonly lines: readonly GraphLine[];
  /** Where arrows point. */
  readonly tips: readonly Point[];
  /** Where a triangle stands, should it be a side output: once on each box. */
  readonly leaves: readonly Point[];
}

/** Lines of an edge, and where its arrows point. */
export function routeEdge(
  edge: GraphEdge,
  source: EdgeEnd,
  target: EdgeEnd,
  passages: readonly Passage[],
  direction: Direction,
): Route {
  const starts = portsOf(source, direction, "out");
  const tips = portsOf(target, direction, "in");
  const isFolded = source.block.isFolded && target.block.isFolded;
  const pairs = pairsOf(
    edge,
    [starts.length, source.parallelism],
    [tips.length, target.parallelism],
  );
  const isDense = pairs.length > DENSE_ABOVE;
  const lines = pairs.map(({ id, sender, receiver }): GraphLine => {
    const isFaint = isDense && sender > 0;
    const start = starts[sender];
    const end = along(direction, tips[receiver], -ARROW);
    const passed = passages.map((passage) => through(passage, starts, sender, direction));
    const rest = [...passed.flat(), end];
    if (!isFolded) return { id, isFaint, points: [start, ...rest] };
    // one-to-one strands run on as they are
    const parting = tips.length > 1 && (starts.length === 1 || pairs.length > tips.length)
      ? partOf(start, offset(middle(starts), tips, receiver), rest[0], direction)
      : [];
    const meeting = tips.length === 1 && starts.length > 1 && isLong(start, end)
      ? [along(direction, offset(end, starts, sender), -MERGE)]
      : [];
    return { id, isFaint, points: [start, ...parting, ...passed.flat(), ...meeting, end] };
  });
  return {
    // what is in ink lies on top
    lines: [...lines.filter(({ isFaint }) => isFaint), ...lines.filter(({ isFaint }) => !isFaint)],
    tips: tips.filter((_, index) => pairs.some(({ receiver }) => receiver === index)),
    leaves: source.block.isFolded ? [leaveOf(source.block, starts, direction)] : starts,
  };
}

/** Between folded boxes strands part or cross close to the sender: there the partitioner chooses. */
function partOf(own: Point, other: Point, next: Point, direction: Direction): Point[] {
  const room = direction === "right" ? next[0] - own[0] : next[1] - own[1];
  const { start, end } = PARTING[direction];
  const shrink = Math.min(1, room / (end + 4));
  return [along(direction, own, start * shrink), along(direction, other, end * shrink)];
}

/** Long enough for strands to run side by side before they meet. */
function isLong([x0, y0]: Point, [x1, y1]: Point): boolean {
  return Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)) > 4 * MERGE;
}

/** Strands keep their distance through the layers that they pass. */
function through(
  { layerStart, layerEnd, across }: Passage,
  starts: readonly Point[],
  sender: number,
  direction: Direction,
): Point[] {
  const [from, until] = [at(direction, layerStart, across), at(direction, layerEnd, across)];
  return [offset(from, starts, sender), offset(until, starts, sender)];
}

/** A point, moved as far as one of several strands is from their middle. */
function offset([x, y]: Point, strands: readonly Point[], index: number): Point {
  const [mx, my] = middle(strands);
  const [sx, sy] = strands[index];
  return [x + (sx - mx), y + (sy - my)];
}

/** Clear of the sheets behind a box. */
function leaveOf({ boxes }: GraphBlock, starts: readonly Point[], direction: Direction): Point {
  const sheets = boxes[boxes.length - 1].sheets;
  return along(direction, middle(starts), sheets * BLOCK.sheet);
}

function middle(points: readonly Point[]): Point {
  const [[x0, y0], [x1, y1]] = [points[0], points[points.length - 1]];
  return [(x0 + x1) / 2, (y0 + y1) / 2];
}

function along(direction: Direction, [x, y]: Point, distance: number): Point {
  return direction === "right" ? [x + distance, y] : [x, y + distance];
}

function at(direction: Direction, along: number, across: number): Point {
  return direction === "right" ? [along, across] : [across, along];
}

/** Places where an edge leaves or enters: one per drawn subtask, or strands of a folded box. */
function portsOf(end: EdgeEnd, direction: Direction, way: "in" | "out"): Point[] {
  const { block, parallelism, index, count } = end;
  const isRight = direction === "right";
  return block.ports.flatMap((port) => {
    const extent = isRight ? port.height : port.width;
    const room = Math.min(EDGE_GAP, (extent - 8) / count);
    const strands = block.isFolded && parallelism > 1 ? [-0.5, 0.5] : [0];
    const strand = Math.min(STRAND, room * 0.55);
    const along = isRight
      ? port.x + (way === "out" ? port.width : 0)
      : port.y + (way === "out" ? port.height : 0);
    const middle = (isRight ? port.y : port.x) + extent / 2 + (index - (count - 1) / 2) * room;
    return strands.map((place) => at(direction, along, middle + place * strand));
  });
}

interface Pair {
  readonly id: string;
  readonly sender: number;
  readonly receiver: number;
}

/** Which place is joined with which: by the channels of the plan, where every subtask has its place. */
function pairsOf(
  { id, channels, isOneToOne }: GraphEdge,
  [senders, senderCount]: readonly [places: number, subtasks: number],
  [receivers, receiverCount]: readonly [places: number, subtasks: number],
): readonly Pair[] {
  const isExact = senders === senderCount && receivers === receiverCount;
  if (isExact && channels.length > 0) return channels;
  const pairs: Pair[] = [];
  for (let sender = 0; sender < senders; sender++) {
    for (let receiver = 0; receiver < receivers; receiver++) {
      if (isOneToOne && senders === receivers && sender !== receiver) continue;
      pairs.push({ id: `${id}.${sender}${receiver}`, sender, receiver });
    }
  }
  return pairs;
}

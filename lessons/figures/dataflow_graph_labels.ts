// Where the name of each partitioner stands: just off the lines of its edge, near their middle, over no
// line, box or other label. If there is no such place it lies on its lines, with a rim of paper.

import type { Direction, GraphBlock } from "./dataflow_graph_block.ts";
import { sample } from "./dataflow_graph_curve.ts";
import type { DrawnEdge } from "./dataflow_graph_model.ts";
import type { Point } from "./dataflow_graph_route.ts";
import { type Box, overlaps } from "./labels.ts";
import { baseline, lineHeight, measure } from "./text.ts";
import { SIZE } from "./theme.ts";

/** The name of an edge's partitioner, in its place. */
export interface GraphLabel {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Base line of the text, from the left end of the box. */
  readonly baseline: number;
}

const GAP = 3;
// where along an edge a label is tried, the middle first
const PLACES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8] as const;

/** A label for every edge. */
export function edgeLabels(
  edges: readonly DrawnEdge[],
  blocks: readonly GraphBlock[],
  direction: Direction,
  width: number,
): GraphLabel[] {
  const samples = edges.map(({ lines }) =>
    lines.flatMap(({ points }) => sample(points, direction))
  );
  const taken: Box[] = blocks.flatMap(({ kind, boxes, title, ...frame }) => [
    ...(kind === "group" ? boxes : [frame]),
    ...(title === null
      ? []
      : [{ x: title.x, y: title.y - 9, width: frame.x + frame.width - title.x, height: 18 }]),
  ]);
  const points = samples.flat();
  return edges.map(({ id, partitioner }, index) => {
    const size = {
      width: measure(partitioner, SIZE.small),
      height: lineHeight(SIZE.small),
    };
    const tries = candidates(samples[index], size, direction);
    const free = tries.find((box) =>
      box.x >= 0 && box.x + box.width <= width &&
      !taken.some((other) => overlaps(box, other)) &&
      !points.some((point) => isIn(point, box))
    );
    const box = free ?? onLines(samples[index], size);
    taken.push({ ...box, x: box.x - GAP, width: box.width + 2 * GAP });
    return {
      id,
      text: partitioner,
      ...box,
      baseline: baseline(box.y + box.height / 2, SIZE.small),
    };
  });
}

type Size = Pick<Box, "width" | "height">;

/** Boxes beside the lines of an edge, on either side of them, best first. */
function candidates(points: readonly Point[], size: Size, direction: Direction): Box[] {
  const isRight = direction === "right";
  const alongs = points.map(([x, y]) => isRight ? x : y);
  const [start, end] = [Math.min(...alongs), Math.max(...alongs)];
  const extent = isRight ? size.width : size.height;
  return PLACES.flatMap((place) => {
    const from = start + (end - start) * place - extent / 2;
    const near = points
      .filter(([x, y]) => isWithin(isRight ? x : y, from - 2, from + extent + 2))
      .map(([x, y]) => isRight ? y : x);
    if (near.length === 0) return [];
    const [least, most] = [Math.min(...near), Math.max(...near)];
    return isRight
      ? [
        { x: from, y: least - size.height - 1, ...size },
        { x: from, y: most + 1, ...size },
      ]
      : [
        { x: most + GAP + 2, y: from, ...size },
        { x: least - size.width - GAP - 2, y: from, ...size },
      ];
  });
}

function onLines(points: readonly Point[], size: Size): Box {
  const [x, y] = points[Math.floor(points.length / 2)];
  return { x: x - size.width / 2, y: y - size.height / 2, ...size };
}

function isIn([x, y]: Point, { x: left, y: top, width, height }: Box): boolean {
  return isWithin(x, left - 2, left + width + 2) && isWithin(y, top + 2, top + height - 1);
}

function isWithin(value: number, from: number, until: number): boolean {
  return value >= from && value <= until;
}

// The curve of a channel: it leaves and enters along the way that records go, so that the eye follows it.

import type { Direction } from "./dataflow_graph_block.ts";
import type { Point } from "./dataflow_graph_route.ts";
import { path } from "./svg.ts";

/** SVG path through the points of a line. */
export function curvePath(points: readonly Point[], direction: Direction): string {
  let d = path`M${points[0][0]},${points[0][1]}`;
  for (let i = 1; i < points.length; i++) {
    const [x1, y1] = points[i];
    const [[, c0], [, c1]] = [points[i - 1], points[i]];
    const isStraight = direction === "right" ? c0 === c1 : points[i - 1][0] === x1;
    const [[ax, ay], [bx, by]] = controls(points[i - 1], points[i], direction);
    d += isStraight ? path`L${x1},${y1}` : path`C${ax},${ay} ${bx},${by} ${x1},${y1}`;
  }
  return d;
}

/** Points on a line, close enough together to keep labels off it. */
export function sample(points: readonly Point[], direction: Direction): Point[] {
  const STEPS = 24;
  return points.slice(1).flatMap((end, index) => {
    const start = points[index];
    const [a, b] = controls(start, end, direction);
    return Array.from({ length: STEPS + 1 }, (_, step): Point => {
      const t = step / STEPS;
      const [u0, u1, u2, u3] = [
        (1 - t) * (1 - t) * (1 - t),
        3 * (1 - t) * (1 - t) * t,
        3 * (1 - t) * t * t,
        t * t * t,
      ];
      return [
        u0 * start[0] + u1 * a[0] + u2 * b[0] + u3 * end[0],
        u0 * start[1] + u1 * a[1] + u2 * b[1] + u3 * end[1],
      ];
    });
  });
}

function controls([x0, y0]: Point, [x1, y1]: Point, direction: Direction): [Point, Point] {
  const [xm, ym] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return direction === "right" ? [[xm, y0], [xm, y1]] : [[x0, ym], [x1, ym]];
}

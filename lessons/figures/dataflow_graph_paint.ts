// Paints a placed dataflow graph: channels below, boxes above them, names on top.

import {
  BLOCK,
  type Direction,
  type GraphBox,
  type GraphJoint,
  type GraphSlot,
} from "./dataflow_graph_block.ts";
import { curvePath } from "./dataflow_graph_curve.ts";
import type { DataflowGraphModel, DrawnBlock, DrawnEdge } from "./dataflow_graph_model.ts";
import type { Point } from "./dataflow_graph_route.ts";
import { type Mark, paintMarks, path } from "./svg.ts";
import { baseline, measure } from "./text.ts";
import { SIZE } from "./theme.ts";

/** Makes an `<svg>` show the graph. */
export function paintDataflowGraph(model: DataflowGraphModel, svg: Element): void {
  paintMarks(svg, model, [
    ...model.blocks.filter(({ kind }) => kind === "task").map(frameMark),
    ...model.edges.map((edge) => edgeMark(edge, model.direction)),
    ...model.blocks.map((block) => blockMark(block, model.direction)),
    ...model.labels.map(({ id, text, x, baseline }): Mark => ({
      tag: "text",
      kind: "partitioner",
      id,
      class: "small rim",
      at: { x, y: baseline },
      text,
    })),
  ]);
}

/** The ground on which a chain stands: what shares it runs in one thread. */
function frameMark({ id, x, y, width, height }: DrawnBlock): Mark {
  return {
    tag: "rect",
    kind: "frame",
    id,
    class: "frame",
    at: { x, y, width, height, rx: 2 * SIZE.corner },
  };
}

function edgeMark({ id, lines, tips, leaves, tag }: DrawnEdge, direction: Direction): Mark {
  const channels = lines.map(({ id, isFaint, points }): Mark => ({
    tag: "path",
    kind: "channel",
    id,
    class: isFaint ? "rule hair" : "ink hair",
    at: { d: curvePath(points, direction) },
  }));
  const heads = tips.map((tip) => arrow(tip, direction)).join("");
  return {
    tag: "g",
    kind: "edge",
    id,
    parts: [
      ...channels,
      { tag: "path", class: "ink solid", at: { d: heads } },
      ...(tag === null ? [] : leaves.map((point) => triangle(point, direction, 3))),
    ],
  };
}

/** What leaves here is a side output. */
function triangle([x, y]: Point, direction: Direction, distance: number): Mark {
  const d = direction === "right"
    ? path`M${x + distance},${y - 4}l7,4l-7,4Z`
    : path`M${x - 4},${y + distance}l4,7l4,${-7}Z`;
  return { tag: "path", class: "ink hollow", at: { d } };
}

function arrow([x, y]: Point, direction: Direction): string {
  return direction === "right"
    ? path`M${x},${y}l${-7},${-3.5}v7Z`
    : path`M${x},${y}l${-3.5},${-7}h7Z`;
}

function blockMark(
  { id, kind, title, boxes, joints, slots }: DrawnBlock,
  direction: Direction,
): Mark {
  return {
    tag: "g",
    kind,
    id,
    parts: [
      ...(title === null ? [] : titleMarks(title)),
      ...joints.map((joint) => jointMark(joint, direction)),
      ...boxes.map(boxMark),
      ...slots.flatMap(slotMarks),
    ],
  };
}

function titleMarks({ text, count, x, y }: NonNullable<DrawnBlock["title"]>): Mark[] {
  const end = x + measure(text, SIZE.text, "strong") + 6;
  return [
    { tag: "text", class: "strong", at: { x, y: baseline(y, SIZE.text) }, text },
    ...(count === "" ? [] : [
      {
        tag: "text",
        class: "small quiet",
        at: { x: end, y: baseline(y, SIZE.text) },
        text: count,
      },
    ]),
  ];
}

/** A call: an open head, where channels have a filled one. */
function jointMark({ x0, y0, x1, y1, isSide }: GraphJoint, direction: Direction): Mark {
  const isRight = direction === "right";
  const head = isRight
    ? path`M${x1 - 5.5},${y1 - 3.5}L${x1 - 1},${y1}L${x1 - 5.5},${y1 + 3.5}`
    : path`M${x1 - 3.5},${y1 - 5.5}L${x1},${y1 - 1}L${x1 + 3.5},${y1 - 5.5}`;
  const end: Point = isRight ? [x1 - 1, y1] : [x1, y1 - 1];
  const line: Mark = {
    tag: "path",
    class: "ink line",
    at: { d: curvePath([[x0, y0], end], direction) + head },
  };
  return { tag: "g", parts: isSide ? [line, triangle([x0, y0], direction, 1)] : [line] };
}

function boxMark({ kind, id, label, count, sheets, pad, x, y, width, height }: GraphBox): Mark {
  const rect = (offset: number): Mark => ({
    tag: "rect",
    class: "ink hollow",
    at: { x: x + offset, y: y + offset, width, height, rx: SIZE.corner },
  });
  const middle = y + height / 2;
  const isOperator = kind === "operator";
  const labelMark: Mark = isOperator
    ? {
      tag: "text",
      class: "strong",
      at: {
        x: count === "" ? x + width / 2 - measure(label, SIZE.text, "strong") / 2 : x + pad,
        y: baseline(middle, SIZE.text),
      },
      text: label,
    }
    : {
      tag: "text",
      class: "small mono middle",
      at: { x: x + width / 2, y: baseline(middle, SIZE.small) },
      text: label,
    };
  const behind = Array.from({ length: sheets }, (_, index) => rect((sheets - index) * BLOCK.sheet));
  return {
    tag: "g",
    kind,
    id,
    parts: [
      ...behind,
      rect(0),
      labelMark,
      ...(count === "" ? [] : [
        {
          tag: "text",
          class: "small quiet end",
          at: { x: x + width - pad, y: baseline(middle, SIZE.text) },
          text: count,
        },
      ]),
    ],
  };
}

/** The task manager that runs a subtask, in the subtask's slot. */
function slotMarks({ x, y, width, text }: GraphSlot): Mark[] {
  return [
    {
      tag: "rect",
      class: "rule hair",
      at: { x: x + 0.5, y: y + 0.5, width: width - 1, height: BLOCK.slot - 1, rx: 2 },
    },
    {
      tag: "text",
      class: "small quiet middle",
      at: { x: x + width / 2, y: baseline(y + BLOCK.slot / 2, SIZE.small) },
      text,
    },
  ];
}

// From numbers to marks: the model of the picture of regions as SVG, ground first, names last.

import type { RegionBand, RegionBox, RegionLine, RegionStore } from "./regions_layout.ts";
import type { RegionsModel } from "./regions_model.ts";
import { type Mark, paintMarks, path } from "./svg.ts";
import { baseline } from "./text.ts";
import { SIZE } from "./theme.ts";

/** Makes an `<svg>` show the picture. */
export function paintRegions(model: RegionsModel, svg: Element): void {
  const { bands, boxes, lines, stores, more, moreY, left } = model;
  paintMarks(svg, model, [
    ...bands.map((band) => bandMark(band, model)),
    ...lines.map(lineMark),
    ...stores.map(storeMark),
    ...boxes.map(boxMark),
    ...(more === "" ? [] : [{
      tag: "text",
      kind: "note",
      id: "more",
      class: "small quiet",
      at: { x: left, y: moreY },
      text: more,
    }]),
  ]);
}

/** The ground of a region; one that is started again is darker. */
function bandMark({ id, label, note, y1, y2, startsAgain }: RegionBand, model: RegionsModel): Mark {
  const { left, right } = model;
  const middle = (y1 + y2) / 2;
  const x = left - 10;
  return {
    tag: "g",
    kind: "region",
    id,
    parts: [
      {
        tag: "rect",
        class: startsAgain ? "level" : "frame",
        at: { x: left, y: y1, width: right - left, height: y2 - y1, rx: SIZE.corner },
      },
      {
        tag: "text",
        class: "small end",
        at: { x, y: baseline(note === "" ? middle : middle - 7, SIZE.small) },
        text: label,
      },
      ...(note === "" ? [] : [{
        tag: "text",
        class: startsAgain ? "small end strong" : "small end quiet",
        at: { x, y: baseline(middle + 8, SIZE.small) },
        text: note,
      }]),
    ],
  };
}

/** A stream, or the way to those who read a result that is kept. */
function lineMark({ id, handOver, x1, y1, x2, y2 }: RegionLine): Mark {
  // those who read a result that is kept read it from one rail behind the tasks that made it
  const d = handOver === "kept"
    ? path`M${x1},${y1}V${y2}H${x2}` + tipOf(x1, y2, x2, y2)
    : path`M${x1},${y1}L${x2},${y2}` + tipOf(x1, y1, x2, y2);
  const kind = handOver === "kept" ? "reading a kept result" : "stream";
  return { tag: "path", kind, id, class: "ink hair", at: { d } };
}

/** A result that is kept: sheets behind the task that made it. */
function storeMark({ id, x, y }: RegionStore): Mark {
  const sheets = path`M${x + 2.5},${y - 3}h7M${x + 2.5},${y}h7M${x + 2.5},${y + 3}h7`;
  return {
    tag: "g",
    kind: "kept result",
    id,
    parts: [
      { tag: "rect", class: "ink hollow", at: { x, y: y - 7, width: 12, height: 14 } },
      { tag: "path", class: "ink hair", at: { d: sheets } },
    ],
  };
}

function tipOf(x1: number, y1: number, x2: number, y2: number): string {
  const [width, height] = [x2 - x1, y2 - y1];
  const length = Math.sqrt(width * width + height * height) || 1;
  const [dx, dy] = [width / length, height / length];
  const [bx, by] = [x2 - 6 * dx, y2 - 6 * dy];
  return path`M${bx - 3 * dy},${by + 3 * dx}L${x2},${y2}L${bx + 3 * dy},${by - 3 * dx}`;
}

/** A task; dashed when it is started again, crossed when it fails. */
function boxMark({ id, text, x, y, width, height, fate }: RegionBox): Mark {
  const isDashed = fate !== "goes on";
  const cross = path`M${x + width - 5},${y - 5}l10,10m0,-10l-10,10`;
  return {
    tag: "g",
    kind: "task",
    id,
    parts: [
      { tag: "rect", class: "ground", at: { x, y, width, height } },
      {
        tag: "rect",
        class: isDashed ? "ink line dashed" : "ink line",
        at: { x, y, width, height, rx: SIZE.corner },
      },
      {
        tag: "text",
        class: "small middle",
        at: { x: x + width / 2, y: baseline(y + height / 2, SIZE.small) },
        text,
      },
      ...(fate === "fails" ? [{ tag: "path", class: "fault bold", at: { d: cross } }] : []),
    ],
  };
}

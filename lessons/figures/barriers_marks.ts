// From numbers to marks: the model of the picture of barriers as SVG, ground first, names last.

import type { Cut } from "./barriers_cut.ts";
import type { BarriersLabel } from "./barriers_labels.ts";
import type { BarriersModel, DoneMark } from "./barriers_model.ts";
import { momentMarks } from "./barriers_moment_marks.ts";
import type { BlockedMark, ElementPath } from "./barriers_paths.ts";
import type { SavedMark } from "./barriers_saved.ts";
import { BARRIERS_WORDS } from "./barriers_words.ts";
import { laneMarks } from "./control_lanes.ts";
import { faultBandMarks, faultTabMarks } from "./fault_band_marks.ts";
import { recordGlyph, savedGlyph } from "./glyphs.ts";
import { type Mark, paintMarks, path } from "./svg.ts";
import { timeAxisMarks } from "./time_axis.ts";

/** Makes an `<svg>` show the picture. */
export function paintBarriers(model: BarriersModel, svg: Element): void {
  const { stage, width, bottom, lanes, faults, records, cut, moment } = model;
  const words = BARRIERS_WORDS[model.language];
  const isOf = (carries: ElementPath["carries"]) => (one: ElementPath) => one.carries === carries;
  paintMarks(svg, model, [
    ...timeAxisMarks({ ...model, title: words.axis(model.clock) }),
    ...faultBandMarks(faults, bottom),
    ...(cut === null ? [] : [sideMark(cut, model)]),
    ...laneMarks(lanes, stage.left, width),
    ...model.paths.filter(isOf("record")).map(pathMark),
    ...records.filter(({ x, busyFrom }) => x - busyFrom > 1).map(busyMark),
    ...model.blocked.map(blockedMark),
    ...model.paths.filter(isOf("barrier")).map(pathMark),
    ...(cut === null ? [] : cutMarks(cut)),
    ...lanes.map(({ id }): Mark => ({
      tag: "g",
      kind: "records of",
      id,
      parts: records.filter(({ lane }) => lane === id).map(recordMark),
    })),
    ...model.saved.map(savedMark),
    ...cursorMarks(model),
    ...faultTabMarks(faults),
    ...(moment === null ? emptyMarks(model) : momentMarks(moment, model)),
    ...model.labels.map(labelMark),
  ]);
}

/** What lies before the cut is in the checkpoint: the ground of the channels below has the same meaning. */
function sideMark({ checkpoint, points }: Cut, { stage }: BarriersModel): Mark {
  const [first, last] = [points[0], points[points.length - 1]];
  const edge = points.map(({ x, y }) => path`L${x},${y}`).join("");
  const d = path`M${stage.left},${first.y - 14}H${first.x}` + edge +
    path`V${last.y + 20}H${stage.left}Z`;
  return {
    tag: "path",
    kind: "in the checkpoint",
    id: String(checkpoint),
    class: "level",
    at: { d },
  };
}

/** One line through all lanes; where something from behind a barrier got in front of it, it is broken. */
function cutMarks({ checkpoint, points }: Cut): Mark[] {
  const first = points[0];
  const whole = [path`M${first.x},${first.y - 14}L${first.x},${first.y}`];
  const broken: string[] = [];
  points.slice(1).forEach(({ x, y, isCrossed }, index) => {
    const from = points[index];
    (isCrossed ? broken : whole).push(path`M${from.x},${from.y}L${x},${y}`);
  });
  const last = points[points.length - 1];
  whole.push(path`M${last.x},${last.y}V${last.y + 20}`);
  const copies = points.filter(({ x, untilX }) => untilX > x)
    .map(({ x, untilX, y }) => path`M${x},${y - 4}H${untilX}V${y + 4}H${x}Z`).join("");
  return [
    ...(copies === "" ? [] : [{
      tag: "path",
      kind: "copies",
      id: String(checkpoint),
      class: "ink solid",
      at: { d: copies },
    }]),
    {
      tag: "path",
      kind: "cut",
      id: String(checkpoint),
      class: "ink line",
      at: { d: whole.join("") },
    },
    ...(broken.length === 0 ? [] : [{
      tag: "path",
      kind: "broken cut",
      id: String(checkpoint),
      class: "ink line dashed",
      at: { d: broken.join("") },
    }]),
  ];
}

function pathMark(way: ElementPath): Mark {
  const { id, carries, waitFrom, x1, y1, x2, y2, waitUntil, takenY } = way;
  const drop = takenY === null || takenY === y2 ? "" : path`V${takenY}`;
  const line = path`M${x1},${y1}L${x2},${y2}H${waitUntil}` + drop;
  if (carries === "record") {
    const d = (waitFrom < x1 ? path`M${waitFrom},${y1}H${x1}` : "") + line;
    return { tag: "path", kind: "record on its way", id, class: "ink hair", at: { d } };
  }
  // a barrier that overtakes leans forward
  const lean = way.overtook ? 3.5 : 0;
  const bars = path`M${x1 - lean},${y1 + 7}L${x1 + lean},${y1 - 7}` +
    path`M${waitUntil - lean * 0.6},${y2 + 4}L${waitUntil + lean * 0.6},${y2 - 4}`;
  return {
    tag: "g",
    kind: "barrier",
    id,
    parts: [
      { tag: "path", class: "barrier line", at: { d: line } },
      { tag: "path", class: "barrier bold", at: { d: bars } },
    ],
  };
}

/** Two short bars across the track, where it was blocked. */
function blockedMark({ id, y, x1, x2 }: BlockedMark): Mark {
  const middle = Math.min((x1 + x2) / 2, x1 + 9);
  const bars = x2 - x1 < 10 ? "" : path`M${middle - 2},${y - 3.5}v7m4,-7v7`;
  return {
    tag: "g",
    kind: "blocked channel",
    id,
    parts: [
      { tag: "path", class: "barrier hair dashed", at: { d: path`M${x1},${y}H${x2}` } },
      ...(bars === "" ? [] : [{ tag: "path", class: "ink line", at: { d: bars } }]),
    ],
  };
}

function busyMark({ id, lane, x, y, busyFrom }: DoneMark): Mark {
  return {
    tag: "path",
    kind: "busy",
    id: `${lane} ${id}`,
    class: "quiet busy",
    at: { d: path`M${busyFrom},${y}H${x}` },
  };
}

function recordMark({ id, x, y, key, state }: DoneMark): Mark {
  return {
    tag: "g",
    kind: "record",
    id,
    at: { transform: path`translate(${x},${y})` },
    parts: recordGlyph(state, key),
  };
}

/** Rows that were overtaken, in a cell as what is saved. */
function savedMark({ id, x, y, key, count }: SavedMark): Mark {
  return {
    tag: "g",
    kind: "saved rows",
    id,
    at: { transform: path`translate(${x},${y})` },
    parts: savedGlyph(key, count),
  };
}

function cursorMarks({ cursor, top, bottom }: BarriersModel): Mark[] {
  if (cursor === null) return [];
  const { x } = cursor;
  const d = path`M${x},${top}V${bottom + 4}`;
  const handle = path`M${x},${top + 6}l-4,-6h8Z`;
  return [{
    tag: "g",
    kind: "moment",
    id: "cursor",
    parts: [
      { tag: "path", class: "quiet hair dashed", at: { d } },
      { tag: "path", class: "quiet solid", at: { d: handle } },
    ],
  }];
}

function emptyMarks({ stage, bottom, language }: BarriersModel): Mark[] {
  return [{
    tag: "text",
    kind: "note",
    id: "nothing",
    class: "small quiet italic middle rim",
    at: { x: (stage.left + stage.right) / 2, y: bottom - 6 },
    text: BARRIERS_WORDS[language].nothing,
  }];
}

function labelMark({ id, text, x, y, role }: BarriersLabel): Mark {
  const name = role === "plain" ? "small rim" : `small rim ${role}`;
  return { tag: "text", kind: "label", id, class: name, at: { x, y }, text };
}

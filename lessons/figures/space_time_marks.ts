// From numbers to marks: the model of a space-time diagram as SVG, ground first, names last.

import type { FiringMark } from "./space_time_firings.ts";
import type { Label } from "./space_time_labels.ts";
import type { LaneMark, SpaceTimeModel } from "./space_time_model.ts";
import type { RecordMark } from "./space_time_records.ts";
import type { WatermarkMark } from "./space_time_watermarks.ts";
import { firingTicks, recordGlyph, TICK_COUNT, watermarkGlyph, windowBrackets } from "./glyphs.ts";
import type { Firing } from "./picture.ts";
import { SPACE_TIME_WORDS } from "./space_time_words.ts";
import type { Box } from "./labels.ts";
import { type Mark, path } from "./svg.ts";
import { baseline, fit } from "./text.ts";
import { unitOf } from "./stage.ts";
import { isPhone, SIZE } from "./theme.ts";

/** All marks of a model. */
export function spaceTimeMarks(model: SpaceTimeModel): Mark[] {
  const { records } = model;
  return [
    ...axisMarks(model),
    ...model.lanes.map((lane) => laneMark(lane, model.stage.width)),
    ...model.flights.map(flightMark),
    ...records.filter((record) => record.x - record.busyFrom > 1).map(busyMark),
    ...model.ends.map(({ id, x, y }): Mark => ({
      tag: "path",
      kind: "end of input",
      id,
      class: "ink line",
      at: { d: path`M${x},${y - 8}V${y + 8}` },
    })),
    ...model.watermarks.map(watermarkMark),
    ...model.firings.map(firingMark),
    ...model.lanes.map(({ id }): Mark => ({
      tag: "g",
      kind: "records of",
      id,
      parts: records.filter(({ lane }) => lane === id).map(recordMark),
    })),
    ...model.labels.map(labelMark),
  ];
}

function axisMarks({ ticks, top, bottom, stage, language }: SpaceTimeModel): Mark[] {
  const grid = ticks.map(({ x }) => path`M${x},${top + 8}V${bottom + 4}`).join("");
  return [
    { tag: "path", kind: "axis", id: "grid", class: "rule hair", at: { d: grid } },
    ...ticks.map(({ at, text, x }): Mark => ({
      tag: "text",
      kind: "tick",
      id: String(at),
      class: "small quiet middle",
      at: { x, y: bottom + 16 },
      text,
    })),
    {
      tag: "text",
      kind: "axis",
      id: "title",
      class: "small quiet end",
      at: { x: stage.right, y: bottom + 31 },
      text: SPACE_TIME_WORDS[language].axis(unitOf(stage)),
    },
  ];
}

function laneMark({ id, label, y, x1, x2 }: LaneMark, width: number): Mark {
  const size = isPhone(width) ? SIZE.small : SIZE.text;
  return {
    tag: "g",
    kind: "subtask",
    id,
    parts: [
      {
        tag: "text",
        class: size === SIZE.small ? "small end" : "end",
        at: { x: x1 - 10, y: baseline(y, size) },
        text: fit(label, x1 - 14, size),
      },
      { tag: "path", class: "neutral hair", at: { d: path`M${x1},${y}H${x2}` } },
    ],
  };
}

function flightMark(line: SpaceTimeModel["flights"][number]): Mark {
  const { id, carries, x1, y1, x2, y2, waitFrom, waitUntil, isDimmed } = line;
  // dimmed lines that lie on one another would add up
  const d = isDimmed
    ? path`M${x1},${y1}L${x2},${y2}`
    : path`M${waitFrom},${y1}H${x1}L${x2},${y2}H${waitUntil}`;
  const name = carries === "records" ? "ink line" : "watermark hair";
  return { tag: "path", kind: "buffer", id, class: dimmed(name, isDimmed), at: { d } };
}

function busyMark({ id, lane, x, y, busyFrom, isDimmed }: RecordMark): Mark {
  return {
    tag: "path",
    kind: "busy",
    id: `${lane} ${id}`,
    class: dimmed("busy", isDimmed),
    at: { d: path`M${busyFrom},${y}H${x}` },
  };
}

function recordMark({ id, x, y, key, state, isDimmed }: RecordMark): Mark {
  const isSide = state === "side output";
  return {
    tag: "g",
    kind: "record",
    id,
    class: isDimmed ? "dimmed" : undefined,
    at: { transform: isSide ? path`translate(${x},${y})rotate(90)` : path`translate(${x},${y})` },
    parts: recordGlyph(state, key),
  };
}

function watermarkMark({ id, x, y, angle, isDimmed }: WatermarkMark): Mark {
  const turn = angle === 0 ? "" : `rotate(${angle})`;
  return {
    tag: "g",
    kind: "watermark",
    id,
    class: isDimmed ? "dimmed" : undefined,
    at: { transform: path`translate(${x},${y})` + turn },
    parts: watermarkGlyph("travelling"),
  };
}

function firingMark({ id, firing, x, y, box, text, isDimmed }: FiringMark): Mark {
  // without room for a box the ticks stand on the lane
  const parts = box === null
    ? [firingTicks(firing, x, y - 7, y + 7)]
    : boxMarks(firing, box, box.x < x, text);
  return { tag: "g", kind: "firing", id, class: isDimmed ? "dimmed" : undefined, parts };
}

/** A bracketed box with ticks on its upper edge, at the corner that is nearer to the instant. */
function boxMarks(firing: Firing, box: Box, isBefore: boolean, text: string): Mark[] {
  const { x, y, width, height } = box;
  const comb = 4 + TICK_COUNT[firing] * 3.5;
  const from = isBefore ? x + width - comb : x;
  return [
    windowBrackets(box),
    { tag: "path", class: "ink line", at: { d: path`M${from},${y}H${from + comb}` } },
    firingTicks(firing, from + comb / 2, y - 4.5, y + 1.5),
    {
      tag: "text",
      class: "small middle rim",
      at: { x: x + width / 2, y: baseline(y + height / 2 + 1, SIZE.small) },
      text,
    },
  ];
}

function labelMark({ id, text, x, y, role }: Label): Mark {
  const name = { record: "", watermark: "watermark", flight: "quiet", end: "quiet" }[role];
  return { tag: "text", kind: "label", id, class: `small rim ${name}`.trim(), at: { x, y }, text };
}

function dimmed(name: string, isDimmed: boolean): string {
  return isDimmed ? `${name} dimmed` : name;
}

// From numbers to marks: the model of a space-time diagram as SVG, ground first, names last.

import type { FiringMark } from "./space_time_firings.ts";
import type { Label } from "./space_time_labels.ts";
import type { LaneMark, SpaceTimeModel } from "./space_time_model.ts";
import type { RecordMark } from "./space_time_records.ts";
import type { WatermarkMark } from "./space_time_watermarks.ts";
import { firingTicks, recordGlyph, TICK_COUNT, watermarkGlyph, windowBrackets } from "./glyphs.ts";
import type { Firing } from "./picture.ts";
import { SPACE_TIME_WORDS } from "./space_time_words.ts";
import { timeAxisMarks } from "./time_axis.ts";
import type { Box } from "./labels.ts";
import { type Mark, paintMarks, path } from "./svg.ts";
import { baseline, fit, measure } from "./text.ts";
import { isPhone, SIZE } from "./theme.ts";

/** Makes an `<svg>` show the diagram. */
export function paintSpaceTime(model: SpaceTimeModel, svg: Element): void {
  const { records } = model;
  const title = SPACE_TIME_WORDS[model.language].axis(model.clock);
  paintMarks(svg, model, [
    ...timeAxisMarks({ ...model, top: model.top + 8, title }),
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
  ]);
}

function laneMark({ id, label, y, x1, x2 }: LaneMark, width: number): Mark {
  const size = isPhone(width) ? SIZE.small : SIZE.text;
  // of a folded lane its number must stay: `numbers ×32`
  const count = /( ×\d+)?$/.exec(label)![0];
  const name = label.slice(0, label.length - count.length);
  return {
    tag: "g",
    kind: "subtask",
    id,
    parts: [
      {
        tag: "text",
        class: size === SIZE.small ? "small end" : "end",
        at: { x: x1 - 10, y: baseline(y, size) },
        text: fit(name, x1 - 14 - measure(count, size), size) + count,
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
    class: dimmed("quiet busy", isDimmed),
    at: { d: path`M${busyFrom},${y}H${x}` },
  };
}

function recordMark({ id, x, y, key, state, isDimmed }: RecordMark): Mark {
  const at = path`translate(${x},${y})`;
  const glyph = recordGlyph(state, key);
  // what is dropped falls out of the lane; what leaves by a side output points out of it
  const fall: Mark[] = [
    { tag: "path", class: "ink line", at: { d: "M0,0V6" } },
    { tag: "g", at: { transform: "translate(0,10)" }, parts: glyph },
  ];
  return {
    tag: "g",
    kind: "record",
    id,
    class: isDimmed ? "dimmed" : undefined,
    at: { transform: state === "side output" ? `${at}rotate(90)` : at },
    parts: state === "dropped" ? fall : glyph,
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

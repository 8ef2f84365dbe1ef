// From numbers to marks: the model of an event-time plot as SVG, ground first, names last.

import type { EventTimeLabel } from "./event_time_labels.ts";
import type { EventTimeModel } from "./event_time_model.ts";
import type { PaneMark } from "./event_time_panes.ts";
import type { PointMark } from "./event_time_points.ts";
import type { WatermarkLine } from "./event_time_watermarks.ts";
import { firingTicks, recordGlyph, windowBrackets } from "./glyphs.ts";
import { EVENT_TIME_WORDS } from "./event_time_words.ts";
import { type Mark, paintMarks, path } from "./svg.ts";
import { baseline } from "./text.ts";
import { SIZE } from "./theme.ts";
import type { TimeUnit } from "./time_text.ts";

/** Makes an `<svg>` show the plot. */
export function paintEventTime(model: EventTimeModel, svg: Element): void {
  paintMarks(svg, model, [
    ...axisMarks(model),
    ...model.panes.map(groundMark),
    ...diagonalMarks(model),
    ...model.panes.map(frameMark),
    ...model.lines.map((line) => lineMark(line, model.rise.top)),
    ...model.panes.flatMap(({ firings }) =>
      firings.map(({ id, firing, x, y }): Mark => ({
        tag: "g",
        kind: "firing",
        id,
        parts: [firingTicks(firing, x, y - 6, y + 6)],
      }))
    ),
    ...model.points.map(pointMark),
    ...model.labels.map(labelMark),
  ]);
}

function axisMarks(
  { ticks, riseTicks, rise, stage, language, clock, riseUnit }: EventTimeModel,
): Mark[] {
  const unitOn = (unit: TimeUnit) => clock.startMillis === null ? unit : "UTC";
  const words = EVENT_TIME_WORDS[language];
  const upright = ticks.map(({ x }) => path`M${x},${rise.top}V${rise.bottom + 4}`);
  const level = riseTicks.map(({ y }) => path`M${stage.left - 4},${y}H${stage.right}`);
  const grid = [...upright, ...level].join("");
  return [
    { tag: "path", kind: "axis", id: "grid", class: "rule hair", at: { d: grid } },
    ...ticks.map(({ at, text, x }): Mark => ({
      tag: "text",
      kind: "tick",
      id: String(at),
      class: "small quiet middle",
      at: { x, y: rise.bottom + 16 },
      text,
    })),
    ...riseTicks.map(({ text, y }): Mark => ({
      tag: "text",
      kind: "rise tick",
      id: text,
      class: "small quiet end",
      at: { x: stage.left - 10, y: baseline(y, SIZE.small) },
      text,
    })),
    axisTitle("right", "end", stage.right, rise.bottom + 31, words.rightAxis(unitOn(clock.unit))),
    axisTitle("up", "", 0, rise.top - 10, words.upAxis(unitOn(riseUnit))),
  ];
}

function axisTitle(id: string, anchor: string, x: number, y: number, text: string): Mark {
  return {
    tag: "text",
    kind: "axis",
    id,
    class: `small quiet ${anchor}`.trim(),
    at: { x, y },
    text,
  };
}

/** One shade for each element, from when it came until all is cleared. */
function groundMark({ id, box, fills }: PaneMark): Mark {
  const { x, y, width, height } = box;
  return {
    tag: "g",
    kind: "content",
    id,
    class: "fill",
    parts: fills.map((from): Mark => ({
      tag: "rect",
      at: { x: from, y, width: x + width - from, height },
    })),
  };
}

function diagonalMarks({ diagonal }: EventTimeModel): Mark[] {
  if (diagonal === null) return [];
  const { x1, y1, x2, y2 } = diagonal;
  const d = path`M${x1},${y1}L${x2},${y2}`;
  return [{
    tag: "path",
    kind: "diagonal",
    id: "no delay",
    class: "neutral hair dashed",
    at: { d },
  }];
}

function frameMark({ id, box, isCutLeft, isCutRight, lateness }: PaneMark): Mark {
  const parts = [windowBrackets(box, { hasLeft: !isCutLeft, hasRight: !isCutRight })];
  if (lateness !== null) {
    const end = lateness.isEndSeen ? path`V${box.y}` : "";
    const d = path`M${lateness.x1},${lateness.y}H${lateness.x2}` + end;
    parts.push({ tag: "path", class: "ink hair dashed", at: { d } });
  }
  return { tag: "g", kind: "window", id, parts };
}

function lineMark({ id, steps, x2, isForever }: WatermarkLine, top: number): Mark {
  const [{ x, y }] = steps;
  const d = steps.slice(1).map((step) => path`H${step.x}V${step.y}`).join("");
  const end = steps[steps.length - 1];
  const parts: Mark[] = [{
    tag: "path",
    class: "watermark bold",
    at: { d: path`M${x},${y}` + d + (isForever ? "" : path`H${x2}`) },
  }];
  if (isForever) {
    parts.push({
      tag: "path",
      class: "watermark bold",
      at: { d: path`M${end.x - 4},${top + 5}L${end.x},${top}L${end.x + 4},${top + 5}` },
    });
  }
  return { tag: "g", kind: "watermark", id, parts };
}

function pointMark({ id, x, y, key, state }: PointMark): Mark {
  return {
    tag: "g",
    kind: "record",
    id,
    at: { transform: path`translate(${x},${y})` },
    parts: recordGlyph(state, key),
  };
}

function labelMark({ id, text, x, y, role }: EventTimeLabel): Mark {
  const name = role === "plain" ? "small rim" : `small rim ${role}`;
  return { tag: "text", kind: "label", id, class: name, at: { x, y }, text };
}

// From numbers to marks: the model of the picture of timers as SVG, ground first, names last.

import { timerGlyph } from "./glyphs.ts";
import { keyNameMark } from "./key_names.ts";
import { chevronMarks, railMarks } from "./subtask_rail_marks.ts";
import { type Mark, paintMarks, path } from "./svg.ts";
import { timeAxisMarks } from "./time_axis.ts";
import type { TimersLabel } from "./timers_labels.ts";
import type { TimersModel } from "./timers_model.ts";
import type { TimerSpan } from "./timers_spans.ts";
import { TIMERS_WORDS } from "./timers_words.ts";

/** Makes an `<svg>` show the picture. */
export function paintTimers(model: TimersModel, svg: Element): void {
  const { rails, stage, width } = model;
  const title = TIMERS_WORDS[model.language].axis(model.clock);
  paintMarks(svg, model, [
    ...timeAxisMarks({ ...model, top: model.top + 6, title }),
    ...rails.flatMap((rail) => railMarks(rail, stage.left, width)),
    ...model.keys.map((name) => keyNameMark(name, stage.left, width)),
    ...rails.flatMap(chevronMarks),
    ...model.spans.map(timerMark),
    ...model.labels.map(labelMark),
    ...noteMarks(model),
  ]);
}

/** The line while it waits, and a clock at each end that is seen. */
function timerMark(span: TimerSpan): Mark {
  const { id, domain, x1, x2, lineFrom, y, isCutLeft, isCutRight, dueX, end } = span;
  const clock = (state: "registered" | "fired" | "deleted", x: number): Mark => ({
    tag: "g",
    at: { transform: path`translate(${x},${y})` },
    parts: timerGlyph(state, domain),
  });
  const way = domain === "event time" ? "ink hair dashed" : "ink hair";
  const parts: Mark[] = [{ tag: "path", class: way, at: { d: path`M${lineFrom},${y}H${x2}` } }];
  if (dueX !== null) {
    parts.push({ tag: "path", class: "ink line", at: { d: path`M${dueX},${y - 7}V${y + 7}` } });
  }
  if (!isCutLeft) parts.push(clock("registered", x1));
  if (!isCutRight && end === "fired") parts.push(clock("fired", x2));
  if (!isCutRight && end === "deleted") parts.push(clock("deleted", x2));
  if (!isCutRight && end === "never") {
    // the end of input, as a space-time diagram has it
    parts.push({ tag: "path", class: "ink line", at: { d: path`M${x2},${y - 6}V${y + 6}` } });
  }
  return { tag: "g", kind: "timer", id, parts };
}

function labelMark({ id, text, x, y, role }: TimersLabel): Mark {
  const name = role === "plain" ? "small rim" : `small rim ${role}`;
  return { tag: "text", kind: "label", id, class: name, at: { x, y }, text };
}

function noteMarks({ hidden, isEmpty, stage, bottom, language, story }: TimersModel): Mark[] {
  const words = TIMERS_WORDS[language];
  if (hidden !== null) {
    const at = { x: stage.left, y: hidden.y };
    const text = words.hidden(hidden.count);
    return [{ tag: "text", kind: "note", id: "hidden", class: "small quiet", at, text }];
  }
  if (!isEmpty) return [];
  return [{
    tag: "text",
    kind: "note",
    id: "empty",
    class: "small quiet italic middle rim",
    at: { x: (stage.left + stage.right) / 2, y: bottom - 12 },
    text: story.operator === "" ? words.timerless : words.nothing,
  }];
}

// From numbers to marks: the model of the picture of windows as SVG, ground first, names last.

import { firingTicks, recordGlyph, TICK_COUNT, windowBrackets } from "./glyphs.ts";
import { keyNameMark } from "./key_names.ts";
import { chevronMarks, railMarks } from "./subtask_rail_marks.ts";
import { type Mark, paintMarks, path } from "./svg.ts";
import { timeAxisMarks } from "./time_axis.ts";
import type { WindowsLabel } from "./windows_labels.ts";
import type { LossMark } from "./windows_losses.ts";
import type { WindowsModel } from "./windows_model.ts";
import type { LanePane, PaneRecord } from "./windows_panes.ts";
import { WINDOWS_WORDS } from "./windows_words.ts";

/** Makes an `<svg>` show the picture. */
export function paintWindows(model: WindowsModel, svg: Element): void {
  const { panes, rails, stage, width } = model;
  const title = WINDOWS_WORDS[model.language].axis(model.clock);
  paintMarks(svg, model, [
    ...timeAxisMarks({ ...model, top: model.top + 6, title }),
    ...rails.flatMap((rail) => railMarks(rail, stage.left, width)),
    ...model.keys.map((name) => keyNameMark(name, stage.left, width)),
    ...panes.map(contentMark),
    ...panes.map(frameMark),
    ...panes.flatMap(firingMarks),
    ...rails.flatMap(chevronMarks),
    ...panes.flatMap(mergeMarks),
    ...panes.filter(({ records }) => records.length > 0).map((pane): Mark => ({
      tag: "g",
      kind: "records of",
      id: pane.id,
      parts: pane.records.map(recordMark),
    })),
    ...model.losses.map(recordMark),
    ...model.labels.map(labelMark),
    ...noteMarks(model),
  ]);
}

/** How full the window is: a ground up to the level, and the level as a line. */
function contentMark({ id, box, level }: LanePane): Mark {
  const [first] = level;
  const low = box.y + box.height;
  const right = box.x + box.width;
  const steps = level.map(({ x, y }) => path`H${x}V${y}`).join("") + path`H${right}`;
  const from = first === undefined ? box.x : first.x;
  return {
    tag: "g",
    kind: "content",
    id,
    parts: [
      { tag: "path", class: "level", at: { d: path`M${from},${low}` + steps + path`V${low}Z` } },
      { tag: "path", class: "quiet hair", at: { d: path`M${from},${low}` + steps } },
    ],
  };
}

function frameMark(pane: LanePane): Mark {
  const { id, box, isCutLeft, isCutRight, isLost, lateFrom, mergesTo } = pane;
  const low = box.y + box.height;
  const right = box.x + box.width;
  const floor = lateFrom ?? right;
  const parts: Mark[] = [
    { tag: "path", class: "quiet hair", at: { d: path`M${box.x},${low}H${floor}` } },
  ];
  if (lateFrom !== null) {
    parts.push({
      tag: "path",
      class: "quiet hair dashed",
      at: { d: path`M${lateFrom},${low}H${right}` },
    });
  }
  const hasRight = !isCutRight && !isLost && mergesTo === null;
  if (!isCutLeft || hasRight) parts.push(windowBrackets(box, { hasLeft: !isCutLeft, hasRight }));
  return { tag: "g", kind: "window", id, parts };
}

/** Ticks across a piece of the upper edge, whose middle is not drawn. */
function firingMarks({ id, box: { y }, firings }: LanePane): Mark[] {
  return firings.map(({ id: tick, firing, x }): Mark => {
    const reach = 4 + TICK_COUNT[firing] * 1.75;
    return {
      tag: "g",
      kind: "firing",
      id: `${id} ${tick}`,
      parts: [
        { tag: "path", class: "ink line", at: { d: path`M${x - reach},${y}H${x + reach}` } },
        firingTicks(firing, x, y - 5, y + 3),
      ],
    };
  });
}

/** Both edges of what ends run together into the edge of what goes on. */
function mergeMarks({ id, box, mergesTo }: LanePane): Mark[] {
  if (mergesTo === null) return [];
  const right = box.x + box.width;
  const middle = box.y + box.height / 2;
  const d = path`M${right - 6},${box.y}Q${right},${box.y},${right},${middle}` +
    path`Q${right},${box.y + box.height},${right - 6},${box.y + box.height}` +
    path`M${right},${middle}V${mergesTo}`;
  return [{ tag: "path", kind: "merge", id, class: "ink line", at: { d } }];
}

function recordMark({ id, x, y, key, state }: PaneRecord | LossMark): Mark {
  return {
    tag: "g",
    kind: "record",
    id,
    at: { transform: path`translate(${x},${y})` },
    parts: recordGlyph(state, key),
  };
}

function labelMark({ id, text, x, y, role }: WindowsLabel): Mark {
  const name = role === "plain" ? "small rim" : `small rim ${role}`;
  return { tag: "text", kind: "label", id, class: name, at: { x, y }, text };
}

function noteMarks({ hidden, isEmpty, stage, bottom, language, story }: WindowsModel): Mark[] {
  const words = WINDOWS_WORDS[language];
  if (hidden !== null) {
    const { count, y } = hidden;
    const at = { x: stage.left, y };
    return [{
      tag: "text",
      kind: "note",
      id: "hidden",
      class: "small quiet",
      at,
      text: words.hidden(count),
    }];
  }
  if (!isEmpty) return [];
  const at = { x: (stage.left + stage.right) / 2, y: bottom - 12 };
  return [{
    tag: "text",
    kind: "note",
    id: "empty",
    class: "small quiet italic middle rim",
    at,
    text: story.kind === null ? words.windowless : words.nothing,
  }];
}

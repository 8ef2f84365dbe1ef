// From numbers to marks: the model of the picture of keyed state as SVG, ground first, names last.

import { recordGlyph } from "./glyphs.ts";
import type { KeyedStateModel } from "./keyed_state_model.ts";
import type { CellText, GroupBand, KeyColumn, RowName } from "./keyed_state_table.ts";
import { KEYED_STATE_WORDS } from "./keyed_state_words.ts";
import { type Mark, paintMarks, path } from "./svg.ts";
import { baseline, fit, measure } from "./text.ts";
import { SIZE } from "./theme.ts";

/** Makes an `<svg>` show the picture. */
export function paintKeyedState(model: KeyedStateModel, svg: Element): void {
  const { table, ruler } = model;
  paintMarks(svg, model, [
    ...table.bands.map((band) => bandMark(band, model)),
    ...rulerMarks(model),
    ...gutterMarks(model),
    ...table.bands.map((band) => groupMark(band, table.top)),
    ...table.columns.map((column) => keyMark(column, table.top)),
    ...table.rows.map((row) => rowMark(row, ruler.left)),
    ...table.cells.map(cellMark),
    ...noteMarks(model),
  ]);
}

/** A band, and the way to it from its place on the ruler. */
function bandMark({ id, box, fromX }: GroupBand, { rulerBottom }: KeyedStateModel): Mark {
  const { x, y, width, height } = box;
  const to = x + width / 2;
  const bend = (y - rulerBottom) / 2;
  return {
    tag: "g",
    kind: "key group",
    id,
    parts: [
      { tag: "rect", class: "frame", at: { x, y, width, height, rx: SIZE.corner } },
      {
        tag: "path",
        class: "quiet hair",
        at: {
          d: path`M${fromX},${rulerBottom}C${fromX},${rulerBottom + bend},${to},${
            y - bend
          },${to},${y}`,
        },
      },
    ],
  };
}

function rulerMarks({ ruler, rulerTop, rulerBottom }: KeyedStateModel): Mark[] {
  const { blocks, marks, summary, left, right } = ruler;
  const y = rulerTop - 6;
  const d = marks.map(({ x }) => path`M${x},${rulerTop}V${rulerBottom}`).join("");
  return [
    ...blocks.map(({ id, x, width, text }): Mark => ({
      tag: "g",
      kind: "subtask",
      id,
      parts: [
        {
          tag: "rect",
          class: "neutral hollow",
          at: { x, y: rulerTop, width, height: rulerBottom - rulerTop, rx: SIZE.corner },
        },
        ...(text === "" ? [] : [{
          tag: "text",
          class: "small middle",
          at: { x: x + width / 2, y },
          text,
        }]),
      ],
    })),
    ...(summary === "" ? [] : [{
      tag: "text",
      kind: "subtasks",
      id: "all",
      class: "small middle",
      at: { x: (left + right) / 2, y },
      text: summary,
    }]),
    ...(d === "" ? [] : [{
      tag: "path",
      kind: "key groups",
      id: "with keys",
      class: "ink line",
      at: { d },
    }]),
  ];
}

/** What the rows of ruler and head are. */
function gutterMarks(model: KeyedStateModel): Mark[] {
  const { ruler, table, rulerTop, rulerBottom, isEmpty, language } = model;
  const words = KEYED_STATE_WORDS[language];
  if (ruler.blocks.length === 0) return [];
  const name = (id: string, middle: number, text: string): Mark => ({
    tag: "text",
    kind: "row",
    id,
    class: "small quiet end",
    at: { x: ruler.left - 10, y: baseline(middle, SIZE.small) },
    text: fit(text, ruler.left - 10, SIZE.small),
  });
  return [
    name("ruler", (rulerTop + rulerBottom) / 2, words.keyGroups),
    ...(isEmpty ? [] : [
      name("key group", table.top + GROUP_Y, words.keyGroup),
      name("key", table.top + KEY_Y, words.key),
    ]),
  ];
}

/** Pixels from the upper edge of the table to the middles of the rows of its head. */
const GROUP_Y = 11;
const KEY_Y = 29;

function groupMark({ id, text, box }: GroupBand, top: number): Mark {
  return {
    tag: "text",
    kind: "number",
    id,
    class: "small quiet middle",
    at: { x: box.x + box.width / 2, y: baseline(top + GROUP_Y, SIZE.small) },
    text,
  };
}

/** The circle and the name of a key, together in the middle of its column. */
function keyMark({ id, name, key, x }: KeyColumn, top: number): Mark {
  const y = top + KEY_Y;
  const left = x - (measure(name, SIZE.small) + 2 * SIZE.record + 5) / 2;
  return {
    tag: "g",
    kind: "key",
    id,
    parts: [
      {
        tag: "g",
        at: { transform: path`translate(${left + SIZE.record},${y})` },
        parts: recordGlyph("plain", key),
      },
      {
        tag: "text",
        class: "small",
        at: { x: left + 2 * SIZE.record + 5, y: baseline(y, SIZE.small) },
        text: name,
      },
    ],
  };
}

function rowMark({ id, text, y, isHeading }: RowName, left: number): Mark {
  return {
    tag: "text",
    kind: "state",
    id,
    class: isHeading ? "small quiet end" : "small end",
    at: { x: left - 10, y: baseline(y, SIZE.small) },
    text: fit(text, left - 12, SIZE.small),
  };
}

function cellMark({ id, text, x, y, underline }: CellText): Mark {
  const parts: Mark[] = [{
    tag: "text",
    class: "small middle",
    at: { x, y: baseline(y, SIZE.small) },
    text,
  }];
  if (underline > 0) {
    const d = path`M${x - underline},${y + 7}H${x + underline}`;
    parts.push({ tag: "path", class: "ink line", at: { d } });
  }
  return { tag: "g", kind: "cell", id, parts };
}

function noteMarks({ table, ruler, isEmpty, height, language, story }: KeyedStateModel): Mark[] {
  const words = KEYED_STATE_WORDS[language];
  if (isEmpty) {
    return [{
      tag: "text",
      kind: "note",
      id: "empty",
      class: "small quiet italic middle",
      at: { x: (ruler.left + ruler.right) / 2, y: height - 14 },
      text: story.operator === "" ? words.keyless : words.nothing,
    }];
  }
  const text = words.hidden(table.hiddenKeys, table.hiddenRows);
  if (text === "") return [];
  const at = { x: ruler.right, y: height - 5 };
  return [{ tag: "text", kind: "note", id: "hidden", class: "small quiet end", at, text }];
}

// From numbers to marks: the model of the picture of transactions as SVG, ground first, names last.

import { gutterName, laneMarks } from "./control_lanes.ts";
import { faultBandMarks, faultTabMarks } from "./fault_band_marks.ts";
import { recordGlyph } from "./glyphs.ts";
import { transactionMark } from "./recovery_marks.ts";
import { type Mark, paintMarks, path } from "./svg.ts";
import { measure } from "./text.ts";
import { isPhone, SIZE } from "./theme.ts";
import { timeAxisMarks } from "./time_axis.ts";
import type { TransactionsModel } from "./transactions_model.ts";
import type { ReadMark } from "./transactions_readers.ts";
import { TRANSACTIONS_WORDS } from "./transactions_words.ts";

/** Makes an `<svg>` show the picture. */
export function paintTransactions(model: TransactionsModel, svg: Element): void {
  const { stage, width, bottom, lanes, faults, readers, emptyY, language } = model;
  const words = TRANSACTIONS_WORDS[language];
  paintMarks(svg, model, [
    ...timeAxisMarks({ ...model, title: words.axis(model.clock) }),
    ...faultBandMarks(faults, bottom),
    ...laneMarks(lanes, stage.left, width),
    ...model.transactions.map(transactionMark),
    ...(emptyY === 0 ? [] : [{
      tag: "text",
      kind: "note",
      id: "empty",
      class: "small quiet italic rim",
      at: { x: stage.left + 4, y: emptyY },
      text: words.nothing,
    }]),
    rowMark("uncommitted", readers.uncommittedY, model),
    rowMark("committed", readers.committedY, model),
    ...readers.lines.map(({ id, x1, y1, x2, y2 }): Mark => ({
      tag: "path",
      kind: "becomes visible",
      id,
      class: "quiet hair",
      at: { d: path`M${x1},${y1}L${x2},${y2}` },
    })),
    ...readers.marks.map(readMark),
    ...faultTabMarks(faults),
    ...model.labels.map(({ id, text, x, y }): Mark => ({
      tag: "text",
      kind: "label",
      id,
      class: "small quiet rim",
      at: { x, y },
      text,
    })),
  ]);
}

/** The line of readers, as solid as what they see. */
function rowMark(
  row: "uncommitted" | "committed",
  y: number,
  { stage: { left, right }, width, language }: TransactionsModel,
): Mark {
  const [whole, short] = TRANSACTIONS_WORDS[language][row];
  const size = isPhone(width) ? SIZE.small : SIZE.text;
  const text = measure(whole, size) <= left - 14 ? whole : short;
  return {
    tag: "g",
    kind: "readers",
    id: row,
    parts: [
      gutterName(text, y - 5, left, width),
      {
        tag: "path",
        class: row === "committed" ? "committed line" : "quiet hair dashed",
        at: { d: path`M${left},${y}H${right}` },
      },
    ],
  };
}

/** What the others will never see is hollow; what has been seen before has a dashed ring. */
function readMark({ id, x, y, key, state }: ReadMark): Mark {
  return {
    tag: "g",
    kind: "result",
    id,
    at: { transform: path`translate(${x},${y})` },
    parts: state === "never"
      ? [{ tag: "circle", class: "ink hollow", at: { r: SIZE.record } }]
      : recordGlyph(state === "again" ? "replayed" : "plain", key),
  };
}

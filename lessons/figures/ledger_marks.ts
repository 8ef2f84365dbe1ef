// From numbers to marks: the model of the picture of the ledger as SVG, ground first, names last.

import { gutterName } from "./control_lanes.ts";
import { recordGlyph } from "./glyphs.ts";
import type { LedgerLabel } from "./ledger_labels.ts";
import type { LedgerDot, LedgerLine } from "./ledger_layout.ts";
import type { LedgerModel, LedgerPage } from "./ledger_model.ts";
import { LEDGER_WORDS, type LedgerWords } from "./ledger_words.ts";
import { type Mark, paintMarks, path } from "./svg.ts";
import { SIZE } from "./theme.ts";

/** Makes an `<svg>` show the picture. */
export function paintLedger(model: LedgerModel, svg: Element): void {
  const { pages, emptyY, left, right, language } = model;
  const words = LEDGER_WORDS[language];
  paintMarks(svg, model, [
    ...pages.map((page) => pageMark(page, model, words)),
    ...(emptyY === 0 ? [] : [{
      tag: "text",
      kind: "note",
      id: "empty",
      class: "small quiet italic middle",
      at: { x: (left + right) / 2, y: emptyY },
      text: words.nothing,
    }]),
  ]);
}

function pageMark(page: LedgerPage, model: LedgerModel, words: LedgerWords): Mark {
  const { id, expectedY, visibleY, dots, lines, labels } = page;
  const { left, right, width } = model;
  const lost = dots.filter(({ state }) => state === "lost");
  const hangs = lost.map(({ x }) => path`M${x},${expectedY + SIZE.record}V${expectedY + 18}`).join(
    "",
  );
  const rails = path`M${left},${expectedY}H${right}M${left},${visibleY}H${right}`;
  return {
    tag: "g",
    kind: "sink",
    id,
    parts: [
      ...headMarks(page, model),
      gutterName(words.expected, expectedY, left, width),
      gutterName(words.visible, visibleY, left, width),
      { tag: "path", class: "rule hair", at: { d: rails } },
      ...lines.map((line) => lineMark(line, page)),
      ...(hangs === "" ? [] : [{ tag: "path", class: "ink line", at: { d: hangs } }]),
      ...lost.map(({ x }): Mark => ({
        tag: "g",
        at: { transform: path`translate(${x},${expectedY + 21})` },
        parts: recordGlyph("dropped", 0),
      })),
      ...dots.map((dot) => dotMark(dot, page)),
      ...labels.map(labelMark),
    ],
  };
}

function headMarks(
  { sink, kind, kindX, verdict, isFine, headY, expectedY, hiddenCount }: LedgerPage,
  { right, language }: LedgerModel,
): Mark[] {
  const isBeside = expectedY - headY < 30;
  const words = LEDGER_WORDS[language];
  const told = hiddenCount === 0 ? verdict : `${verdict} (${words.hidden(hiddenCount)})`;
  return [
    { tag: "text", class: "strong", at: { x: 0, y: headY }, text: sink },
    { tag: "text", class: "small quiet", at: { x: kindX, y: headY }, text: kind },
    {
      tag: "text",
      class: `small${isBeside ? " end" : ""}${isFine ? " committed" : ""}`,
      at: isBeside ? { x: right, y: headY } : { x: 0, y: headY + 15 },
      text: told,
    },
  ];
}

function lineMark({ x1, x2, state }: LedgerLine, { expectedY, visibleY }: LedgerPage): Mark {
  const name = { once: "quiet hair", again: "ink line dashed", wrong: "ink line dotted" }[state];
  return { tag: "path", class: name, at: { d: path`M${x1},${expectedY}L${x2},${visibleY}` } };
}

function dotMark(dot: LedgerDot, { expectedY, visibleY }: LedgerPage): Mark {
  const { id, row, x, series, state, rewrites } = dot;
  const y = row === "expected" ? expectedY : visibleY;
  return {
    tag: "g",
    kind: row === "expected" ? "expected result" : "visible result",
    id,
    at: { transform: path`translate(${x},${y})` },
    parts: glyphOf(state, series, rewrites),
  };
}

/** Lost: hollow. There twice, or written again: with a dashed ring. Not expected: struck. */
function glyphOf(state: LedgerDot["state"], series: number, rewrites: number): readonly Mark[] {
  if (state === "lost") return [{ tag: "circle", class: "ink hollow", at: { r: SIZE.record } }];
  if (state === "wrong" || state === "unexpected") return recordGlyph("late", series);
  return recordGlyph(state === "again" || rewrites > 0 ? "replayed" : "plain", series);
}

function labelMark({ id, text, x, y, role }: LedgerLabel): Mark {
  const name = role === "plain" ? "small rim" : `small rim ${role}`;
  return { tag: "text", kind: "label", id, class: name, at: { x, y }, text };
}

// From numbers to marks: the model of the picture of a recovery as SVG, ground first, names last.

import { trackMarks } from "./checkpoint_track_marks.ts";
import { gutterName, laneMarks } from "./control_lanes.ts";
import { faultBandMarks, faultTabMarks } from "./fault_band_marks.ts";
import { recordGlyph, transactionGlyph, watermarkGlyph } from "./glyphs.ts";
import type { RecoveryLabel } from "./recovery_labels.ts";
import type { Loss } from "./recovery_losses.ts";
import type { RecoveryModel } from "./recovery_model.ts";
import type { RecoveryRecord } from "./recovery_records.ts";
import type { ReaderRow, TransactionMark } from "./recovery_sinks.ts";
import type { RestartSpan, StatusMark } from "./recovery_status.ts";
import { RECOVERY_WORDS } from "./recovery_words.ts";
import { type Mark, paintMarks, path } from "./svg.ts";
import { baseline } from "./text.ts";
import { SIZE } from "./theme.ts";
import { timeAxisMarks } from "./time_axis.ts";

/** Makes an `<svg>` show the picture. */
export function paintRecovery(model: RecoveryModel, svg: Element): void {
  const { stage, width, track, bottom, lanes, faults, status, records, readers } = model;
  const words = RECOVERY_WORDS[model.language];
  paintMarks(svg, model, [
    ...timeAxisMarks({ ...model, title: words.axis(model.clock) }),
    ...model.losses.map(lossMark),
    ...faultBandMarks(faults, bottom),
    { ...gutterName(words.job, status.y, stage.left, width), kind: "row", id: "job" },
    ...status.statuses.map((one) => statusMark(one, status.y)),
    ...status.spans.map((span) => spanMark(span, status.spansY)),
    ...trackMarks(track, words, stage.left, width),
    ...laneMarks(lanes, stage.left, width),
    ...model.losses.map(cutMark),
    ...model.transactions.map(transactionMark),
    ...model.watermarks.map(({ id, x, y }): Mark => ({
      tag: "g",
      kind: "watermark",
      id,
      at: { transform: path`translate(${x},${y})` },
      parts: watermarkGlyph("travelling"),
    })),
    ...lanes.map(({ id }): Mark => ({
      tag: "g",
      kind: "records of",
      id,
      parts: records.filter(({ lane }) => lane === id).map(recordMark),
    })),
    ...readers.map((row) => readerMark(row, model)),
    ...faultTabMarks(faults),
    ...model.labels.map(labelMark),
  ]);
}

/** The work that was lost, from the cut to the failure. */
function lossMark({ attempt, edges }: Loss): Mark {
  const half = 11;
  const d = edges.map(({ y, cutX, endX }) =>
    path`M${cutX},${y - half}H${endX}V${y + half}H${cutX}Z`
  )
    .join("");
  return { tag: "path", kind: "lost work", id: String(attempt), class: "level", at: { d } };
}

/** The cut of the checkpoint: one line through all lanes at its positions. */
function cutMark({ attempt, edges, checkpoint, isCutSeen }: Loss): Mark {
  const half = 14;
  const d = edges.map(({ y, cutX }, index) =>
    (index === 0 ? path`M${cutX},${y - half}` : path`L${cutX},${y - half}`) +
    path`V${y + half}`
  ).join("");
  return {
    tag: "path",
    kind: "cut",
    id: `${checkpoint} ${attempt}`,
    class: "ink hair",
    at: { d: isCutSeen ? d : "" },
  };
}

function statusMark({ id, x1, x2, look, text }: StatusMark, y: number): Mark {
  const box = { x: x1, y: y - 7, width: Math.max(0, x2 - x1), height: 14 };
  const grounds = {
    runs: { tag: "rect", class: "frame", at: { ...box, rx: 2 } },
    waits: { tag: "rect", class: "quiet hair dashed", at: { ...box, rx: 2 } },
    fails: { tag: "rect", class: "ink solid", at: { ...box, rx: 2 } },
    // as the end of input on a lane
    over: { tag: "path", class: "ink line", at: { d: path`M${x1},${y - 7}V${y + 7}` } },
  };
  const ground: Mark = grounds[look];
  const name = look === "fails" ? "small paper" : look === "waits" ? "small" : "small quiet";
  return {
    tag: "g",
    kind: "job status",
    id,
    parts: [
      ground,
      ...(text === ""
        ? []
        : [{ tag: "text", class: name, at: { x: x1 + 4, y: baseline(y, SIZE.small) }, text }]),
    ],
  };
}

function spanMark({ id, x1, x2 }: RestartSpan, y: number): Mark {
  const d = path`M${x1},${y}H${x2}M${x1},${y - 3}V${y + 3}M${x2},${y - 3}V${y + 3}`;
  return { tag: "path", kind: "restart", id, class: "quiet hair", at: { d } };
}

/** Thin while it is written to, bold once it is promised; at its end, what became of it. */
export function transactionMark(mark: TransactionMark): Mark {
  const { id, x1, x2, y, preX, state, isCutLeft, isCutRight } = mark;
  const glyph = (x: number, shown: TransactionMark["state"]): Mark => ({
    tag: "g",
    at: { transform: path`translate(${x},${y})` },
    parts: transactionGlyph(shown),
  });
  const parts: Mark[] = [
    { tag: "path", class: "committed hair", at: { d: path`M${x1},${y}H${preX ?? x2}` } },
  ];
  if (preX !== null) {
    parts.push({ tag: "path", class: "committed bold", at: { d: path`M${preX},${y}H${x2}` } });
  }
  if (!isCutLeft) parts.push(glyph(x1, "open"));
  if (preX !== null) parts.push(glyph(preX, "pre-committed"));
  if (!isCutRight) parts.push(glyph(x2, state));
  return { tag: "g", kind: "transaction", id, parts };
}

function readerMark({ id, sink, y, low, results }: ReaderRow, model: RecoveryModel): Mark {
  const { stage, width, language, readers } = model;
  const words = RECOVERY_WORDS[language];
  const name = readers.length === 1 ? words.readers : sink;
  const line = path`M${stage.left},${low}H${stage.right}`;
  return {
    tag: "g",
    kind: "readers of",
    id,
    parts: [
      gutterName(name, y, stage.left, width),
      { tag: "path", class: "committed hair", at: { d: line } },
      ...results.map(recordMark),
    ],
  };
}

function recordMark({ id, x, y, key, state }: RecoveryRecord): Mark {
  return {
    tag: "g",
    kind: "record",
    id,
    at: { transform: path`translate(${x},${y})` },
    parts: recordGlyph(state, key),
  };
}

function labelMark({ id, text, x, y, role }: RecoveryLabel): Mark {
  const name = role === "plain" ? "small rim" : `small rim ${role}`;
  return { tag: "text", kind: "label", id, class: name, at: { x, y }, text };
}

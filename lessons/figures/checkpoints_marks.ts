// From numbers to marks: the model of the picture of checkpoints as SVG, ground first, names last.

import { trackMarks } from "./checkpoint_track_marks.ts";
import type { CheckpointsLabel } from "./checkpoints_labels.ts";
import type { CheckpointsModel } from "./checkpoints_model.ts";
import type { PartMark, PartSpan } from "./checkpoints_parts.ts";
import { CHECKPOINTS_WORDS } from "./checkpoints_words.ts";
import { laneMarks } from "./control_lanes.ts";
import { faultBandMarks, faultTabMarks } from "./fault_band_marks.ts";
import { type Mark, paintMarks, path } from "./svg.ts";
import { timeAxisMarks } from "./time_axis.ts";

/** Makes an `<svg>` show the picture. */
export function paintCheckpoints(model: CheckpointsModel, svg: Element): void {
  const { stage, width, track, bottom, lanes, faults } = model;
  const words = CHECKPOINTS_WORDS[model.language];
  paintMarks(svg, model, [
    ...timeAxisMarks({ ...model, top: track.y - 9, title: words.axis(model.clock) }),
    ...faultBandMarks(faults, bottom),
    ...laneMarks(lanes, stage.left, width),
    ...guideMarks(model),
    ...model.parts.map(partMark),
    ...trackMarks(track, words, stage.left, width),
    ...faultTabMarks(faults),
    ...model.labels.map(labelMark),
    ...noteMarks(model),
  ]);
}

/** From a trigger, and from where a checkpoint is complete, down to what they set off; of a few only. */
function guideMarks({ track, parts }: CheckpointsModel): Mark[] {
  if (track.lines.length > GUIDED_MAX) return [];
  return track.lines.flatMap(({ id, x1, x2, y, end, isCutLeft }) => {
    const own = parts.filter(({ checkpoint }) => String(checkpoint) === id);
    const low = Math.max(...own.map((part) => part.y));
    const told = own.filter(({ notifiedX }) => notifiedX !== null);
    const last = Math.max(...told.map((part) => part.y));
    const down: Mark[] = own.length === 0 || isCutLeft ? [] : [{
      tag: "path",
      kind: "trigger",
      id,
      class: "barrier hair dotted",
      at: { d: path`M${x1},${y + 5}V${low}` },
    }];
    return told.length === 0 || end !== "completed" ? down : [...down, {
      tag: "path",
      kind: "notice",
      id,
      class: "committed hair dotted",
      at: { d: path`M${x2},${y + 7}V${last}` + told.map(noticeOf(x2)).join("") },
    }];
  });
}

/** Checkpoints that get such lines at most. */
const GUIDED_MAX = 6;

function noticeOf(x: number) {
  return ({ notifiedX, y }: PartMark) => path`M${x},${y}H${notifiedX!}`;
}

function partMark({ id, y, spans, barrierX, acknowledgedX, notifiedX, failedX }: PartMark): Mark {
  const parts = spans.flatMap((span) => spanMarks(span, y));
  if (barrierX !== null) {
    parts.push({
      tag: "path",
      class: "barrier bold",
      at: { d: path`M${barrierX},${y - 7}V${y + 7}` },
    });
  }
  if (acknowledgedX !== null) parts.push(diamond(acknowledgedX, y, "committed hollow"));
  if (notifiedX !== null) parts.push(diamond(notifiedX, y, "committed solid"));
  if (failedX !== null) {
    const d = path`M${failedX - 3.5},${y - 3.5}l7,7m-7,0l7,-7`;
    parts.push({ tag: "path", class: "fault line", at: { d } });
  }
  return { tag: "g", kind: "part", id, parts };
}

/** A small diamond: this subtask's part of a checkpoint. */
function diamond(x: number, y: number, name: string): Mark {
  return {
    tag: "path",
    class: name,
    at: { d: path`M${x},${y - 3.5}l3.5,3.5l-3.5,3.5l-3.5,-3.5Z` },
  };
}

function spanMarks({ phase, x1, x2 }: PartSpan, y: number): Mark[] {
  const line = path`M${x1},${y}H${x2}`;
  const box = (half: number) => path`M${x1},${y - half}H${x2}V${y + half}H${x1}Z`;
  switch (phase) {
    case "travels":
      return [{ tag: "path", class: "barrier line dotted", at: { d: line } }];
    case "aligns": {
      const middle = (x1 + x2) / 2;
      const bars = path`M${middle - 2},${y - 3.5}v7m4,-7v7`;
      return [
        { tag: "path", class: "barrier hollow", at: { d: box(4) } },
        ...(x2 - x1 < 12 ? [] : [{ tag: "path", class: "ink line", at: { d: bars } }]),
      ];
    }
    case "copies":
      return [{ tag: "path", class: "ink solid", at: { d: box(4) } }];
    case "uploads":
      return [{ tag: "path", class: "quiet busy", at: { d: line } }];
    case "reports":
      return [{ tag: "path", class: "committed line dotted", at: { d: line } }];
  }
}

function labelMark({ id, text, x, y, role }: CheckpointsLabel): Mark {
  const name = role === "plain" ? "small rim" : `small rim ${role}`;
  return { tag: "text", kind: "label", id, class: name, at: { x, y }, text };
}

function noteMarks({ note, stage, language }: CheckpointsModel): Mark[] {
  if (note === null) return [];
  return [{
    tag: "text",
    kind: "note",
    id: note.kind,
    class: "small quiet italic middle rim",
    at: { x: (stage.left + stage.right) / 2, y: note.y + 4 },
    text: CHECKPOINTS_WORDS[language][note.kind],
  }];
}

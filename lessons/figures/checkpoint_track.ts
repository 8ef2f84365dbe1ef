// Checkpoints as the coordinator sees them, above the lanes of subtasks: from the trigger to the end each has a
// line, and below these lines another one says from which of them a restart would go on.
//
//     checkpoints     ◇─────────━━◆ 1    ◇──────────◇̸ 2 expired        ━ its metadata is stored
//     restart point               ├ 1 ──────────────────────◈───       ◈ a restart went back to it

import type { CheckpointEnd, CheckpointLife } from "./checkpoint_lives.ts";
import type { ControlView } from "./control_view.ts";
import { CHECKPOINT_REASONS, type CheckpointReasons } from "./checkpoint_reasons.ts";
import { nowText } from "./picture_clock.ts";
import { packRows } from "./row_packing.ts";
import { measure } from "./text.ts";
import { SIZE } from "./theme.ts";

/** A checkpoint's line. */
export interface CheckpointLine {
  readonly id: string;
  readonly y: number;
  readonly x1: number;
  /** Where its metadata begins to be stored; nothing before that. */
  readonly storedFrom: number | null;
  readonly x2: number;
  readonly end: CheckpointEnd;
  readonly isCutLeft: boolean;
  readonly isCutRight: boolean;
  /** What can be written beside its end, the best first. */
  readonly texts: readonly string[];
}

/** How long a checkpoint was the one from which a restart would go on. */
export interface RestartPoint {
  readonly id: string;
  readonly y: number;
  readonly x1: number;
  readonly x2: number;
  /** Where its line begins: behind the number that stands on it. */
  readonly lineFrom: number;
  readonly isCutLeft: boolean;
  readonly isCutRight: boolean;
  /** Where attempts went back to it. */
  readonly restores: readonly number[];
}

/** Both kinds of lines, and what is written in the gutter beside them. */
export interface CheckpointTrack {
  readonly lines: readonly CheckpointLine[];
  readonly points: readonly RestartPoint[];
  /** Where there are too many for a diamond each: the places of those that were completed. */
  readonly ticks: readonly number[];
  /** Middle of the first row of lines, and of the row of restart points. */
  readonly y: number;
  readonly pointsY: number;
  readonly bottom: number;
}

/** Pixels from row to row. */
const ROW = 18;
/** Rows of lines at most, and pixels that two diamonds keep apart in a crowd. */
const ROWS_MAX = 3;
const APART = 13;

/** Lays out the checkpoints of a stretch from a height downwards. */
export function layCheckpoints(view: ControlView, top: number): CheckpointTrack {
  const seen = view.lives.checkpoints.filter(({ triggered, ended }) =>
    view.isSeen(triggered, ended ?? Infinity)
  );
  const isCrowded = seen.length > CROWD;
  const shown = isCrowded ? seen.filter(({ end }) => end === "failed") : seen;
  const y = top + ROW / 2;
  const lines = isCrowded
    ? merged(shown.map((life) => ({ ...lineOf(view, life), x1: view.x(life.ended!) })))
    : shown.map((life) => lineOf(view, life));
  const extents = lines.map(({ x1, x2, texts }) => ({
    x1,
    x2: x2 + 10 + measure(texts.at(-1)!, SIZE.small),
  }));
  const rows = packRows(extents, 2).map((row) => Math.min(row, ROWS_MAX - 1));
  const rowCount = Math.max(0, ...rows) + 1;
  const pointsY = y + rowCount * ROW;
  return {
    lines: lines.map((line, index) => ({ ...line, y: y + rows[index] * ROW })),
    ticks: isCrowded ? ticksOf(view, seen) : [],
    points: pointsOf(view, pointsY),
    y,
    pointsY,
    bottom: pointsY + ROW / 2,
  };
}

/** More checkpoints than this are a crowd. */
const CROWD = 24;

/** Every second pixel at which a checkpoint was completed. */
function ticksOf(view: ControlView, lives: readonly CheckpointLife[]): number[] {
  const places = lives.flatMap(({ end, ended }) =>
    end === "completed" && view.isSeen(ended!) ? [Math.round(view.x(ended!) / 2) * 2] : []
  );
  return [...new Set(places)];
}

/** Diamonds that would lie on one another are one, and it counts them. */
function merged(lines: readonly CheckpointLine[]): CheckpointLine[] {
  const kept: { line: CheckpointLine; count: number }[] = [];
  for (const line of lines) {
    const last = kept.at(-1);
    if (last !== undefined && line.x2 - last.line.x2 < APART) last.count++;
    else kept.push({ line, count: 1 });
  }
  return kept.map(({ line, count }) => count === 1 ? line : { ...line, texts: [`×${count}`] });
}

function lineOf(view: ControlView, life: CheckpointLife): CheckpointLine {
  const { id, triggered, ended, end, fullyAcknowledged, reason } = life;
  const { from, until } = view.stage;
  const isOver = ended !== null && ended <= until;
  const isStored = fullyAcknowledged !== null && fullyAcknowledged <= until;
  const shownEnd = isOver ? end : "pending";
  const words = CHECKPOINT_REASONS[view.language];
  return {
    id: String(id),
    y: 0,
    x1: view.x(triggered),
    storedFrom: isStored ? view.x(fullyAcknowledged) : null,
    x2: view.x(ended ?? Infinity),
    end: shownEnd,
    isCutLeft: triggered < from,
    isCutRight: !isOver,
    texts: textsOf(view, life, shownEnd, words, reason),
  };
}

function textsOf(
  { clock }: ControlView,
  { id, triggered, ended }: CheckpointLife,
  end: CheckpointEnd,
  words: CheckpointReasons,
  reason: string,
): string[] {
  if (end === "completed") return [`${id} · ${nowText(clock, ended! - triggered)}`, String(id)];
  return end === "failed" ? [`${id} ${words.short(reason)}`, String(id)] : [String(id)];
}

/** The newest complete checkpoint at every time. */
function pointsOf(view: ControlView, y: number): RestartPoint[] {
  const complete = view.lives.checkpoints.filter(({ end }) => end === "completed");
  const { from, until } = view.stage;
  const points = complete.flatMap(({ id, ended, restores }, index) => {
    const next = complete[index + 1]?.ended ?? Infinity;
    if (!view.isSeen(ended!, next)) return [];
    return [{
      id: String(id),
      y,
      x1: view.x(ended!),
      x2: view.x(next),
      lineFrom: view.x(ended!),
      isCutLeft: ended! < from,
      isCutRight: next > until,
      restores: restores.filter((time) => view.isSeen(time)).map((time) => view.x(time)),
    }];
  });
  if (points.length <= CROWD) return points;
  // of many only those that were gone back to have ends
  return points.flatMap((point, index) => {
    const { id, x1, restores } = point;
    const isFirst = index === 0;
    if (!isFirst && restores.length === 0 && points[index - 1].restores.length === 0) return [];
    const next = points.findIndex((one, place) => place > index && one.restores.length > 0);
    const after = restores.length > 0 ? index + 1 : next;
    const x2 = (points[after] ?? { x1: points.at(-1)!.x2 }).x1;
    return [{ ...point, id: restores.length > 0 ? id : `${id} …`, x1, x2 }];
  });
}

/** Lines of restart points begin behind the numbers that stand on them. */
export function withNumbers(
  track: CheckpointTrack,
  labels: readonly { readonly id: string; readonly text: string; readonly x: number }[],
): CheckpointTrack {
  const byId = new Map(labels.map((label) => [label.id, label]));
  return {
    ...track,
    points: track.points.map((point) => {
      const label = byId.get(`point ${point.id}`);
      if (label === undefined) return point;
      const end = Math.round((label.x + measure(label.text, SIZE.small) + 3) * 10) / 10;
      return { ...point, lineFrom: Math.min(end, point.x2) };
    }),
  };
}

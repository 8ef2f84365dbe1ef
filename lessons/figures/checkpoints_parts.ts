// The share of each subtask in each checkpoint, as spans on its lane. The more a span disturbs the task, the
// heavier it is: a barrier on its way disturbs nobody, alignment blocks channels, copying stops the task, and
// uploading goes on beside its work.
//
//     ······▯▯▯▯▯▯▯┃███══════════◇            ◆
//     travels aligns│ copies      │ acknowledged │ hears that it is complete
//                   └ barrier leaves   uploads

import { type CheckpointLife, lastPart, type PartLife } from "./checkpoint_lives.ts";
import type { ControlLane, ControlView } from "./control_view.ts";

/** What a subtask does for a checkpoint. */
export type Phase = "travels" | "aligns" | "copies" | "uploads" | "reports";

/** The phases in their order. */
export const PHASES: readonly Phase[] = ["travels", "aligns", "copies", "uploads", "reports"];

/** A phase, from where to where, and how many microseconds. */
export interface PartSpan {
  readonly phase: Phase;
  readonly x1: number;
  readonly x2: number;
  readonly micros: number;
}

/** A subtask's share of a checkpoint, ready to be painted. */
export interface PartMark {
  /** `window[0] 3`. */
  readonly id: string;
  readonly lane: string;
  readonly checkpoint: number;
  readonly y: number;
  readonly spans: readonly PartSpan[];
  /** Where its barrier leaves. */
  readonly barrierX: number | null;
  readonly acknowledgedX: number | null;
  /** Where it hears that the checkpoint is complete. */
  readonly notifiedX: number | null;
  /** Where it declines, or hears that the checkpoint is given up. */
  readonly failedX: number | null;
  readonly isMissing: boolean;
}

/** Shares that are drawn at most; of more checkpoints only the coordinator's lines are. */
const PARTS_MAX = 160;

/** The shares of all lanes, and whether there are too many of them to be drawn. */
export function partMarks(
  view: ControlView,
  lanes: readonly (ControlLane & { readonly y: number })[],
): { readonly parts: readonly PartMark[]; readonly isThinned: boolean } {
  const seen = view.lives.checkpoints.filter((life) => view.isSeen(life.triggered, lastTime(life)));
  if (seen.length * lanes.length > PARTS_MAX) return { parts: [], isThinned: true };
  const parts = lanes.flatMap((lane) =>
    seen.flatMap((life) => {
      const part = slowestOf(life, lane.subtasks);
      return part === undefined ? [] : [partMark(view, lane, life, part)];
    })
  );
  return { parts, isThinned: false };
}

/** Of several subtasks of one lane, the one that was ready last. */
export function slowestOf(
  life: CheckpointLife,
  subtasks: readonly number[],
): PartLife | undefined {
  const own = [...life.parts].filter(([subtask]) => subtasks.includes(subtask));
  return lastPart({ ...life, parts: new Map(own) });
}

/** When a phase began, in the order of phases; the last entry is when the last one ended. */
export function phaseTimes({ triggered }: CheckpointLife, part: PartLife): (number | null)[] {
  const { reached, aligned, copied, uploaded, acknowledged } = part;
  return [triggered, reached, aligned, copied, uploaded, acknowledged];
}

function partMark(
  view: ControlView,
  { id, y }: ControlLane & { readonly y: number },
  life: CheckpointLife,
  part: PartLife,
): PartMark {
  const hears = life.end === "failed" ? null : part.notified;
  const fails = part.failed?.time ?? (life.end === "failed" ? part.notified : null);
  const isMissing = life.end === "failed" && part.acknowledged === null;
  return {
    id: `${id} ${life.id}`,
    lane: id,
    checkpoint: life.id,
    y,
    spans: spansOf(view, life, part),
    barrierX: place(view, part.aligned),
    acknowledgedX: place(view, part.acknowledged),
    notifiedX: place(view, hears),
    failedX: place(view, isMissing ? fails ?? life.ended : fails),
    isMissing,
  };
}

function place(view: ControlView, time: number | null): number | null {
  return time === null || !view.isSeen(time) ? null : view.x(time);
}

/** Phases that were begun; one that was not ended lasts until the checkpoint is over. */
function spansOf(view: ControlView, life: CheckpointLife, part: PartLife): PartSpan[] {
  const times = phaseTimes(life, part);
  const over = part.failed?.time ?? (life.end === "failed" ? life.ended : null) ?? Infinity;
  return PHASES.flatMap((phase, index) => {
    const from = times[index];
    if (from === null || from > over) return [];
    const until = times[index + 1] ?? over;
    if (!view.isSeen(from, until) || until === from) return [];
    const end = Math.min(until, view.stage.until);
    return [{ phase, x1: view.x(from), x2: view.x(end), micros: end - from }];
  });
}

function lastTime({ ended, parts }: CheckpointLife): number {
  const times = [...parts.values()].map(({ notified }) => notified ?? 0);
  return Math.max(ended ?? Infinity, ...times);
}

// The cut of a checkpoint: one point on every lane, where the subtask copied its state. It is consistent when no
// element from behind a barrier was taken before the receiver had copied its own state; where one was, the line
// is broken.

import type { BarrierLane } from "./barriers_lanes.ts";
import type { BarriersView } from "./barriers_view.ts";
import type { ElementLife } from "./channel_lives.ts";
import { RECORD } from "./picture_numbers.ts";

/** Where the cut crosses a lane. */
export interface CutPoint {
  readonly lane: string;
  readonly x: number;
  readonly y: number;
  /** Where the synchronous part ends; the task stands still until then. */
  readonly untilX: number;
  readonly entries: number;
  /** Something from behind the barrier is in front of this point. */
  readonly isCrossed: boolean;
}

/** A cut. */
export interface Cut {
  readonly checkpoint: number;
  readonly points: readonly CutPoint[];
  readonly isConsistent: boolean;
}

/** The cut of the checkpoint that is looked at, as far as it is seen. */
export function cutOf(view: BarriersView, lanes: readonly BarrierLane[]): Cut | null {
  if (view.checkpoint === null) return null;
  const crossed = new Set(
    crossings(view).map(({ channel }) => view.plan.channels[channel].receiver),
  );
  const points = lanes.flatMap((lane) => {
    const parts = lane.subtasks.flatMap((subtask) => view.part(subtask) ?? []);
    const times = parts.flatMap(({ aligned }) => aligned ?? []);
    if (times.length === 0) return [];
    const time = Math.max(...times);
    if (!view.isSeen(time)) return [];
    const copied = parts.map((part) => part.copied ?? time);
    return [{
      lane: lane.id,
      x: view.x(time),
      y: lane.y,
      untilX: view.x(Math.max(...copied)),
      entries: parts.reduce((sum, { entries }) => sum + entries, 0),
      isCrossed: lane.subtasks.some((subtask) => crossed.has(subtask)),
    }];
  });
  if (points.length === 0) return null;
  return {
    checkpoint: view.checkpoint.id,
    points,
    isConsistent: points.every(({ isCrossed }) => !isCrossed),
  };
}

/**
 * Records from behind a barrier that were taken before the receiver's own point of the cut: a task does one
 * thing at a time, so what it has taken is done before it copies its state.
 */
export function crossings(view: BarriersView): ElementLife[] {
  return view.channels.elements.flatMap((elements, channel) => {
    const { receiver } = view.plan.channels[channel];
    const cut = view.part(receiver)?.aligned ?? null;
    if (cut === null) return [];
    return elements.filter((life) =>
      life.kind === RECORD && view.isBehind(life) && life.taken !== null && life.taken < cut
    );
  });
}

// Event time below the lanes of windows: no checkpoint holds it, so in every attempt it begins at −∞ again (M24).

import type { PlacedLane } from "./control_lanes.ts";
import { watermarkText } from "./picture_clock.ts";
import { extentOf } from "./picture_extent.ts";
import { NEVER } from "./picture_numbers.ts";
import type { RecoveryView } from "./recovery_view.ts";

/** Event time of a lane, where it moved or where it began anew. */
export interface RecoveryWatermark {
  readonly id: string;
  readonly lane: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** It begins anew, or is the last before that: then its value is told. */
  readonly isTold: boolean;
  readonly isReset: boolean;
}

/** Pixels below a lane, and how close two marks may come. */
export const WATERMARK_ROOM = 11;
const APART = 9;

/** Lanes that show event time: those with windows, or else all that take input. */
export function watchedSubtasks(view: RecoveryView): ReadonlySet<number> {
  const withWindows = view.history.panes.map(({ subtask }) => subtask);
  const sinks = new Set(view.sinks);
  const others = view.plan.subtasks
    .filter(({ id, inputs }) => inputs.length > 0 && !sinks.has(id)).map(({ id }) => id);
  return new Set(withWindows.length > 0 ? withWindows : others);
}

/** The marks of one lane. */
export function recoveryWatermarks(view: RecoveryView, lane: PlacedLane): RecoveryWatermark[] {
  if (lane.subtasks.length > 1) return [];
  const [subtask] = lane.subtasks;
  const resets = view.stints(lane).filter(({ attempt }) => attempt > 0)
    .map(({ from }) => ({ time: from, watermark: NEVER, isReset: true }));
  const advances = view.history.advances.filter((advance) => advance.subtask === subtask)
    .map(({ time, watermark }) => ({ time, watermark, isReset: false }));
  const all = [...resets, ...advances].sort((a, b) =>
    a.time - b.time || Number(b.isReset) - Number(a.isReset)
  );
  const [first] = extentOf(view.history.handlings.map(({ stamp }) => stamp));
  const said = all.filter(({ watermark, isReset }) => isReset || watermark >= first);
  return said.flatMap(({ time, watermark, isReset }, index) => {
    if (!view.isSeen(time)) return [];
    const next = said[index + 1];
    const x = view.x(time);
    // what comes right after it hides it, unless it is what there is to see
    const isHidden = next !== undefined && view.x(next.time) - x < APART && !isReset &&
      !next.isReset;
    if (isHidden) return [];
    return [{
      id: `${lane.id} ${watermark} ${time}`,
      lane: lane.id,
      x,
      y: lane.y + WATERMARK_ROOM,
      text: watermarkText(view.clock, watermark),
      isTold: isReset || next?.isReset === true || said[index - 1]?.isReset === true,
      isReset,
    }];
  });
}

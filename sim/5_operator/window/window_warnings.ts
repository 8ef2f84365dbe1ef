// What Flink accepts in silence and a learner should hear of, before the job runs: windows that leave
// holes, and windows that nobody ever cleans.

import { MAX, TIMESTAMP_LIMIT } from "../../clock/time.ts";
import { SlidingEventTimeWindows } from "./sliding_event_time_windows.ts";
import { SlidingProcessingTimeWindows } from "./sliding_processing_time_windows.ts";
import type { WindowOperatorSpec } from "./window_operator_spec.ts";

/** Sentences that begin with a code: `W-WINDOW-GAP`, `W-WINDOW-FOREVER`. */
export function windowWarnings(spec: WindowOperatorSpec): string[] {
  return [...gapWarnings(spec), ...foreverWarnings(spec)];
}

/** A slide larger than the size: what falls between two windows vanishes, uncounted in Flink (W-9). */
function gapWarnings({ assigner, name }: WindowOperatorSpec): string[] {
  const isSliding = assigner instanceof SlidingEventTimeWindows ||
    assigner instanceof SlidingProcessingTimeWindows;
  if (!isSliding || assigner.slide <= assigner.size) return [];
  const { size, slide } = assigner;
  const lost = Math.round(1000 * (slide - size) / slide) / 10;
  return [
    `W-WINDOW-GAP: The windows of "${name}" are ${size} ms long and begin every ${slide} ms, so ${lost} % ` +
    `of all time is in no window: records there vanish, counted as numRecordsUnassigned; wanted, ` +
    `unless that is meant: a slide of at most the size`,
  ];
}

/** A cleanup time beyond the end of time: no timer is set for it, so the window stays (W-7). */
function foreverWarnings(
  { assigner: { isEventTime }, allowedLateness, name }: WindowOperatorSpec,
): string[] {
  const firstKept = MAX - allowedLateness;
  if (!isEventTime || firstKept > TIMESTAMP_LIMIT) return [];
  return [
    `W-WINDOW-FOREVER: Window "${name}" allows records to be ${allowedLateness} ms late, so what ends at ` +
    `${firstKept} or later would be cleaned beyond the end of time: such windows are never cleaned, and ` +
    `what is kept for them only grows; wanted, unless that is meant: a lateness that passes`,
  ];
}

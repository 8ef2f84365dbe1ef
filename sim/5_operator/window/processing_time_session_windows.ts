// Windows that grow: a session lasts until nothing came for a gap, and sessions that touch become one
// (WN-4, M-1).
//
//   ●  ●   ●            ●            moments of work
//   [─gap─)             [─gap─)
//      [─gap─)
//          [─gap─)
//   ══════════════      ═══════      two sessions

import type { Millis } from "../../clock/time.ts";
import type { AssignerContext, MergeCallback, WindowAssigner } from "./assigner.ts";
import { ProcessingTimeTrigger } from "./processing_time_trigger.ts";
import { type SessionGap, sessionGap } from "./session_gap.ts";
import type { TimeWindow } from "./time_window.ts";
import { mergeTimeWindows } from "./time_window_merge.ts";
import type { Trigger } from "./trigger.ts";
import { requireGap } from "./window_length.ts";

/**
 * Sessions by processing time.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { ProcessingTimeSessionWindows } from "@headwater/sim";
 * strictEqual(ProcessingTimeSessionWindows.withGap(10).name, "ProcessingTimeSessionWindows(10)");
 * ```
 */
export class ProcessingTimeSessionWindows<T = unknown> implements WindowAssigner<T> {
  readonly name: string;
  readonly isEventTime = false;

  private constructor(readonly gap: SessionGap<T>, shown: string) {
    this.name = `ProcessingTimeSessionWindows(${shown})`;
    Object.freeze(this);
  }

  /** A session ends when nothing came for the gap. Errors: `E-SESSION-GAP`. */
  static withGap(gap: Millis): ProcessingTimeSessionWindows {
    return new ProcessingTimeSessionWindows(requireGap(gap), String(gap));
  }

  /** Each record says how long it keeps its session open. Errors, when it runs: `E-SESSION-GAP`. */
  static withDynamicGap<T>(gapOf: (value: T) => Millis): ProcessingTimeSessionWindows<T> {
    return new ProcessingTimeSessionWindows<T>(gapOf, "dynamic");
  }

  /** Fires when the clock passes the end (WN-7). */
  get defaultTrigger(): Trigger<T> {
    return ProcessingTimeTrigger.create();
  }

  assignWindows(value: T, _timestamp: Millis, context: AssignerContext): void {
    const timestamp = context.currentProcessingTime;
    context.window(timestamp, timestamp + sessionGap(this.gap, value));
  }

  mergeWindows(windows: readonly TimeWindow[], callback: MergeCallback): void {
    mergeTimeWindows(windows, callback);
  }
}

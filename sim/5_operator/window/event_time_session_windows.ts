// Windows that grow: a session lasts until nothing came for a gap, and sessions that touch become one
// (WN-4, M-1).
//
//   ●  ●   ●            ●            timestamps
//   [─gap─)             [─gap─)
//      [─gap─)
//          [─gap─)
//   ══════════════      ═══════      two sessions

import type { Millis } from "../../clock/time.ts";
import type { AssignerContext, MergeCallback, WindowAssigner } from "./assigner.ts";
import { EventTimeTrigger } from "./event_time_trigger.ts";
import { type SessionGap, sessionGap } from "./session_gap.ts";
import type { TimeWindow } from "./time_window.ts";
import { mergeTimeWindows } from "./time_window_merge.ts";
import type { Trigger } from "./trigger.ts";
import { requireGap } from "./window_length.ts";

/**
 * Sessions by event time.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { EventTimeSessionWindows } from "@headwater/sim";
 * strictEqual(EventTimeSessionWindows.withGap(10).name, "EventTimeSessionWindows(10)");
 * ```
 */
export class EventTimeSessionWindows<T = unknown> implements WindowAssigner<T> {
  readonly name: string;
  readonly isEventTime = true;

  private constructor(readonly gap: SessionGap<T>, shown: string) {
    this.name = `EventTimeSessionWindows(${shown})`;
    Object.freeze(this);
  }

  /** A session ends when nothing came for the gap. Errors: `E-SESSION-GAP`. */
  static withGap(gap: Millis): EventTimeSessionWindows {
    return new EventTimeSessionWindows(requireGap(gap), String(gap));
  }

  /** Each record says how long it keeps its session open. Errors, when it runs: `E-SESSION-GAP`. */
  static withDynamicGap<T>(gapOf: (value: T) => Millis): EventTimeSessionWindows<T> {
    return new EventTimeSessionWindows<T>(gapOf, "dynamic");
  }

  /** Fires when the watermark passes the end (WN-7). */
  get defaultTrigger(): Trigger<T> {
    return EventTimeTrigger.create();
  }

  assignWindows(value: T, timestamp: Millis, context: AssignerContext): void {
    context.window(timestamp, timestamp + sessionGap(this.gap, value));
  }

  mergeWindows(windows: readonly TimeWindow[], callback: MergeCallback): void {
    mergeTimeWindows(windows, callback);
  }
}

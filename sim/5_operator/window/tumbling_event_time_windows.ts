// Windows of one size, end to end: every timestamp belongs to exactly one (WN-2).
//
//   ──[─────)[─────)[─────)──      size 10, offset 0:   … [−10, 0) [0, 10) [10, 20) …
//   ─────[─────)[─────)[─────      size 10, offset 3:   … [−7, 3)  [3, 13) [13, 23) …

import type { Millis } from "../../clock/time.ts";
import { MIN } from "../../clock/time.ts";
import type { AssignerContext, WindowAssigner, WindowStagger } from "./assigner.ts";
import { optionsText, requireOffset, requireSize } from "./window_length.ts";
import { EventTimeTrigger } from "./event_time_trigger.ts";
import { windowStart } from "./time_window.ts";
import type { Trigger } from "./trigger.ts";

/**
 * Assigns each record to the one window that its timestamp falls into (WN-2).
 *
 * ```ts
 * import { strictEqual, throws } from "node:assert";
 * import { TumblingEventTimeWindows } from "@headwater/sim";
 * const daily = TumblingEventTimeWindows.of(24 * 60 * 60 * 1000);
 * strictEqual(daily.name, "TumblingEventTimeWindows(86400000)");
 * throws(() => TumblingEventTimeWindows.of(0), /E-WINDOW-SIZE/);
 * throws(() => TumblingEventTimeWindows.of(10, 10), /E-WINDOW-OFFSET/);
 * ```
 */
export class TumblingEventTimeWindows implements WindowAssigner {
  readonly name: string;
  readonly isEventTime = true;

  private constructor(
    readonly size: Millis,
    readonly offset: Millis,
    readonly stagger: WindowStagger,
  ) {
    this.name = `TumblingEventTimeWindows${optionsText(size, offset, stagger)}`;
    Object.freeze(this);
  }

  /**
   * Windows of a size; the offset moves all of them, and a stagger those of each subtask in its own
   * way. Errors: `E-WINDOW-SIZE`, `E-WINDOW-OFFSET`.
   */
  static of(
    size: Millis,
    offset: Millis = 0,
    stagger: WindowStagger = "aligned",
  ): TumblingEventTimeWindows {
    return new TumblingEventTimeWindows(requireSize(size), requireOffset(offset, size), stagger);
  }

  /** Fires when the watermark passes the end (WN-7). */
  get defaultTrigger(): Trigger {
    return EventTimeTrigger.create();
  }

  assignWindows(value: unknown, timestamp: Millis, context: AssignerContext): void {
    if (timestamp === MIN) context.refuseMissingTimestamp(value);
    const { size, offset, stagger } = this;
    // a remainder for each record would be one more division
    const moved = stagger === "aligned"
      ? offset
      : (offset + context.staggerOffset(stagger, size)) % size;
    const start = windowStart(timestamp, moved, size);
    context.window(start, start + size);
  }
}

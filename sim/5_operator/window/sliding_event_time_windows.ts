// Windows of one size that begin every slide, so that they overlap, or leave holes (WN-3).
//
//   ──[──────────)──────────       size 10, slide 5: every timestamp belongs to two
//   ───────[──────────)─────
//   ────────────[──────────)

import type { Millis } from "../../clock/time.ts";
import { MIN } from "../../clock/time.ts";
import type { AssignerContext, WindowAssigner } from "./assigner.ts";
import { EventTimeTrigger } from "./event_time_trigger.ts";
import { windowStart } from "./time_window.ts";
import type { Trigger } from "./trigger.ts";
import { optionsText, requireOffset, requireSize, requireSlide } from "./window_length.ts";

/**
 * Assigns a timestamp to all windows that contain it, the newest first. A slide larger than the size leaves
 * holes: what falls into one belongs to no window.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { SlidingEventTimeWindows } from "@headwater/sim";
 * strictEqual(SlidingEventTimeWindows.of(10, 5).name, "SlidingEventTimeWindows(10, 5)");
 * ```
 */
export class SlidingEventTimeWindows implements WindowAssigner {
  readonly name: string;
  readonly isEventTime = true;

  private constructor(readonly size: Millis, readonly slide: Millis, readonly offset: Millis) {
    this.name = `SlidingEventTimeWindows${optionsText(size, slide, offset)}`;
    Object.freeze(this);
  }

  /**
   * Windows of a size, one every slide; the offset moves all of them.
   * Errors: `E-WINDOW-SIZE`, `E-WINDOW-SLIDE`, `E-WINDOW-OFFSET`, `E-WINDOW-FANOUT`.
   */
  static of(size: Millis, slide: Millis, offset: Millis = 0): SlidingEventTimeWindows {
    requireSlide(slide, requireSize(size));
    return new SlidingEventTimeWindows(size, slide, requireOffset(offset, slide, "slide"));
  }

  /** Fires when the watermark passes the end (WN-7). */
  get defaultTrigger(): Trigger {
    return EventTimeTrigger.create();
  }

  assignWindows(value: unknown, timestamp: Millis, context: AssignerContext): void {
    if (timestamp === MIN) context.refuseMissingTimestamp(value);
    const { size, slide, offset } = this;
    const last = windowStart(timestamp, offset, slide);
    for (let start = last; start > timestamp - size; start -= slide) {
      context.window(start, start + size);
    }
  }
}

// Windows of one size that begin every slide, so that they overlap, or leave holes (WN-3, WN-6).
//
//   ──[──────────)──────────       size 10, slide 5: every moment belongs to two
//   ───────[──────────)─────
//   ────────────[──────────)

import type { Millis } from "../../clock/time.ts";
import type { AssignerContext, WindowAssigner } from "./assigner.ts";
import { ProcessingTimeTrigger } from "./processing_time_trigger.ts";
import { windowStart } from "./time_window.ts";
import type { Trigger } from "./trigger.ts";
import { optionsText, requireOffset, requireSize, requireSlide } from "./window_length.ts";

/**
 * Assigns the moment of work to all windows that contain it, the newest first. A slide larger than the size leaves
 * holes: what falls into one belongs to no window.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { SlidingProcessingTimeWindows } from "@headwater/sim";
 * strictEqual(SlidingProcessingTimeWindows.of(10, 5).name, "SlidingProcessingTimeWindows(10, 5)");
 * ```
 */
export class SlidingProcessingTimeWindows implements WindowAssigner {
  readonly name: string;
  readonly isEventTime = false;

  private constructor(readonly size: Millis, readonly slide: Millis, readonly offset: Millis) {
    this.name = `SlidingProcessingTimeWindows${optionsText(size, slide, offset)}`;
    Object.freeze(this);
  }

  /**
   * Windows of a size, one every slide; the offset moves all of them.
   * Errors: `E-WINDOW-SIZE`, `E-WINDOW-SLIDE`, `E-WINDOW-OFFSET`, `E-WINDOW-FANOUT`.
   */
  static of(size: Millis, slide: Millis, offset: Millis = 0): SlidingProcessingTimeWindows {
    requireSlide(slide, requireSize(size));
    return new SlidingProcessingTimeWindows(size, slide, requireOffset(offset, slide, "slide"));
  }

  /** Fires when the clock passes the end (WN-7). */
  get defaultTrigger(): Trigger {
    return ProcessingTimeTrigger.create();
  }

  assignWindows(_value: unknown, _timestamp: Millis, context: AssignerContext): void {
    const timestamp = context.currentProcessingTime;
    const { size, slide, offset } = this;
    const last = windowStart(timestamp, offset, slide);
    for (let start = last; start > timestamp - size; start -= slide) {
      context.window(start, start + size);
    }
  }
}

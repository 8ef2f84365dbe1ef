// Windows of one size, end to end, by the clock of the machine: a record belongs to the window of the
// moment at which it is worked on (WN-2, WN-6).

import type { Millis } from "../../clock/time.ts";
import type { AssignerContext, WindowAssigner, WindowStagger } from "./assigner.ts";
import { ProcessingTimeTrigger } from "./processing_time_trigger.ts";
import { windowStart } from "./time_window.ts";
import type { Trigger } from "./trigger.ts";
import { optionsText, requireOffset, requireSize } from "./window_length.ts";

/**
 * Assigns by processing time; the timestamp of the record does not matter.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { TumblingProcessingTimeWindows } from "@headwater/sim";
 * strictEqual(TumblingProcessingTimeWindows.of(10, 3).name, "TumblingProcessingTimeWindows(10, 3)");
 * ```
 */
export class TumblingProcessingTimeWindows implements WindowAssigner {
  readonly name: string;
  readonly isEventTime = false;

  private constructor(
    readonly size: Millis,
    readonly offset: Millis,
    readonly stagger: WindowStagger,
  ) {
    this.name = `TumblingProcessingTimeWindows${optionsText(size, offset, stagger)}`;
    Object.freeze(this);
  }

  /** Windows of a size, moved by an offset. Errors: `E-WINDOW-SIZE`, `E-WINDOW-OFFSET`. */
  static of(
    size: Millis,
    offset: Millis = 0,
    stagger: WindowStagger = "aligned",
  ): TumblingProcessingTimeWindows {
    return new TumblingProcessingTimeWindows(
      requireSize(size),
      requireOffset(offset, size),
      stagger,
    );
  }

  /** Fires when the clock passes the end (WN-7). */
  get defaultTrigger(): Trigger {
    return ProcessingTimeTrigger.create();
  }

  assignWindows(_value: unknown, _timestamp: Millis, context: AssignerContext): void {
    const { size, offset, stagger } = this;
    const shift = stagger === "aligned" ? 0 : context.staggerOffset(stagger, size);
    const start = windowStart(context.currentProcessingTime, (offset + shift) % size, size);
    context.window(start, start + size);
  }
}

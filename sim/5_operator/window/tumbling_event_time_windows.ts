// Windows of one size, end to end: every timestamp belongs to exactly one (WN-2).
//
//   ──[─────)[─────)[─────)──      size 10, offset 0:   … [−10, 0) [0, 10) [10, 20) …
//   ─────[─────)[─────)[─────      size 10, offset 3:   … [−7, 3)  [3, 13) [13, 23) …

import type { Millis } from "../../clock/time.ts";
import { MAX, MIN, TIMESTAMP_LIMIT } from "../../clock/time.ts";
import { refuse, showValue } from "../../clock/named_error.ts";
import type { AssignerContext, WindowAssigner } from "./assigner.ts";
import { EventTimeTrigger } from "./event_time_trigger.ts";
import { windowStart } from "./time_window.ts";
import type { Trigger } from "./trigger.ts";

/** The largest window: up to here the bounds of every window are exact whole numbers. */
const SIZE_MAX: Millis = MAX - TIMESTAMP_LIMIT;

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

  private constructor(readonly size: Millis, readonly offset: Millis) {
    this.name = `TumblingEventTimeWindows(${size}${offset === 0 ? "" : `, ${offset}`})`;
    Object.freeze(this);
  }

  /** Windows of a size; the offset moves all of them. Errors: `E-WINDOW-SIZE`, `E-WINDOW-OFFSET`. */
  static of(size: Millis, offset: Millis = 0): TumblingEventTimeWindows {
    return new TumblingEventTimeWindows(requireSize(size), requireOffset(offset, size));
  }

  /** Fires when the watermark passes the end (WN-7). */
  get defaultTrigger(): Trigger {
    return EventTimeTrigger.create();
  }

  assignWindows(value: unknown, timestamp: Millis, context: AssignerContext): void {
    if (timestamp === MIN) context.refuseMissingTimestamp(value);
    const start = windowStart(timestamp, this.offset, this.size);
    context.window(start, start + this.size);
  }
}

function requireSize(size: unknown): Millis {
  if (Number.isInteger(size) && (size as Millis) > 0 && (size as Millis) <= SIZE_MAX) {
    return size as Millis;
  }
  refuse(
    "E-WINDOW-SIZE",
    `A window size is ${showValue(size)}, but it is a length of time: a whole number of ` +
      `milliseconds from 1 to ${SIZE_MAX}; a value in seconds wants to be multiplied by 1000`,
  );
}

function requireOffset(offset: unknown, size: Millis): Millis {
  if (Number.isInteger(offset) && Math.abs(offset as Millis) < size) return offset as Millis;
  refuse(
    "E-WINDOW-OFFSET",
    `A window offset is ${
      showValue(offset)
    } for windows of size ${size}, but windows repeat every ` +
      `${size} ms: a whole number of milliseconds between −${size} and ${size}, both excluded`,
  );
}

// Speak once, when nothing more will come (TR-11): the default of the global window of a bounded
// stream.

import type { Millis } from "../../clock/time.ts";
import { maxTimestamp, type TimeWindow } from "./time_window.ts";
import { type Trigger, type TriggerContext, TriggerResult } from "./trigger.ts";

/**
 * Fires at +∞, the watermark that ends a stream.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { EndOfStreamTrigger } from "@headwater/sim";
 * strictEqual(EndOfStreamTrigger.create().canMerge, false);
 * ```
 */
export class EndOfStreamTrigger implements Trigger {
  readonly name = "EndOfStreamTrigger";
  readonly canMerge = false;
  private static readonly only: EndOfStreamTrigger = Object.freeze(new EndOfStreamTrigger());

  private constructor() {}

  /** The trigger; it has no options, so there is one for all. */
  static create(): EndOfStreamTrigger {
    return EndOfStreamTrigger.only;
  }

  onElement(
    _value: unknown,
    _timestamp: Millis,
    window: TimeWindow,
    context: TriggerContext,
  ): TriggerResult {
    context.registerEventTimeTimer(maxTimestamp(window));
    return TriggerResult.CONTINUE;
  }

  onEventTime(time: Millis, window: TimeWindow): TriggerResult {
    return time === maxTimestamp(window) ? TriggerResult.FIRE : TriggerResult.CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  clear(): void {}
}

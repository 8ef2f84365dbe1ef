// The trigger of event-time windows: speak once when the watermark passes the window's end, and again
// for each element that comes later but is still allowed (TR-2).

import type { Millis } from "../../clock/time.ts";
import { maxTimestamp, type TimeWindow } from "./time_window.ts";
import {
  type Trigger,
  type TriggerContext,
  type TriggerMergeContext,
  TriggerResult,
} from "./trigger.ts";

/**
 * Fires when the watermark passes the window's last timestamp; an element that comes after that fires
 * at once (TR-2, W-13).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { EventTimeTrigger, TumblingEventTimeWindows } from "@headwater/sim";
 * strictEqual(TumblingEventTimeWindows.of(10).defaultTrigger, EventTimeTrigger.create());
 * ```
 */
export class EventTimeTrigger implements Trigger {
  readonly name = "EventTimeTrigger";
  readonly canMerge = true;
  readonly isSteady = true;

  private static readonly only: EventTimeTrigger = Object.freeze(new EventTimeTrigger());

  private constructor() {}

  /** The trigger; it has no options, so there is one for all. */
  static create(): EventTimeTrigger {
    return EventTimeTrigger.only;
  }

  onElement(
    _value: unknown,
    _timestamp: Millis,
    window: TimeWindow,
    context: TriggerContext,
  ): TriggerResult {
    const end = maxTimestamp(window);
    if (end <= context.currentWatermark) return TriggerResult.FIRE;
    context.registerEventTimeTimer(end);
    return TriggerResult.CONTINUE;
  }

  onEventTime(time: Millis, window: TimeWindow): TriggerResult {
    return time === maxTimestamp(window) ? TriggerResult.FIRE : TriggerResult.CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  /** The merged window wants its own timer; if it has passed already, the element that comes fires. */
  onMerge(window: TimeWindow, context: TriggerMergeContext): void {
    const end = maxTimestamp(window);
    if (end > context.currentWatermark) context.registerEventTimeTimer(end);
  }

  clear(window: TimeWindow, context: TriggerContext): void {
    context.deleteEventTimeTimer(maxTimestamp(window));
  }
}

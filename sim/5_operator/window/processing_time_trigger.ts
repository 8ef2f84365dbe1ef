// The trigger of processing-time windows: speak when the clock passes the window's end (TR-3).

import type { Millis } from "../../clock/time.ts";
import { maxTimestamp, type TimeWindow } from "./time_window.ts";
import {
  type Trigger,
  type TriggerContext,
  type TriggerMergeContext,
  TriggerResult,
} from "./trigger.ts";

/**
 * Fires once per window, by the clock of the machine.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { ProcessingTimeTrigger } from "@headwater/sim";
 * strictEqual(ProcessingTimeTrigger.create().canMerge, true);
 * ```
 */
export class ProcessingTimeTrigger implements Trigger {
  readonly name = "ProcessingTimeTrigger";
  readonly canMerge = true;
  private static readonly only: ProcessingTimeTrigger = Object.freeze(new ProcessingTimeTrigger());

  private constructor() {}

  /** The trigger; it has no options, so there is one for all. */
  static create(): ProcessingTimeTrigger {
    return ProcessingTimeTrigger.only;
  }

  onElement(
    _value: unknown,
    _timestamp: Millis,
    window: TimeWindow,
    context: TriggerContext,
  ): TriggerResult {
    context.registerProcessingTimeTimer(maxTimestamp(window));
    return TriggerResult.CONTINUE;
  }

  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.FIRE;
  }

  onMerge(window: TimeWindow, context: TriggerMergeContext): void {
    const end = maxTimestamp(window);
    if (end > context.currentProcessingTime) context.registerProcessingTimeTimer(end);
  }

  clear(window: TimeWindow, context: TriggerContext): void {
    context.deleteProcessingTimeTimer(maxTimestamp(window));
  }
}

// Whatever another trigger says, but not later than a time after the first element (TR-9): a window that
// waits for the hundredth element must not wait for ever.

import type { Millis } from "../../clock/time.ts";
import { valueState } from "../../6_state/value_state.ts";
import type { TimeWindow } from "./time_window.ts";
import { type Trigger, type TriggerContext, TriggerResult } from "./trigger.ts";
import { requireSize } from "./window_length.ts";

const DEADLINE = valueState<Millis>("timeout");

/** How the timeout behaves. */
export interface ProcessingTimeoutOptions {
  /** Each element starts the waiting anew. Default false. */
  readonly resetOnElement?: boolean;
  /** When the time is out, the nested trigger forgets what it knows. Default true. */
  readonly clearOnTimeout?: boolean;
}

/**
 * Fires with the nested trigger, or when so much processing time has passed.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { CountTrigger, ProcessingTimeoutTrigger } from "@headwater/sim";
 * const trigger = ProcessingTimeoutTrigger.of(CountTrigger.of(100), 5000);
 * strictEqual(trigger.name, "ProcessingTimeoutTrigger(CountTrigger(100), 5000)");
 * ```
 */
export class ProcessingTimeoutTrigger<T> implements Trigger<T> {
  readonly name: string;
  readonly canMerge = false;

  private constructor(
    readonly nested: Trigger<T>,
    readonly timeout: Millis,
    readonly options: Required<ProcessingTimeoutOptions>,
  ) {
    this.name = `ProcessingTimeoutTrigger(${nested.name}, ${timeout})`;
    Object.freeze(this);
  }

  /** The nested trigger, with a timeout. Errors: `E-WINDOW-SIZE`. */
  static of<T>(
    nested: Trigger<T>,
    timeout: Millis,
    { resetOnElement = false, clearOnTimeout = true }: ProcessingTimeoutOptions = {},
  ): ProcessingTimeoutTrigger<T> {
    const options = Object.freeze({ resetOnElement, clearOnTimeout });
    return new ProcessingTimeoutTrigger(nested, requireSize(timeout, "timeout"), options);
  }

  onElement(
    value: T,
    timestamp: Millis,
    window: TimeWindow,
    context: TriggerContext,
  ): TriggerResult {
    const result = this.nested.onElement(value, timestamp, window, context);
    if ((result & TriggerResult.FIRE) !== 0) {
      this.clear(window, context);
      return result;
    }
    const deadline = context.state(DEADLINE);
    let at = deadline.value();
    if (at !== undefined && this.options.resetOnElement) {
      context.deleteProcessingTimeTimer(at);
      at = undefined;
    }
    if (at === undefined) {
      const next = context.currentProcessingTime + this.timeout;
      context.state(DEADLINE).update(next);
      context.registerProcessingTimeTimer(next);
    }
    return result;
  }

  onEventTime(time: Millis, window: TimeWindow, context: TriggerContext): TriggerResult {
    return this.fire(this.nested.onEventTime(time, window, context), window, context);
  }

  onProcessingTime(time: Millis, window: TimeWindow, context: TriggerContext): TriggerResult {
    return this.fire(this.nested.onProcessingTime(time, window, context), window, context);
  }

  clear(window: TimeWindow, context: TriggerContext): void {
    const deadline = context.state(DEADLINE);
    const at = deadline.value();
    if (at !== undefined) {
      context.deleteProcessingTimeTimer(at);
      deadline.clear();
    }
    this.nested.clear(window, context);
  }

  private fire(result: TriggerResult, window: TimeWindow, context: TriggerContext): TriggerResult {
    if (this.options.clearOnTimeout) this.clear(window, context);
    const purges = (result & TriggerResult.PURGE) !== 0;
    return purges ? TriggerResult.FIRE_AND_PURGE : TriggerResult.FIRE;
  }
}

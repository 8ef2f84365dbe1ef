// Whatever another trigger says, and forget what was said (TR-8): each firing has only what came since
// the last one.

import type { Millis } from "../../clock/time.ts";
import type { TimeWindow } from "./time_window.ts";
import {
  type Trigger,
  type TriggerContext,
  type TriggerMergeContext,
  TriggerResult,
} from "./trigger.ts";

/**
 * Turns FIRE into FIRE_AND_PURGE.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { CountTrigger, PurgingTrigger } from "@headwater/sim";
 * strictEqual(PurgingTrigger.of(CountTrigger.of(3)).name, "PurgingTrigger(CountTrigger(3))");
 * ```
 */
export class PurgingTrigger<T> implements Trigger<T> {
  readonly name: string;

  private constructor(readonly nested: Trigger<T>) {
    this.name = `PurgingTrigger(${nested.name})`;
    Object.freeze(this);
  }

  /** Purges whenever the nested trigger fires. */
  static of<T>(nested: Trigger<T>): PurgingTrigger<T> {
    return new PurgingTrigger(nested);
  }

  get canMerge(): boolean {
    return this.nested.canMerge;
  }

  onElement(
    value: T,
    timestamp: Millis,
    window: TimeWindow,
    context: TriggerContext,
  ): TriggerResult {
    return purging(this.nested.onElement(value, timestamp, window, context));
  }

  onEventTime(time: Millis, window: TimeWindow, context: TriggerContext): TriggerResult {
    return purging(this.nested.onEventTime(time, window, context));
  }

  onProcessingTime(time: Millis, window: TimeWindow, context: TriggerContext): TriggerResult {
    return purging(this.nested.onProcessingTime(time, window, context));
  }

  onMerge(window: TimeWindow, context: TriggerMergeContext): void {
    this.nested.onMerge?.(window, context);
  }

  clear(window: TimeWindow, context: TriggerContext): void {
    this.nested.clear(window, context);
  }
}

function purging(result: TriggerResult): TriggerResult {
  const fires = (result & TriggerResult.FIRE) !== 0;
  return fires ? TriggerResult.FIRE_AND_PURGE : result;
}

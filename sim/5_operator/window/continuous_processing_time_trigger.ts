// Speak early and often: every interval by the clock while the window is open, and at its end (TR-6).
//
//   [──────▲──────▲──────▲──)▲       interval 4, window of size 14: the last one is the end

import type { Millis } from "../../clock/time.ts";
import { saturatingAdd } from "../../clock/time.ts";
import { reducingState } from "../../6_state/reducing_state.ts";
import { maxTimestamp, type TimeWindow } from "./time_window.ts";
import {
  type Trigger,
  type TriggerContext,
  type TriggerMergeContext,
  TriggerResult,
} from "./trigger.ts";
import { requireSize } from "./window_length.ts";

/** When it speaks next; of merged windows the earlier one. */
const NEXT = reducingState<Millis>("fire-time", (first, second) => Math.min(first, second));

/**
 * Fires every interval, at multiples of it, and at the window's end. Flink 1.9 does not stop at the
 * end (TR-12); we do as 1.20.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { ContinuousProcessingTimeTrigger } from "@headwater/sim";
 * strictEqual(ContinuousProcessingTimeTrigger.of(4).name, "ContinuousProcessingTimeTrigger(4)");
 * ```
 */
export class ContinuousProcessingTimeTrigger implements Trigger {
  readonly name: string;
  readonly canMerge = true;

  private constructor(readonly interval: Millis) {
    this.name = `ContinuousProcessingTimeTrigger(${interval})`;
    Object.freeze(this);
  }

  /** Fires every interval. Errors: `E-WINDOW-SIZE`. */
  static of(interval: Millis): ContinuousProcessingTimeTrigger {
    return new ContinuousProcessingTimeTrigger(requireSize(interval, "interval"));
  }

  onElement(
    _value: unknown,
    _timestamp: Millis,
    window: TimeWindow,
    context: TriggerContext,
  ): TriggerResult {
    if (context.state(NEXT).get() === undefined) {
      this.registerNext(context.currentProcessingTime, window, context);
    }
    return TriggerResult.CONTINUE;
  }

  onProcessingTime(time: Millis, window: TimeWindow, context: TriggerContext): TriggerResult {
    if (time === maxTimestamp(window)) return TriggerResult.FIRE;
    const next = context.state(NEXT);
    if (next.get() !== time) return TriggerResult.CONTINUE;
    next.clear();
    this.register(saturatingAdd(time, this.interval), window, context);
    return TriggerResult.FIRE;
  }

  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onMerge(_window: TimeWindow, context: TriggerMergeContext): void {
    context.mergeState(NEXT);
    const next = context.state(NEXT).get();
    if (next !== undefined) context.registerProcessingTimeTimer(next);
  }

  clear(_window: TimeWindow, context: TriggerContext): void {
    const next = context.state(NEXT);
    const time = next.get();
    if (time === undefined) return;
    context.deleteProcessingTimeTimer(time);
    next.clear();
  }

  /** The first multiple of the interval after a time. */
  private registerNext(time: Millis, window: TimeWindow, context: TriggerContext): void {
    const start = time - time % this.interval;
    this.register(saturatingAdd(start, this.interval), window, context);
  }

  /** Not after the window's end (TR-12). */
  private register(time: Millis, window: TimeWindow, context: TriggerContext): void {
    const next = Math.min(time, maxTimestamp(window));
    context.state(NEXT).add(next);
    context.registerProcessingTimeTimer(next);
  }
}

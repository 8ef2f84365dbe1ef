// Speak when an element lies far enough from the one that spoke last (TR-7): every hundred metres, every
// ten degrees.

import type { Millis } from "../../clock/time.ts";
import { refuse, showValue } from "../../clock/named_error.ts";
import { valueState, type ValueStateDescriptor } from "../../6_state/value_state.ts";
import type { TimeWindow } from "./time_window.ts";
import { type Trigger, type TriggerContext, TriggerResult } from "./trigger.ts";

/** How far a new element is from an old one (Flink's DeltaFunction). */
export type DeltaFunction<T> = (oldValue: T, newValue: T) => number;

/**
 * Fires when the distance to the last element that fired, or to the first one, is *larger* than a
 * threshold.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { DeltaTrigger } from "@headwater/sim";
 * const metres = DeltaTrigger.of(100, (before: number, now: number) => now - before);
 * strictEqual(metres.canMerge, false);
 * ```
 */
export class DeltaTrigger<T> implements Trigger<T> {
  readonly name: string;
  readonly canMerge = false;
  private readonly last: ValueStateDescriptor<T> = valueState<T>("last-element");

  private constructor(readonly threshold: number, readonly delta: DeltaFunction<T>) {
    this.name = `DeltaTrigger(${threshold})`;
    Object.freeze(this);
  }

  /** Fires beyond the threshold. Errors: `E-WINDOW-THRESHOLD`. */
  static of<T>(threshold: number, delta: DeltaFunction<T>): DeltaTrigger<T> {
    return new DeltaTrigger(requireThreshold(threshold), delta);
  }

  onElement(
    value: T,
    _timestamp: Millis,
    _window: TimeWindow,
    context: TriggerContext,
  ): TriggerResult {
    const last = context.state(this.last);
    const before = last.value() as T | undefined;
    if (before !== undefined && this.delta(before, value) <= this.threshold) {
      return TriggerResult.CONTINUE;
    }
    last.update(value as never);
    return before === undefined ? TriggerResult.CONTINUE : TriggerResult.FIRE;
  }

  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  clear(_window: TimeWindow, context: TriggerContext): void {
    context.state(this.last).clear();
  }
}

/** A distance. Errors: `E-WINDOW-THRESHOLD`. */
export function requireThreshold(threshold: unknown): number {
  if (typeof threshold === "number" && !Number.isNaN(threshold)) return threshold;
  refuse(
    "E-WINDOW-THRESHOLD",
    `A threshold of windows is ${
      showValue(threshold)
    }; wanted: a number. Usual cause: a text from a form`,
  );
}

// Speak whenever so many elements have come (TR-4).
//
//   ●  ●  ●▲  ●  ●  ●▲  ●          CountTrigger(3): the seventh waits

import type { Millis } from "../../clock/time.ts";
import { reducingState } from "../../6_state/reducing_state.ts";
import { requireCount } from "./window_count.ts";
import type { TimeWindow } from "./time_window.ts";
import {
  type Trigger,
  type TriggerContext,
  type TriggerMergeContext,
  TriggerResult,
} from "./trigger.ts";

const COUNT = reducingState<number>("count", (first, second) => first + second);

/**
 * Fires at every n-th element of a window, and counts anew. On a time window it fires by count alone:
 * what is left at the end is dropped in silence (TR-13).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { CountTrigger } from "@headwater/sim";
 * strictEqual(CountTrigger.of(3).name, "CountTrigger(3)");
 * ```
 */
export class CountTrigger implements Trigger {
  readonly name: string;
  readonly canMerge = true;

  private constructor(readonly maxCount: number) {
    this.name = `CountTrigger(${maxCount})`;
    Object.freeze(this);
  }

  /** Fires when there are so many. Errors: `E-WINDOW-COUNT`. */
  static of(maxCount: number): CountTrigger {
    return new CountTrigger(requireCount(maxCount, "CountTrigger"));
  }

  onElement(
    _value: unknown,
    _timestamp: Millis,
    _window: TimeWindow,
    context: TriggerContext,
  ): TriggerResult {
    const count = context.state(COUNT);
    count.add(1);
    if (count.get()! < this.maxCount) return TriggerResult.CONTINUE;
    count.clear();
    return TriggerResult.FIRE;
  }

  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onMerge(_window: TimeWindow, context: TriggerMergeContext): void {
    context.mergeState(COUNT);
  }

  clear(_window: TimeWindow, context: TriggerContext): void {
    context.state(COUNT).clear();
  }
}

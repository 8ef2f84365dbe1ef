// When does a window speak, and does it forget what it said? (Flink's Trigger and TriggerResult.)
// Triggers are immutable; whatever they need to remember is a timer, or state of the window.

import type { Millis } from "../../clock/time.ts";
import type { StateOf } from "../../6_state/state_access.ts";
import type { StateDescriptor } from "../../6_state/state_descriptor.ts";
import type { TimeWindow } from "./time_window.ts";

/**
 * What a trigger decides (TR-1): nothing, emit, forget, or emit and then forget.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { TriggerResult } from "@headwater/sim";
 * strictEqual(TriggerResult.FIRE | TriggerResult.PURGE, TriggerResult.FIRE_AND_PURGE);
 * ```
 */
export const TriggerResult = Object.freeze(
  { CONTINUE: 0, FIRE: 1, PURGE: 2, FIRE_AND_PURGE: 3 } as const,
);

/** One of the four answers. */
export type TriggerResult = typeof TriggerResult[keyof typeof TriggerResult];

/** Decides about one window of one key at a time. */
export interface Trigger<T = unknown> {
  /** Shown to people, with its options. */
  readonly name: string;
  /** Whether it may be used where windows merge (M-9). */
  readonly canMerge: boolean;
  /**
   * True when a window is asked about its first element only, until the watermark has passed its end:
   * for every later one the answer is CONTINUE, and the timers that it wants stand already.
   */
  readonly isSteady?: boolean;
  /** An element was added to the window. */
  onElement(
    value: T,
    timestamp: Millis,
    window: TimeWindow,
    context: TriggerContext,
  ): TriggerResult;
  /** An event-time timer of the window fired. */
  onEventTime(time: Millis, window: TimeWindow, context: TriggerContext): TriggerResult;
  /** A processing-time timer of the window fired. */
  onProcessingTime(time: Millis, window: TimeWindow, context: TriggerContext): TriggerResult;
  /** Windows became this one; their state is merged here, their timers are cleared after (M-5). */
  onMerge?(window: TimeWindow, context: TriggerMergeContext): void;
  /** The window is gone: delete what was registered for it (W-11). */
  clear(window: TimeWindow, context: TriggerContext): void;
}

/** What a trigger may ask and do, for the current key and window. Valid during the call only. */
export interface TriggerContext {
  readonly currentWatermark: Millis;
  readonly currentProcessingTime: Millis;
  registerEventTimeTimer(time: Millis): void;
  deleteEventTimeTimer(time: Millis): void;
  registerProcessingTimeTimer(time: Millis): void;
  deleteProcessingTimeTimer(time: Millis): void;
  /** State of this key and window (TR-14). */
  state<D extends StateDescriptor>(descriptor: D): StateOf<D>;
}

/** What a trigger may do in addition when windows merge. */
export interface TriggerMergeContext extends TriggerContext {
  /** Merges what the merged windows remember into what this one remembers. */
  mergeState(descriptor: StateDescriptor): void;
}

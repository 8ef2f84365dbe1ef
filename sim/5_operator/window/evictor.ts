// What leaves a window before or after its function (Flink's Evictor and EvictingWindowOperator). With an
// evictor a window keeps all its elements, whatever its function (EV-7).

import type { Millis } from "../../clock/time.ts";
import type { TimeWindow } from "./time_window.ts";

/** An element with the timestamp that it came with; MIN is none. */
export interface TimestampedElement<T = unknown> {
  readonly value: T;
  readonly timestamp: Millis;
}

/** What an evictor may ask. Valid during the call only. */
export interface EvictorContext {
  /** The window that fires. */
  readonly window: TimeWindow;
  readonly currentWatermark: Millis;
  readonly currentProcessingTime: Millis;
}

/** Decides what stays. Evictors are immutable. */
export interface Evictor<T = unknown> {
  /** Shown to people, with its options. */
  readonly name: string;
  /** Evicts when the function has seen the elements, not before (EV-2). */
  readonly evictsAfter: boolean;
  /** What stays, in its order; elements are in order of insertion. Evicted ones are gone (EV-1). */
  keep(
    elements: readonly TimestampedElement<T>[],
    context: EvictorContext,
  ): readonly TimestampedElement<T>[];
  /** One's own only: what stays when the function has seen them, besides (Flink's `evictAfter`). */
  keepAfter?(
    elements: readonly TimestampedElement<T>[],
    context: EvictorContext,
  ): readonly TimestampedElement<T>[];
}

// Keep what is not much older than the newest (EV-4).

import type { Millis } from "../../clock/time.ts";
import { MIN } from "../../clock/time.ts";
import { requireSize } from "./window_length.ts";
import type { Evictor, TimestampedElement } from "./evictor.ts";

/**
 * Evicts what is older than the newest timestamp by the size or more. Flink's page says "smaller
 * than", its code evicts what is equal too (UX-2), and so do we. Without timestamps it does nothing.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { TimeEvictor } from "@headwater/sim";
 * const elements = [1, 4, 6, 9].map((timestamp) => ({ value: "", timestamp }));
 * deepStrictEqual(TimeEvictor.of(5).keep(elements).map(({ timestamp }) => timestamp), [6, 9]);
 * ```
 */
export class TimeEvictor implements Evictor {
  readonly name: string;

  private constructor(readonly size: Millis, readonly evictsAfter: boolean) {
    this.name = `TimeEvictor(${size}${evictsAfter ? ", after" : ""})`;
    Object.freeze(this);
  }

  /** Keeps the newest stretch of that size. Errors: `E-WINDOW-SIZE`. */
  static of(size: Millis, evictsAfter = false): TimeEvictor {
    return new TimeEvictor(requireSize(size), evictsAfter);
  }

  keep<T>(elements: readonly TimestampedElement<T>[]): readonly TimestampedElement<T>[] {
    if (elements.length === 0 || elements[0].timestamp === MIN) return elements;
    const newest = elements.reduce((most, { timestamp }) => Math.max(most, timestamp), MIN);
    return elements.filter(({ timestamp }) => timestamp > newest - this.size);
  }
}

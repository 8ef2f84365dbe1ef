// Keep the newest few (EV-3).

import { requireCount } from "./window_count.ts";
import type { Evictor, TimestampedElement } from "./evictor.ts";

/**
 * Keeps at most so many elements: those that came last.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { CountEvictor } from "@headwater/sim";
 * const elements = ["p", "q", "r"].map((value) => ({ value, timestamp: 0 }));
 * deepStrictEqual(CountEvictor.of(2).keep(elements).map(({ value }) => value), ["q", "r"]);
 * ```
 */
export class CountEvictor implements Evictor {
  readonly name: string;

  private constructor(readonly maxCount: number, readonly evictsAfter: boolean) {
    this.name = `CountEvictor(${maxCount}${evictsAfter ? ", after" : ""})`;
    Object.freeze(this);
  }

  /** Keeps so many. Errors: `E-WINDOW-COUNT`. */
  static of(maxCount: number, evictsAfter = false): CountEvictor {
    return new CountEvictor(requireCount(maxCount, "CountEvictor"), evictsAfter);
  }

  keep<T>(elements: readonly TimestampedElement<T>[]): readonly TimestampedElement<T>[] {
    const { maxCount } = this;
    return elements.length > maxCount ? elements.slice(elements.length - maxCount) : elements;
  }
}

// Keep what is near the newest (EV-5).

import { type DeltaFunction, requireThreshold } from "./delta_trigger.ts";
import type { Evictor, TimestampedElement } from "./evictor.ts";

/**
 * Evicts what is as far from the last element as a threshold, or farther.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { DeltaEvictor } from "@headwater/sim";
 * const elements = [1, 8, 9].map((value) => ({ value, timestamp: 0 }));
 * const near = DeltaEvictor.of(5, (one: number, last: number) => last - one);
 * deepStrictEqual(near.keep(elements).map(({ value }) => value), [8, 9]);
 * ```
 */
export class DeltaEvictor<T> implements Evictor<T> {
  readonly name: string;

  private constructor(
    readonly threshold: number,
    readonly delta: DeltaFunction<T>,
    readonly evictsAfter: boolean,
  ) {
    this.name = `DeltaEvictor(${threshold}${evictsAfter ? ", after" : ""})`;
    Object.freeze(this);
  }

  /** Keeps what is nearer than the threshold. Errors: `E-WINDOW-THRESHOLD`. */
  static of<T>(threshold: number, delta: DeltaFunction<T>, evictsAfter = false): DeltaEvictor<T> {
    return new DeltaEvictor(requireThreshold(threshold), delta, evictsAfter);
  }

  keep(elements: readonly TimestampedElement<T>[]): readonly TimestampedElement<T>[] {
    const last = elements[elements.length - 1];
    return elements.filter(({ value }) => this.delta(value, last.value) < this.threshold);
  }
}

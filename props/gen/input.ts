// Made-up input: few keys, small times, little disorder, so that collisions are the rule. Timestamps
// are increments less a step back; both shrink to 0, so a failure shows how much disorder it needs.

import fc from "fast-check";
import type { PlainSplit } from "@headwater/sim";

/** A record as all made-up jobs carry it: key, id (unique in the job) and a number to add up. */
export type Value = readonly [key: number, id: number, n: number];

/** Places in a {@linkcode Value}. */
export const KEY = 0, ID = 1, N = 2;

/** The records of several splits, before they get their times. */
export interface Input {
  readonly splits: readonly (readonly Step[])[];
  /** Ignores all steps back beyond this: 0 is ascending. */
  readonly backMax: number;
  /** µs per unit of waiting: 0 lets everything arrive at once. */
  readonly waitUnit: number;
}

/** A record, and how it differs from the one before in its split. */
export interface Step {
  readonly key: number;
  /** ms from the record before, ms back in time, and how long it keeps the next one waiting. */
  readonly step: number;
  readonly back: number;
  readonly wait: number;
}

/** The first timestamp: negative, since rounding goes wrong there first. */
const TIME_START = -6;

const step = fc.record({ key: fc.nat(3), step: fc.nat(4), back: fc.nat(8), wait: fc.nat(9) });
const split = fc.array(step, { maxLength: 14, size: "max" });

/** One to three splits of at most fourteen records. */
export const inputs: fc.Arbitrary<Input> = fc.record({
  splits: fc.array(split, { minLength: 1, maxLength: 3, size: "max" }),
  backMax: fc.constantFrom(0, 8, 3, 1),
  waitUnit: fc.constantFrom(0, 1000, 1000, 400),
});

/** The splits of one source; ids count from `firstId`, a hundred to each split. */
export function toSplits({ splits, backMax, waitUnit }: Input, firstId = 0): PlainSplit[] {
  return splits.map((steps, index) => {
    let time = TIME_START, arrival = 0;
    const records = steps.map(({ key, step, back, wait }, position) => {
      time += step;
      arrival += wait * waitUnit;
      const value: Value = [key, firstId + 100 * index + position, position + 1];
      return { value, timestamp: time - Math.min(back, backMax), arrival };
    });
    return { id: String(index), records };
  });
}

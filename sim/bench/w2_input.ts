// The input of workload W2: a million records from four sources, ten thousand keys, event times out of
// order by up to five seconds. Integer arithmetic only, so every program reads the same numbers.

import { drawBelow } from "../clock/prng.ts";

/** How large the workload is. */
export interface W2Size {
  readonly recordCount: number;
  readonly sourceCount: number;
  readonly keyCount: number;
}

/** Workload W2 as it is measured. */
export const W2: W2Size = { recordCount: 1_000_000, sourceCount: 4, keyCount: 10_000 };

/** Window size, in milliseconds of event time. */
export const WINDOW = 10_000;
/** How far a record may lie behind the newest of its source, in milliseconds of event time. */
export const DISORDER = 5_000;

/** Simulated microseconds that a source needs for one record: 109 s in all. */
export const INTERVAL = 436;

/** The records of one source, in columns. */
export interface W2Source {
  readonly keys: Int32Array;
  readonly timestamps: Float64Array;
}

/** Makes the input. */
export function makeW2({ recordCount, sourceCount, keyCount }: W2Size): W2Source[] {
  const perSource = Math.floor(recordCount / sourceCount);
  return Array.from({ length: sourceCount }, (_, source) => {
    const keys = new Int32Array(perSource);
    const timestamps = new Float64Array(perSource);
    for (let i = 0; i < perSource; i++) {
      keys[i] = drawBelow(1, source, 0, 2 * i, keyCount);
      const back = drawBelow(1, source, 0, 2 * i + 1, DISORDER + 1);
      timestamps[i] = 100_000 + Math.floor(i * INTERVAL / 1000) - back;
    }
    return { keys, timestamps };
  });
}

/** Adds one result to a checksum that does not depend on the order of results. */
export function addResult(
  checksum: number,
  key: number,
  windowStart: number,
  count: number,
): number {
  let hash = Math.imul(key + 1, 0x9e3779b1) ^ Math.imul(windowStart, 0x85ebca6b);
  hash = Math.imul(hash ^ count, 0xc2b2ae35);
  return (checksum + ((hash ^ (hash >>> 15)) >>> 0)) >>> 0;
}

/** What every program must agree on. */
export interface W2Answer {
  readonly results: number;
  readonly counted: number;
  readonly checksum: number;
}

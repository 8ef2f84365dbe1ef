// Takes programs in turn, A B C A B C …, so that a noisy neighbour disturbs all of them alike. What
// counts is the ratio of two programs of one run, never a time alone.

import { deepStrictEqual } from "node:assert/strict";
import type { Outcome, Program } from "./programs.ts";

/** One program's times, in nanoseconds a record. */
export interface Measurement {
  readonly name: string;
  readonly times: readonly number[];
  readonly outcome: Outcome;
}

/** How often, over how many records, and what the clock shows in milliseconds. */
export interface RoundOptions {
  readonly rounds: number;
  readonly records: number;
  readonly clock: () => number;
}

/**
 * Runs all programs so many times in turn, after one round that nobody counts. Errors: AssertionError
 * when two programs differ in their answers, or two runs of the engine in their history.
 */
export function measure(programs: readonly Program[], options: RoundOptions): Measurement[] {
  const measurements = programs.map(({ name, run }) => ({
    name,
    times: [] as number[],
    outcome: run(),
  }));
  for (const { outcome } of measurements) requireEqual(outcome, measurements);
  for (let round = 0; round < options.rounds; round++) {
    programs.forEach(({ run }, index) => {
      const from = options.clock();
      const outcome = run();
      const nanoseconds = (options.clock() - from) * 1e6;
      measurements[index].times.push(nanoseconds / options.records);
      requireEqual(outcome, measurements);
    });
  }
  return measurements;
}

function requireEqual(found: Outcome, measurements: readonly Measurement[]): void {
  deepStrictEqual(found.answer, measurements[0].outcome.answer, "every program gives one answer");
  const hashed = measurements.find(({ outcome }) => outcome.traceHash !== undefined);
  if (found.traceHash === undefined || hashed === undefined) return;
  deepStrictEqual(found.traceHash, hashed.outcome.traceHash, "recording changes no history");
}

/** The middle one of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

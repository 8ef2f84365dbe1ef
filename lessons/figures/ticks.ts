// Round places on a time axis, and what is written at them.

import { clockText, dayText, timeNumber, type TimeUnit } from "./time_text.ts";

/** One place on an axis. */
export interface Tick {
  /** In the unit of the axis. */
  readonly at: number;
  readonly text: string;
}

const SECOND = 1_000_000;
// in microseconds: 1, 2, 5 per decade below a minute, then the steps of a clock and a calendar
const STEPS: readonly number[] = [
  ...[1, 10, 100, 1000, 10_000, 100_000].flatMap((unit) => [unit, 2 * unit, 5 * unit]),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800].map((seconds) => seconds * SECOND),
  ...[1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 672].map((hours) => hours * 3600 * SECOND),
];

/** The smallest round step that keeps an axis below a number of ticks. */
export function stepOf(span: number, countMax: number): number {
  return STEPS.find((step) => span / step <= countMax) ?? STEPS[STEPS.length - 1];
}

/** Ticks in seconds of simulated time, or in milliseconds; the axis names the unit. */
export function secondTicks(
  from: number,
  until: number,
  countMax: number,
  unit: TimeUnit = "s",
): Tick[] {
  return ticksOf(from, until, stepOf(until - from, countMax), (at) => timeNumber(at, unit));
}

/** Ticks of a wall clock: hours within a day, and the date where a day begins. */
export function clockTicks(from: number, until: number, countMax: number): Tick[] {
  return ticksOf(from, until, stepOf(until - from, countMax), (at) => {
    const millis = Math.round(at / 1000);
    return millis % 86_400_000 === 0 ? dayText(millis) : clockText(millis);
  });
}

function ticksOf(
  from: number,
  until: number,
  step: number,
  textOf: (at: number) => string,
): Tick[] {
  const ticks: Tick[] = [];
  for (let at = Math.ceil(from / step) * step; at <= until; at += step) {
    ticks.push({ at, text: textOf(at) });
  }
  return ticks;
}

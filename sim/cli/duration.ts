// Durations and counts as people read them. How they are typed: clock/duration.ts.

import type { Millis } from "../clock/time.ts";

const STEPS: readonly (readonly [string, Millis])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
];

/** `7 d 1 h`, `1.5 s`, `73 ms`: two units at most. */
export function showDuration(millis: Millis): string {
  if (millis > 0 && millis < 1) return `${Math.round(millis * 1000)} µs`;
  if (millis < 1000) return `${millis < 10 ? Number(millis.toFixed(1)) : Math.round(millis)} ms`;
  if (millis < 60_000) return `${(millis / 1000).toFixed(1)} s`;
  const at = STEPS.findIndex(([, size]) => millis >= size);
  const [unit, size] = STEPS[at];
  const [smaller, smallerSize] = STEPS[at + 1];
  const rest = Math.floor((millis % size) / smallerSize);
  return `${Math.floor(millis / size)} ${unit}${rest === 0 ? "" : ` ${rest} ${smaller}`}`;
}

/** A whole number with commas: 1,707. */
export function showCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

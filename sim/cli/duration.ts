// Durations as people type and read them: 250ms, 90s, 15m, 6h, 1.5d.

import type { Millis } from "../clock/time.ts";

const UNITS: ReadonlyMap<string, Millis> = new Map([
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["min", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/** The milliseconds of a duration such as `6h`, or undefined when the text is none. */
export function parseDuration(text: string): Millis | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,9})?)\s*([a-z]*)$/.exec(text.trim());
  if (match === null) return undefined;
  const unit = match[1] === "0" && match[2] === "" ? 1 : UNITS.get(match[2]);
  const millis = unit === undefined ? NaN : Number(match[1]) * unit;
  return Number.isSafeInteger(millis) ? millis : undefined;
}

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

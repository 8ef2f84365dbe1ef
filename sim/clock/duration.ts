// Spans of time as people type them: 250ms, 90s, 15m, 6h, 1.5d. Read exactly: digit by digit, never by
// a product of fractions.

import type { Micros, Millis } from "./time.ts";

const UNITS: ReadonlyMap<string, Micros> = new Map([
  ["us", 1],
  ["µs", 1],
  ["ms", 1000],
  ["s", 1_000_000],
  ["m", 60_000_000],
  ["min", 60_000_000],
  ["h", 3_600_000_000],
  ["d", 86_400_000_000],
]);

/**
 * The microseconds of a span such as `6h` or `40us`, or undefined when the text is none, or not whole.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { parseMicros } from "./duration.ts";
 * strictEqual(parseMicros("12.5s"), 12_500_000);
 * strictEqual(parseMicros("12.5"), undefined); // of what?
 * ```
 */
export function parseMicros(text: string): Micros | undefined {
  const match = /^(\d{1,15})(?:\.(\d{1,9}))?\s*([a-zµ]*)$/.exec(text.trim());
  if (match === null) return undefined;
  const [, whole, fraction = "", name] = match;
  const unit = /^0+$/.test(whole + fraction) && name === "" ? 1 : UNITS.get(name);
  if (unit === undefined) return undefined;
  const scale = BigInt(`1${"0".repeat(fraction.length)}`);
  const scaled = BigInt(whole + fraction) * BigInt(unit);
  const micros = scaled % scale === 0n ? Number(scaled / scale) : NaN;
  return Number.isSafeInteger(micros) ? micros : undefined;
}

/** The milliseconds of a span such as `6h`, or undefined when the text is none, or not whole. */
export function parseDuration(text: string): Millis | undefined {
  const micros = parseMicros(text);
  return micros !== undefined && micros % 1000 === 0 ? micros / 1000 : undefined;
}

const WHOLE: readonly (readonly [string, Micros])[] = [
  ["d", 86_400_000_000],
  ["h", 3_600_000_000],
  ["min", 60_000_000],
];

/**
 * A span as the shortest text that {@linkcode parseMicros} reads as the same number.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { microsText } from "./duration.ts";
 * strictEqual(microsText(12_500_000), "12.5s");
 * strictEqual(microsText(40), "40us");
 * ```
 */
export function microsText(micros: Micros): string {
  if (micros === 0) return "0s";
  for (const [unit, size] of WHOLE) if (micros % size === 0) return `${micros / size}${unit}`;
  if (micros % 1000 !== 0) return `${micros}us`;
  const millis = micros / 1000;
  if (millis < 1000) return `${millis}ms`;
  const rest = String(millis % 1000).padStart(3, "0").replace(/0+$/, "");
  return `${Math.floor(millis / 1000)}${rest === "" ? "" : `.${rest}`}s`;
}

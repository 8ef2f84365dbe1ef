// Event times and spans of time as people say them: "9.999 s" in a small example, "2018-02-01 00:00:05"
// where a job counts from 1970. Whole numbers only: no locale, no time zone, no clock.

import { MAX, MIN } from "../clock/time.ts";
import type { Millis } from "../clock/time.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Times further from 0 than this are dates. */
const COUNTED_FROM_ZERO = 30 * DAY;

/**
 * A point of event time.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { showMoment } from "@headwater/sim/trace";
 * strictEqual(showMoment(9999), "9.999 s");
 * strictEqual(showMoment(1517443205000), "2018-02-01 00:00:05");
 * ```
 */
export function showMoment(time: Millis): string {
  if (time === MIN) return "−∞";
  if (time === MAX) return "+∞";
  if (Math.abs(time) < COUNTED_FROM_ZERO) return `${signed(time / SECOND)} s`;
  return showDate(time);
}

/**
 * How long something is, to a tenth of the unit that fits.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { showSpan } from "@headwater/sim/trace";
 * strictEqual(showSpan(2999), "3 s");
 * strictEqual(showSpan(5400000), "90 min");
 * ```
 */
export function showSpan(span: Millis): string {
  if (span < SECOND) return `${span} ms`;
  if (span < 2 * MINUTE) return `${tenths(span, SECOND)} s`;
  if (span < 2 * HOUR) return `${tenths(span, MINUTE)} min`;
  return span < 2 * DAY ? `${tenths(span, HOUR)} h` : `${tenths(span, DAY)} days`;
}

function tenths(span: Millis, unit: number): number {
  return Math.round((10 * span) / unit) / 10;
}

/** With the typographic minus, which aligns with figures and cannot be taken for a hyphen. */
function signed(value: number): string {
  return String(value).replace("-", "−");
}

function showDate(time: Millis): string {
  const days = Math.floor(time / DAY);
  const inDay = time - days * DAY;
  const [year, month, day] = civil(days);
  const clock = [inDay / HOUR, (inDay / MINUTE) % 60, (inDay / SECOND) % 60];
  const fraction = inDay % SECOND === 0 ? "" : `.${padded(inDay % SECOND, 3)}`;
  const date = [padded(year, 4), padded(month, 2), padded(day, 2)].join("-");
  return `${date} ${clock.map((part) => padded(Math.floor(part), 2)).join(":")}${fraction}`;
}

/** Year, month and day of a day counted from 1970-01-01; years begin in March, so leap days are last. */
function civil(days: number): [number, number, number] {
  const fromMarch0 = days + 719_468;
  const era = Math.floor(fromMarch0 / 146_097);
  const dayOfEra = fromMarch0 - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) +
    Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - 365 * yearOfEra - Math.floor(yearOfEra / 4) +
    Math.floor(yearOfEra / 100);
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return [yearOfEra + 400 * era + (month <= 2 ? 1 : 0), month, day];
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

// Two kinds of time and their two infinities. Simulated time is whole microseconds since the start
// of the run; event time, and processing time as user code sees it, is whole milliseconds since 1970.

/** Simulated time: whole microseconds since the start of the run. */
export type Micros = number;

/** Event time or processing time: whole milliseconds since 1970-01-01, as in Flink. */
export type Millis = number;

/**
 * So many milliseconds of simulated time.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { millis } from "@headwater/sim";
 * strictEqual(millis(2), 2000);
 * ```
 */
export const millis = (count: number): Micros => Math.round(count * 1000);

/**
 * So many seconds of simulated time.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { seconds } from "@headwater/sim";
 * strictEqual(seconds(1.5), 1_500_000);
 * ```
 */
export const seconds = (count: number): Micros => Math.round(count * 1_000_000);

/**
 * Minus infinity: "no timestamp" and the first watermark (Java's `Long.MIN_VALUE`).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { MIN, showTime } from "@headwater/sim";
 * strictEqual(showTime(MIN), "−∞");
 * ```
 */
export const MIN = Number.MIN_SAFE_INTEGER;

/**
 * Plus infinity: the watermark that ends a stream (Java's `Long.MAX_VALUE`).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { MAX, saturatingAdd } from "@headwater/sim";
 * strictEqual(saturatingAdd(MAX, 1), MAX);
 * ```
 */
export const MAX = Number.MAX_SAFE_INTEGER;

/**
 * The largest absolute value of a user's timestamp: what a `Date` can hold.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { TIMESTAMP_LIMIT } from "@headwater/sim";
 * ok(!Number.isNaN(new Date(TIMESTAMP_LIMIT).getTime()));
 * ```
 */
export const TIMESTAMP_LIMIT: Millis = 8.64e15;

/**
 * Adds two times and stays within the infinities, which absorb whatever is added to them.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { MAX, MIN, saturatingAdd } from "@headwater/sim";
 * strictEqual(saturatingAdd(MAX, -5), MAX);
 * strictEqual(saturatingAdd(MIN, 7), MIN);
 * strictEqual(saturatingAdd(40, 2), 42);
 * ```
 */
export function saturatingAdd(a: number, b: number): number {
  if (a === MAX || b === MAX) return MAX;
  if (a === MIN || b === MIN) return MIN;
  const sum = a + b;
  return sum >= MAX ? MAX : sum <= MIN ? MIN : sum;
}

/**
 * True when the value may serve as a record's timestamp: a whole number of milliseconds that a
 * `Date` can hold. The infinities are ours and are refused.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { isTimestamp } from "@headwater/sim";
 * ok(isTimestamp(0) && !isTimestamp(0.5) && !isTimestamp(1e16));
 * ```
 */
export function isTimestamp(value: unknown): value is Millis {
  return Number.isInteger(value) && Math.abs(value as number) <= TIMESTAMP_LIMIT;
}

/**
 * The time as text: a number, or −∞ and +∞ for the two sentinels.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { MAX, showTime } from "@headwater/sim";
 * strictEqual(showTime(MAX), "+∞");
 * strictEqual(showTime(-3), "-3");
 * ```
 */
export function showTime(time: number): string {
  return time === MIN ? "−∞" : time === MAX ? "+∞" : String(time);
}

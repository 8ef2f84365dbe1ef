// Java's 64-bit integers. In the files those outside ±(2⁵³−1) are decimal texts; as times of ours,
// those near an end of long keep their distance from it, because the ends mean −∞ and +∞:
//
//   Long.MIN  Long.MIN + k    …   −(2⁵³−1) … 2⁵³−1   …    Long.MAX − k  Long.MAX
//      │          │                     │   │                   │          │
//     MIN      MIN + k                as it stands           MAX − k      MAX

import { MAX, MIN } from "../../sim/clock/time.ts";

/** The smallest and the largest Java long. */
export const LONG_MIN = -(2n ** 63n), LONG_MAX = 2n ** 63n - 1n;

/** How far from an end still counts as near it: any duration in a test is smaller. */
const NEAR = 2n ** 52n;

/** The Java long behind a JSON value, or null when there is none. */
export function toLong(json: unknown): bigint | null {
  if (Number.isSafeInteger(json)) return BigInt(json as number);
  if (typeof json !== "string" || !/^-?\d{1,19}$/.test(json)) return null;
  const long = BigInt(json);
  return long >= LONG_MIN && long <= LONG_MAX ? long : null;
}

/** A Java long as a time of ours, or null when it is neither small nor near an end. */
export function toTime(long: bigint): number | null {
  if (long >= BigInt(MIN) && long <= BigInt(MAX)) return Number(long);
  if (long <= LONG_MIN + NEAR) return MIN + Number(long - LONG_MIN);
  if (long >= LONG_MAX - NEAR) return MAX - Number(LONG_MAX - long);
  return null;
}

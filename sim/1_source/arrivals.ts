// When the records of a log come: the gaps between them, as a pure function of the record's number and
// of draws of a named stream. Whole microseconds only; chance by integer tables, so that every engine
// draws the same log.
//
//   fixedRate(10)     │─────│─────│─────│─────│
//   poisson(10)       │──│────────────│─│───│
//   bursts(3, 30)     │││──────────────│││──────
//   replayedList      wherever a recording has them

import type { Micros } from "../clock/time.ts";
import { refuse, showValue } from "../clock/named_error.ts";

/** A draw of the log's own stream, in [0, bound). */
export type Draw = (bound: number) => number;

/** An arrival process. */
export interface Arrivals {
  /** From record n − 1, or from the start, to record n; null when there is no record n. */
  readonly gap: (n: number, draw: Draw) => Micros | null;
}

/**
 * One record after each interval, the first one at once.
 *
 * Errors: `E-ARRIVALS`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { fixedRate } from "@headwater/sim";
 * deepStrictEqual([0, 1, 2].map((n) => fixedRate(10).gap(n, () => 0)), [0, 10, 10]);
 * ```
 */
export function fixedRate(interval: Micros): Arrivals {
  requireMicros(interval, "interval of a fixed rate", GAP_MAX);
  return Object.freeze({ gap: (n: number) => n === 0 ? 0 : interval });
}

/**
 * Records that come independently of each other, one in each mean interval on average: gaps as of a
 * Poisson process, from a table of 128 equally likely ones.
 *
 * Errors: `E-ARRIVALS`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { poisson } from "@headwater/sim";
 * const arrivals = poisson(10_000);
 * deepStrictEqual([0, 64, 127].map((drawn) => arrivals.gap(0, () => drawn)), [39, 7010, 58521]);
 * ```
 */
export function poisson(meanInterval: Micros): Arrivals {
  requireMicros(meanInterval, "mean interval", GAP_MAX);
  return Object.freeze({
    gap: (_n: number, draw: Draw) => {
      const gap = EXPONENTIAL_GAPS[draw(EXPONENTIAL_GAPS.length)];
      return Math.floor(gap * meanInterval / GAP_UNIT);
    },
  });
}

/**
 * So many records, `spacing` apart, then a pause; and again. The pause lasts from the last record of
 * a burst to the first of the next.
 *
 * Errors: `E-ARRIVALS`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { bursts } from "@headwater/sim";
 * const arrivals = bursts(2, 100, 5);
 * deepStrictEqual([0, 1, 2, 3, 4].map((n) => arrivals.gap(n, () => 0)), [0, 5, 100, 5, 100]);
 * ```
 */
export function bursts(size: number, pause: Micros, spacing: Micros = 0): Arrivals {
  if (!Number.isSafeInteger(size) || size < 1) {
    refuseArrivals("size of a burst", size, "a whole number of records, 1 or more");
  }
  requireMicros(pause, "pause between bursts", GAP_MAX);
  requireMicros(spacing, "spacing within a burst", GAP_MAX);
  return Object.freeze({
    gap: (n: number) => n === 0 ? 0 : n % size === 0 ? pause : spacing,
  });
}

/**
 * The instants of a recording, and no record after its last.
 *
 * Errors: `E-ARRIVALS` for an instant that is before its predecessor.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { replayedList } from "@headwater/sim";
 * const arrivals = replayedList([3, 3, 9]);
 * deepStrictEqual([0, 1, 2, 3].map((n) => arrivals.gap(n, () => 0)), [3, 0, 6, null]);
 * ```
 */
export function replayedList(instants: readonly Micros[]): Arrivals {
  const gaps = instants.map((instant, n) => {
    requireMicros(instant, `instant ${n} of a replayed list`, Number.MAX_SAFE_INTEGER);
    const gap = instant - (n === 0 ? 0 : instants[n - 1]);
    if (gap >= 0) return gap;
    return refuseArrivals(`instant ${n} of a replayed list`, instant, "one not before the last");
  });
  return Object.freeze({ gap: (n: number) => n < gaps.length ? gaps[n] : null });
}

/** A table entry of this is the mean. */
const GAP_UNIT = 10_000;

/** No gap is longer, so that a table entry times a gap stays exact: 1.4 × 10¹¹ µs, 38 hours. */
const GAP_MAX: Micros = 140_000_000_000;

/**
 * The exponential distribution in 128 equally likely parts: of each part the mean, in ten-thousandths
 * of the mean of all. Their sum is 128 times that.
 */
// deno-fmt-ignore: one number a line is no table
const EXPONENTIAL_GAPS: readonly number[] = [
  39, 118, 197, 277, 358, 439, 521, 604, 687, 771, 856, 941, 1028, 1115, 1202, 1291, 1380, 1470,
  1561, 1653, 1745, 1839, 1933, 2028, 2125, 2222, 2320, 2419, 2519, 2620, 2722, 2825, 2929, 3034,
  3141, 3248, 3357, 3467, 3578, 3690, 3804, 3919, 4035, 4153, 4272, 4392, 4514, 4638, 4763, 4889,
  5018, 5147, 5279, 5412, 5548, 5685, 5823, 5964, 6107, 6252, 6399, 6548, 6700, 6854, 7010, 7169,
  7330, 7494, 7661, 7830, 8003, 8178, 8357, 8538, 8724, 8912, 9105, 9301, 9501, 9705, 9913, 10126,
  10343, 10566, 10793, 11025, 11264, 11508, 11758, 12014, 12277, 12547, 12825, 13111, 13405,
  13708, 14021, 14343, 14677, 15022, 15379, 15749, 16134, 16534, 16951, 17386, 17841, 18317,
  18817, 19344, 19900, 20488, 21114, 21781, 22496, 23266, 24100, 25010, 26012, 27125, 28379,
  29812, 31487, 33500, 36027, 39425, 44657, 58521,
];

function requireMicros(value: unknown, what: string, max: Micros): void {
  if (Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= max) return;
  refuseArrivals(what, value, `whole microseconds from 0 to ${max}`);
}

function refuseArrivals(what: string, value: unknown, wanted: string): never {
  refuse(
    "E-ARRIVALS",
    `While describing arrivals: the ${what} is ${
      showValue(value)
    }; wanted: ${wanted}. Usual cause: ` +
      `a fraction from a calculation, or milliseconds that want millis(…)`,
  );
}

// Lengths of time that windows are made of, checked where they are given.

import type { Millis } from "../../clock/time.ts";
import { refuse, showValue } from "../../clock/named_error.ts";
import { MAX, TIMESTAMP_LIMIT } from "../../clock/time.ts";

/** The largest window: up to here the bounds of every window are exact whole numbers. */
const SIZE_MAX: Millis = MAX - TIMESTAMP_LIMIT;

/** Windows that one record may belong to: more is a slide in another unit than the size. */
const FANOUT_MAX = 1000;

const LENGTH = `a length of time: a whole number of milliseconds from 1 to ${SIZE_MAX}`;

/** A size, an interval or a timeout. Errors: `E-WINDOW-SIZE`. */
export function requireSize(size: unknown, what = "size"): Millis {
  if (isLength(size)) return size;
  refuse(
    "E-WINDOW-SIZE",
    `A window ${what} is ${showValue(size)}, but it is ${LENGTH}; a value in seconds wants to be ` +
      `multiplied by 1000`,
  );
}

/**
 * How far apart windows of a size begin. Errors: `E-WINDOW-SLIDE`; `E-WINDOW-FANOUT` when a record
 * would belong to too many of them (WN-3).
 */
export function requireSlide(slide: unknown, size: Millis): Millis {
  if (!isLength(slide)) {
    refuse(
      "E-WINDOW-SLIDE",
      `A window slide is ${
        showValue(slide)
      }, but it is ${LENGTH}; for windows that stand side by ` +
        `side take tumbling ones`,
    );
  }
  if (size / slide <= FANOUT_MAX) return slide;
  refuse(
    "E-WINDOW-FANOUT",
    `Windows of ${size} ms that begin every ${slide} ms would hold each record ` +
      `${
        Math.ceil(size / slide)
      } times; wanted: at most ${FANOUT_MAX} windows for one record. Usual ` +
      `cause: a slide in another unit than the size`,
  );
}

/** How long a session stays open. Errors: `E-SESSION-GAP` (WN-4: it must be positive). */
export function requireGap(gap: unknown): Millis {
  if (isLength(gap)) return gap;
  refuse(
    "E-SESSION-GAP",
    `A session gap is ${showValue(gap)}, but it is ${LENGTH}. Usual cause: a gap computed from a ` +
      `field that some records lack`,
  );
}

function isLength(length: unknown): length is Millis {
  return Number.isInteger(length) && (length as Millis) > 0 && (length as Millis) <= SIZE_MAX;
}

/** An offset of windows that repeat after a period. Errors: `E-WINDOW-OFFSET`. */
export function requireOffset(offset: unknown, period: Millis, what = "size"): Millis {
  if (Number.isInteger(offset) && Math.abs(offset as Millis) < period) return offset as Millis;
  refuse(
    "E-WINDOW-OFFSET",
    `A window offset is ${
      showValue(offset)
    } for windows of ${what} ${period}, but windows repeat ` +
      `every ${period} ms: a whole number of milliseconds between −${period} and ${period}, both ` +
      `excluded`,
  );
}

/** How a name shows options: those that are 0 or "aligned" are left out. */
export function optionsText(...options: readonly (Millis | string)[]): string {
  return `(${
    options.filter((option, i) => i === 0 || (option !== 0 && option !== "aligned")).join(", ")
  })`;
}

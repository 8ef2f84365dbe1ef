// Lengths of time that windows are made of, checked where they are given.

import { MAX, type Millis, TIMESTAMP_LIMIT } from "../../clock/time.ts";
import { refuse, showValue } from "../../clock/named_error.ts";

/** The largest window: up to here the bounds of every window are exact whole numbers. */
const SIZE_MAX: Millis = MAX - TIMESTAMP_LIMIT;

/** A size, a slide or a gap. Errors: `E-WINDOW-SIZE`. */
export function requireSize(size: unknown, what = "size"): Millis {
  if (Number.isInteger(size) && (size as Millis) > 0 && (size as Millis) <= SIZE_MAX) {
    return size as Millis;
  }
  refuse(
    "E-WINDOW-SIZE",
    `A window ${what} is ${showValue(size)}, but it is a length of time: a whole number of ` +
      `milliseconds from 1 to ${SIZE_MAX}; a value in seconds wants to be multiplied by 1000`,
  );
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

// Numbers of elements that windows are made of, checked where they are given.

import { refuse, showValue } from "../../clock/named_error.ts";

/** A number of elements. Errors: `E-WINDOW-COUNT`. */
export function requireCount(count: unknown, what: string): number {
  if (Number.isSafeInteger(count) && (count as number) > 0) return count as number;
  refuse(
    "E-WINDOW-COUNT",
    `${what} was given ${showValue(count)}, but it is a number of elements: a whole number, 1 or ` +
      `more. Usual cause: a text from a form`,
  );
}

// What is printed when a command cannot be done: one line, and the code to leave with. The stack is
// for those who ask for it, and for faults that are ours.

import { NamedError } from "../clock/named_error.ts";
import type { Style } from "./style.ts";

/** Exit code for everything that has a name. */
export const EXIT_REFUSED = 2;

/** Exit code for a fault of ours. */
export const EXIT_FAULT = 70;

/** The words for whatever was thrown, and the exit code. */
export function failureText(
  error: unknown,
  wantsStack: boolean,
  style: Style,
): { text: string; code: number } {
  if (error instanceof NamedError) {
    const stack = wantsStack ? `${stackOf(error)}\n` : "";
    return { text: `${style.warn(error.code)}: ${error.sentence}\n${stack}`, code: EXIT_REFUSED };
  }
  const text =
    `${style.warn("E-FAULT")}: this is a fault of Headwater, please report it with the ` +
    `command that led here\n${stackOf(error)}\n`;
  return { text, code: EXIT_FAULT };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\nCaused by ${stackOf(error.cause)}`;
  return (error.stack ?? error.message) + cause;
}

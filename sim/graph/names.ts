// What may be the name of something: any text that a person can read in one line. Names reach
// figures, traces and links, so characters that hide, reorder or break text stay out.

import { refuse, showValue } from "../clock/named_error.ts";

const NAME_LENGTH_MAX = 200;

// deno-lint-ignore no-control-regex
const UNREADABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/**
 * Gives a name back when it is readable text of 1 to 200 characters. Words such as `__proto__` are
 * ordinary names.
 *
 * Errors: `E-NAME` for control characters, direction overrides, lone surrogates, too long or empty.
 *
 * ```ts
 * import { strictEqual, throws } from "node:assert";
 * import { checkName } from "./names.ts";
 * strictEqual(checkName("__proto__", "The uid of an operator"), "__proto__");
 * throws(() => checkName("a\u202eb", "The uid of an operator"), /E-NAME.*U\+202E at position 1/);
 * ```
 */
export function checkName(name: unknown, what: string): string {
  const complaint = complaintOf(name);
  if (complaint === null) return name as string;
  return refuse(
    "E-NAME",
    `${what} is ${showValue(name)}, which ${complaint}; wanted: 1 to ${NAME_LENGTH_MAX} readable ` +
      `characters. Usual cause: text copied from a page or a terminal`,
  );
}

function complaintOf(name: unknown): string | null {
  if (typeof name !== "string") return "is not a text";
  if (name === "") return "is empty";
  if (name.length > NAME_LENGTH_MAX) return `has ${name.length} characters`;
  const position = name.search(UNREADABLE);
  if (position >= 0) return `contains ${codePoint(name, position)} at position ${position}`;
  return name.isWellFormed() ? null : "contains half a character (a lone surrogate)";
}

function codePoint(name: string, position: number): string {
  return `U+${name.charCodeAt(position).toString(16).toUpperCase().padStart(4, "0")}`;
}

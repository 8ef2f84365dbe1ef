// What is wrong with the text of a fault, with the place: a column for editors, a caret for people.

import { NamedError } from "../clock/named_error.ts";

/** Characters shown before and after the place. */
const CONTEXT_MAX = 60;

/**
 * A fault that cannot be read. Its last two lines show the text and point at the place.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { FaultTextError, parseFault } from "@headwater/sim";
 * try {
 *   parseFault("crash window[0] at noon");
 * } catch (error) {
 *   strictEqual((error as FaultTextError).column, 20);
 * }
 * ```
 */
export class FaultTextError extends NamedError {
  /** Where, counted from 1. */
  readonly column: number;

  constructor(code: string, sentence: string, text: string, start: number) {
    super(code, `At column ${start + 1} of a fault, ${sentence}\n${pointAt(text, start)}`);
    this.column = start + 1;
  }
}

/** The text with a caret below the place; a long one is cut around it. */
function pointAt(text: string, start: number): string {
  const from = Math.max(0, start - CONTEXT_MAX);
  const cut = text.slice(from, start + CONTEXT_MAX);
  const shown = `${from > 0 ? "…" : ""}${cut}${start + CONTEXT_MAX < text.length ? "…" : ""}`;
  const at = start - from + (from > 0 ? 1 : 0);
  return `  ${shown.replace(UNREADABLE, "�")}\n  ${" ".repeat(at)}^`;
}

/** Characters that hide, reorder or break text. */
export const UNREADABLE =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

// A value in a table: a word stands for itself, everything else is JSON without blanks.
//
//     a           "a"             7           7              "7"         "7"
//     [0,10){a}   "[0,10){a}"     {"n":1}     { n: 1 }       "a b"       "a b"

import { showValue } from "../clock/named_error.ts";

/** A window and what stands behind it: begins like a list, and is a word all the same. */
const WINDOW_WORD = /^\[[^\s,[\])"]+,[^\s,[\])"]+\)[^\s"]*$/;

/** The value that a word of a table stands for, or "broken" when it begins like JSON and is none. */
export function readTableValue(word: string): { readonly value: unknown } | "broken" {
  try {
    return { value: JSON.parse(word) };
  } catch {
    return isWord(word) ? { value: word } : "broken";
  }
}

/** The value as one word; fields of objects stand in alphabetical order, so that equals look equal. */
export function showTableValue(value: unknown): string {
  const shown = inOrder(value);
  if (typeof shown !== "string") return JSON.stringify(shown) ?? showValue(shown);
  const found = readTableValue(shown);
  return found !== "broken" && found.value === shown ? shown : JSON.stringify(shown);
}

function isWord(text: string): boolean {
  // deno-lint-ignore no-control-regex
  if (!/^[^\s"\u0000-\u001f\u007f-\u009f]+$/.test(text)) return false;
  return WINDOW_WORD.test(text) || !/^[#{[]/.test(text);
}

/** What JSON has no word for is shown as a word. */
function inOrder(value: unknown): unknown {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const fields = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(fields.map(([name, field]) => [name, inOrder(field)]));
}

// Sources are typed with the quotes of a typewriter; pages are set with those of a printer.

/**
 * The text with opening and closing quotes, and with apostrophes.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { typeset } from "./typeset.ts";
 * strictEqual(typeset(`Flink's "late" (or 'too late')`), "Flink’s “late” (or ‘too late’)");
 * ```
 */
export function typeset(text: string): string {
  return text
    .replace(/(^|[\s([–—])"/g, "$1“")
    .replaceAll('"', "”")
    .replace(/(^|[\s([–—])'/g, "$1‘")
    .replaceAll("'", "’");
}

const OUTSIDE_TEXT = /<(pre|svg)\b[\s\S]*?<\/\1>|<[^>]*>/g;
const UNIT = /(\d) (?=(?:s|ms|KB|°C|%)(?![\p{L}\p{N}]))/gu;

// a range or a date; the word joiner is not seen and forbids to break there
const INNER_DASH = /(?<=\d)[-–](?=\d)/g;

/**
 * A page on which no line ends inside a range or a date, or between a number and its unit; code and
 * drawings stay as they are.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { keepNumbers } from "./typeset.ts";
 * strictEqual(keepNumbers("<p>5 s</p><pre>5 s</pre>"), "<p>5\u00a0s</p><pre>5 s</pre>");
 * strictEqual(keepNumbers("0–10"), "0–\u206010");
 * ```
 */
export function keepNumbers(html: string): string {
  const keep = (text: string) => text.replace(UNIT, "$1\u00a0").replace(INNER_DASH, "$&\u2060");
  let result = "";
  let at = 0;
  for (const { 0: untouched, index } of html.matchAll(OUTSIDE_TEXT)) {
    result += keep(html.slice(at, index)) + untouched;
    at = index + untouched.length;
  }
  return result + keep(html.slice(at));
}

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

const OUTSIDE_TEXT = /<pre[\s\S]*?<\/pre>|<[^>]*>/g;
const UNIT = /(\d) (?=(?:s|ms|KB|°C|%)(?![\p{L}\p{N}]))/gu;

/**
 * A page on which no line ends between a number and its unit; code stays as it was typed.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { keepUnits } from "./typeset.ts";
 * strictEqual(keepUnits("<p>5 s</p><pre>5 s</pre>"), "<p>5\u00a0s</p><pre>5 s</pre>");
 * ```
 */
export function keepUnits(html: string): string {
  let result = "";
  let at = 0;
  for (const { 0: kept, index } of html.matchAll(OUTSIDE_TEXT)) {
    result += html.slice(at, index).replace(UNIT, "$1\u00a0") + kept;
    at = index + kept.length;
  }
  return result + html.slice(at).replace(UNIT, "$1\u00a0");
}

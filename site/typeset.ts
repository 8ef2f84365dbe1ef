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

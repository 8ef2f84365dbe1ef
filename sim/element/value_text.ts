// A value as canonical text: equal values give equal text, different values different text, whatever the
// order in which their fields were set.

/**
 * The text of plain data: JSON with its fields in the order of code units, and words for what JSON lacks.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { valueText } from "@headwater/sim";
 * strictEqual(valueText({ b: [1, NaN], a: "x" }), '{"a":"x","b":[1,NaN]}');
 * ```
 */
export function valueText(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(",")}]`;
  const fields = Object.entries(value)
    .toSorted(([a], [b]) => a < b ? -1 : a > b ? 1 : 0)
    .map(([name, field]) => `${JSON.stringify(name)}:${valueText(field)}`);
  return `{${fields.join(",")}}`;
}

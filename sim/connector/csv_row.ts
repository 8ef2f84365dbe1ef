// One line of a CSV file, split into fields (RFC 4180, except that a quoted field ends on its line,
// so that one missing quote costs one line and not the rest of the file).

/**
 * The fields of a line, or null when its quotes do not pair up.
 *
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert";
 * import { splitCsvRow } from "./csv_row.ts";
 * deepStrictEqual(splitCsvRow('a,"b, ""c""",'), ["a", 'b, "c"', ""]);
 * strictEqual(splitCsvRow('a,"b'), null);
 * ```
 */
export function splitCsvRow(line: string): string[] | null {
  const fields: string[] = [];
  let from = 0;
  while (from <= line.length) {
    const field = line[from] === '"' ? quotedField(line, from) : plainField(line, from);
    if (field === null) return null;
    fields.push(field.text);
    from = field.end + 1;
  }
  return fields;
}

/** A field, and where the comma or the end of the line follows it. */
interface Field {
  readonly text: string;
  readonly end: number;
}

function plainField(line: string, from: number): Field | null {
  const comma = line.indexOf(",", from);
  const end = comma === -1 ? line.length : comma;
  const text = line.slice(from, end);
  return text.includes('"') ? null : { text, end };
}

function quotedField(line: string, from: number): Field | null {
  let text = "";
  let start = from + 1;
  while (true) {
    const quote = line.indexOf('"', start);
    if (quote === -1) return null;
    text += line.slice(start, quote);
    if (line[quote + 1] !== '"') {
      const end = quote + 1;
      return end === line.length || line[end] === "," ? { text, end } : null;
    }
    text += '"';
    start = quote + 2;
  }
}

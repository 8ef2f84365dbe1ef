// Files of lines (Flink's FileSource with a line format): NDJSON and CSV. The reader is given the
// text, never a path: the engine knows no file system. A bad line is named and kept aside, so that
// one typing error does not end a run and no line disappears without a word.

import { deepFreeze } from "../clock/freeze.ts";
import { NamedError, refuse, showValue } from "../clock/named_error.ts";
import { splitCsvRow } from "./csv_row.ts";

/**
 * A longer line is kept aside unread: nobody wrote it as a record.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { LINE_LENGTH_MAX } from "@headwater/sim";
 * strictEqual(LINE_LENGTH_MAX, 1048576);
 * ```
 */
export const LINE_LENGTH_MAX = 1 << 20;

/** How a file is read. */
export interface FileOptions {
  /** The file's name, for messages. */
  readonly name: string;
  /** Throw at the first bad line instead of keeping it aside. Default false. */
  readonly strict?: boolean;
  /** Looks at a value that could be read: what is wrong with it, or null. */
  readonly check?: (value: unknown) => string | null;
}

/** A file that has been read: each line that is not blank is in exactly one of the two lists. */
export interface ParsedFile<T> {
  /** Deep-frozen, in the order of the lines. */
  readonly values: readonly T[];
  /** `E-FILE-LINE: quakes.ndjson line 12: …`, in the order of the lines. */
  readonly rejected: readonly string[];
}

/** What the fields of a CSV line are called; all values are text. */
export type CsvRow = { readonly [column: string]: string };

/**
 * Reads a file with one JSON value on each line. A byte order mark, CRLF and blank lines are fine.
 *
 * Errors: `E-FILE-LINE` at the first bad line, when strict.
 *
 * ```ts
 * import { deepStrictEqual, match } from "node:assert";
 * import { parseNdjson } from "@headwater/sim";
 * const file = parseNdjson('{"mag":1}\n{"mag":', { name: "quakes.ndjson" });
 * deepStrictEqual(file.values, [{ mag: 1 }]);
 * match(file.rejected[0], /^E-FILE-LINE: quakes.ndjson line 2: /);
 * ```
 */
export function parseNdjson<T = unknown>(text: string, options: FileOptions): ParsedFile<T> {
  return parseLines(linesOf(text), options, parseJson);
}

/**
 * Reads a file with comma-separated fields; its first line names them. All values are text.
 *
 * Errors: `E-FILE-HEADER` when the first line does not name each column once; `E-FILE-LINE` at the
 * first bad line, when strict.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { parseCsv } from "@headwater/sim";
 * const file = parseCsv("id,place\r\n7,\"Castaic, CA\"\r\n", { name: "quakes.csv" });
 * deepStrictEqual(file.values, [{ id: "7", place: "Castaic, CA" }]);
 * ```
 */
export function parseCsv<T = CsvRow>(text: string, options: FileOptions): ParsedFile<T> {
  const [header, ...lines] = linesOf(text);
  if (header === undefined) return { values: [], rejected: [] };
  const columns = headerOf(header, options.name);
  return parseLines(lines, options, (line) => parseRow(line, columns));
}

/** A line with its number, counted from 1 as editors do. */
interface Line {
  readonly number: number;
  readonly text: string;
}

function linesOf(text: string): Line[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  return lines.map((text, i) => ({ number: i + 1, text })).filter((line) =>
    line.text.trim() !== ""
  );
}

/** A value, or why there is none: what was found, what is wanted, and the usual cause. */
type Reading = { readonly value: unknown } | { readonly complaint: string };

function parseLines<T>(
  lines: readonly Line[],
  options: FileOptions,
  parse: (line: string) => Reading,
): ParsedFile<T> {
  const values: T[] = [], rejected: string[] = [];
  for (const line of lines) {
    const reading = checked(read(line.text, parse), options.check);
    if ("value" in reading) {
      values.push(reading.value as T);
      continue;
    }
    const error = new NamedError(
      "E-FILE-LINE",
      `${options.name} line ${line.number}: ${showLine(line.text)} ${reading.complaint}`,
    );
    if (options.strict) throw error;
    rejected.push(error.message);
  }
  return { values: Object.freeze(values), rejected: Object.freeze(rejected) };
}

function read(line: string, parse: (line: string) => Reading): Reading {
  if (line.length <= LINE_LENGTH_MAX) return parse(line);
  return {
    complaint: `is ${line.length} characters long, but at most ${LINE_LENGTH_MAX} are read; the ` +
      `usual cause is one JSON list over the whole file, or line ends of an old Macintosh`,
  };
}

function checked(reading: Reading, check: FileOptions["check"]): Reading {
  if ("complaint" in reading) return reading;
  try {
    deepFreeze(reading.value, "reading a line");
  } catch (error) {
    return { complaint: `cannot be a record (${(error as Error).message})` };
  }
  const complaint = check?.(reading.value) ?? null;
  return complaint === null ? reading : { complaint };
}

function parseJson(line: string): Reading {
  try {
    return { value: JSON.parse(line) };
  } catch { // The engine's own words differ between browsers, so ours stand in the message.
    return {
      complaint:
        "is not JSON, but each line must hold one whole value; the usual cause is a file " +
        "that was cut off, or JSON spread over several lines",
    };
  }
}

function parseRow(line: string, columns: readonly string[]): Reading {
  const fields = splitCsvRow(line);
  if (fields === null) {
    return {
      complaint: "has a quote that does not pair up; a quote inside a quoted field is written " +
        'twice (""), and a quoted field ends on its own line',
    };
  }
  if (fields.length !== columns.length) {
    return {
      complaint: `has ${fields.length} fields, but the first line names ${columns.length}; the ` +
        `usual cause is a comma inside a field that is not quoted`,
    };
  }
  // fromEntries defines fields, it does not assign them: a column called __proto__ is only a name.
  return { value: Object.fromEntries(columns.map((column, i) => [column, fields[i]])) };
}

function headerOf(line: Line, name: string): string[] {
  const columns = splitCsvRow(line.text);
  if (columns !== null && !columns.includes("") && new Set(columns).size === columns.length) {
    return columns;
  }
  refuse(
    "E-FILE-HEADER",
    `${name} line ${line.number}: ${showLine(line.text)} must name each column once; the usual ` +
      `cause is a file without a header line`,
  );
}

/** The start of a line; cut before it is escaped, since a line may be as long as the file. */
function showLine(text: string): string {
  return showValue(text.length > 81 ? text.slice(0, 81) : text);
}

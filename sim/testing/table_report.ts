// The whole table again, with what came out beside what was expected.

import type { TableRow } from "./table_reader.ts";

/** A row that was played. */
export interface PlayedRow {
  readonly row: TableRow;
  /** Null when the table was over before it. */
  readonly actual: readonly string[] | null;
}

/** True when a row came out as it was written. */
export function isAsExpected({ row, actual }: PlayedRow): boolean {
  return actual?.length === row.expected.length &&
    actual.every((text, i) => text === row.expected[i]);
}

/**
 * The table with its actual column; rows that differ are marked.
 *
 *       step  expected           actual
 *       a@3   –                  –
 *     ✗ WM 9  [0,10){b}@9  WM 9  [0,10){a}@9  WM 9
 */
export function tableReport(played: readonly PlayedRow[]): string {
  const cells = played.map((row) => [
    row.row.text,
    showOutputs(row.row.expected),
    row.actual === null ? "not reached" : showOutputs(row.actual),
  ]);
  const heading = ["step", "expected", "actual"];
  const widths = heading.map((name, i) =>
    cells.reduce((width, row) => Math.max(width, row[i].length), name.length)
  );
  const line = (mark: string, row: readonly string[]) =>
    `  ${mark} ${row.map((cell, i) => cell.padEnd(widths[i])).join("  ")}`.trimEnd();
  const lines = cells.map((row, i) => line(isAsExpected(played[i]) ? " " : "✗", row));
  return [line(" ", heading), ...lines].join("\n");
}

function showOutputs(outputs: readonly string[]): string {
  return outputs.length === 0 ? "–" : outputs.join("  ");
}

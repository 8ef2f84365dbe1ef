// A table in a terminal: aligned columns, a rule under the heading, and nothing else.
//
//     network    Jan 31     Feb 1
//     ───────  ────────  ────────
//     ak        31  3.4   43  4.2

import type { Style } from "./style.ts";

/** A table of texts; columns of numbers stand right. */
export interface Table {
  readonly title: string;
  readonly columns: readonly { readonly name: string; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly string[])[];
  /** A sentence below. */
  readonly note?: string;
}

const CELL_MAX = 48;

/** The lines of a table, with a title above and its note below. */
export function tableText(table: Table, style: Style): string {
  const title = `${style.strong(table.title.replace(UNSAFE, "�"))}\n`;
  const note = table.note === undefined ? "" : `  ${style.faint(table.note)}\n`;
  return title + (table.rows.length === 0 ? "" : `\n${gridText(table, style)}`) + note;
}

function gridText({ columns, rows }: Table, style: Style): string {
  const shown = rows.map((row) => row.map(cut));
  const widths = columns.map(({ name }, i) =>
    shown.reduce((width, row) => Math.max(width, widthOf(row[i])), widthOf(name))
  );
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, i) => pad(cell, widths[i], columns[i].isNumber));
    return `  ${padded.join("  ")}`.trimEnd();
  };
  const lines = [
    style.faint(line(columns.map(({ name }) => name))),
    style.faint(line(widths.map((width) => "─".repeat(width)))),
    ...shown.map(line),
  ];
  return lines.map((text) => `${text}\n`).join("");
}

/** Cells hold what users wrote: nothing in them may steer the terminal. */
// deno-lint-ignore no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function cut(cell: string): string {
  const letters = [...cell.replace(UNSAFE, "�")];
  return letters.length <= CELL_MAX
    ? letters.join("")
    : `${letters.slice(0, CELL_MAX - 1).join("")}…`;
}

function pad(cell: string, width: number, isNumber: boolean): string {
  const space = " ".repeat(width - widthOf(cell));
  return isNumber ? space + cell : cell + space;
}

/** Letters, not code units; wide ones of East Asia take two places. */
function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += WIDE.test(letter) ? 2 : 1;
  return width;
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/;

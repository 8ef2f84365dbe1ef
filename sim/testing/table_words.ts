// The words of one line of a table, each with its column, and the error that points at one of them.

import { refuse, showValue } from "../clock/named_error.ts";

/** A word and where it stands. */
export interface TableWord {
  readonly text: string;
  /** The first letter of a line is 1. */
  readonly column: number;
}

/** One line of a table. */
export interface TableLine {
  readonly text: string;
  /** The first line of a table is 1. */
  readonly number: number;
  readonly words: readonly TableWord[];
}

/** Not blank; what stands in quotes may hold blanks. */
const WORD = /(?:"(?:[^"\\]|\\.)*"|\S)+/g;

/** The lines of a table that are neither blank nor a remark alone. */
export function tableLines(table: string): TableLine[] {
  return table.replace(/^[^\S\n]*\r?\n/, "").split(/\r?\n/).flatMap((text, index) => {
    const words = [...text.matchAll(WORD)].map((match) => ({
      text: match[0],
      column: match.index + 1,
    }));
    const remark = words.findIndex((word) => word.text.startsWith("#"));
    const said = remark < 0 ? words : words.slice(0, remark);
    return said.length === 0 ? [] : [{ text, number: index + 1, words: said }];
  });
}

/** Says what is wrong with a word, or with the place behind the last one, and shows it. */
export function refuseWord(line: TableLine, word: TableWord | undefined, wanted: string): never {
  const column = word?.column ?? line.text.trimEnd().length + 1;
  const found = word === undefined ? "nothing more stands" : `stands ${showValue(word.text)}`;
  const gutter = String(line.number);
  return refuse(
    "E-TABLE",
    `At line ${line.number}, column ${column} of the table ${found}; wanted: ${wanted}\n\n` +
      `  ${gutter} │ ${line.text}\n  ${" ".repeat(gutter.length)} │ ${" ".repeat(column - 1)}^`,
  );
}

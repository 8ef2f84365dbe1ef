// Data as a table: numbers stand right, with their points below one another.

import type { VNode } from "preact";
import type { FigureTable } from "../lessons/figures/figure.ts";
import { type Language, wordsOf } from "./strings.ts";

/** A table, and what it is a table of. */
export interface TableViewProps {
  readonly table: FigureTable;
  readonly caption: string;
  readonly language: Language;
}

/** How a column is set. */
interface Column {
  readonly name: string;
  readonly isNumeric: boolean;
  /** Most digits behind a point. */
  readonly decimals: number;
}

const NUMBER = /^[−-]?(∞|\d[\d,]*(?:\.(\d+))?)(?: ?(?:s|ms|%))?$/;

/** The table; it scrolls where it is wider than the page. */
export function TableView({ table, caption, language }: TableViewProps): VNode {
  const columns = table.columns.map((name, index) =>
    columnOf(name, table.rows.map((row) => String(row[index])))
  );
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={caption}>
      <table>
        <thead>
          <tr>
            {columns.map(({ name, isNumeric }) => (
              <th key={name} scope="col" class={isNumeric ? "number" : undefined}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.length === 0 && (
            <tr>
              <td colspan={columns.length}>{wordsOf(language).empty}</td>
            </tr>
          )}
          {table.rows.map((row) => (
            <tr>
              {row.map((cell, index) => (
                <Cell key={index} text={`${cell}`} column={columns[index]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ text, column: { isNumeric, decimals } }: { text: string; column: Column }): VNode {
  if (!isNumeric) return <td>{text}</td>;
  const own = NUMBER.exec(text)?.[2]?.length ?? 0;
  // digits that are not there, but take their room
  const missing = decimals - own + (own === 0 && decimals > 0 ? 1 : 0);
  const room = "0".repeat(missing).replace(/^0/, own === 0 ? "." : "0");
  return (
    <td class="number">
      {text}
      {missing > 0 && <span class="room" aria-hidden="true">{room}</span>}
    </td>
  );
}

function columnOf(name: string, texts: readonly string[]): Column {
  const isNumeric = texts.length > 0 && texts.every((text) => NUMBER.test(text));
  const decimals = texts.map((text) => NUMBER.exec(text)?.[2]?.length ?? 0);
  return { name, isNumeric, decimals: Math.max(0, ...decimals) };
}

// The table below the ruler: a column for each key, those of a key group in one band, those of a subtask
// side by side, and a row for each state or window.

import type { Box } from "./labels.ts";
import type { KeyedStateView, StateKey } from "./keyed_state_view.ts";
import { type StateRow, stateRows } from "./keyed_state_rows.ts";
import type { Ruler } from "./keyed_state_ruler.ts";
import { cellFit } from "./state_text.ts";
import { fit, measure } from "./text.ts";
import { isPhone, SIZE } from "./theme.ts";

/** A key group with its keys. */
export interface GroupBand {
  readonly id: string;
  readonly text: string;
  readonly box: Box;
  /** The way from its place on the ruler. */
  readonly fromX: number;
}

/** A key at the head of its column. */
export interface KeyColumn {
  readonly id: string;
  readonly name: string;
  readonly key: number;
  /** Middle of the column. */
  readonly x: number;
  readonly width: number;
}

/** The name of a row. */
export interface RowName {
  readonly id: string;
  readonly text: string;
  readonly y: number;
  readonly isHeading: boolean;
}

/** A cell, ready to be painted. */
export interface CellText {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Half the length of the line under what was changed; 0 without one. */
  readonly underline: number;
}

/** The table. */
export interface StateTable {
  readonly bands: readonly GroupBand[];
  readonly columns: readonly KeyColumn[];
  readonly rows: readonly RowName[];
  readonly cells: readonly CellText[];
  readonly top: number;
  readonly bottom: number;
  /** Keys, and rows, that there is no room for. */
  readonly hiddenKeys: number;
  readonly hiddenRows: number;
}

/** Pixels: the two rows of a head, a row, between bands, a column at most; then between subtasks. */
const ROOM = { head: 40, row: 20, between: 4, columnMax: 116 } as const;
const APART = { column: 16, phone: 10 } as const;
const COLUMN_MIN = { column: 58, phone: 50 } as const;
const ROWS_MAX = { column: 14, phone: 10 } as const;
/** Subtasks that stand apart in a table at most, when room is counted. */
const OWNERS_MAX = 4;

/** Lays out the table from the given height downwards. */
export function stateTable(
  view: KeyedStateView,
  ruler: Ruler,
  top: number,
  width: number,
): StateTable {
  const size = isPhone(width) ? "phone" : "column";
  const { left, right } = ruler;
  const wanted = view.keys.filter((key) => view.isAskedFor(key));
  const ownerCount = new Set(wanted.map(({ subtask }) => subtask)).size;
  const room = right - left + ROOM.between - Math.min(ownerCount, OWNERS_MAX) * APART[size];
  const countMax = Math.floor(room / (COLUMN_MIN[size] + ROOM.between));
  const keys = latest(wanted, countMax);
  const told = stateRows(view, new Set(keys.map(({ key }) => key)));
  // where names have little room, the name of the only state is left to the words
  const hasHeadings = size === "column" || told.filter(({ isHeading }) => isHeading).length > 1;
  const all = hasHeadings ? told : told.filter(({ isHeading }) => !isHeading);
  const rows = withoutTail(all, ROWS_MAX[size]);
  const bottom = keys.length === 0 ? top : top + ROOM.head + rows.length * ROOM.row + 4;
  const columns = columnsOf(keys, ruler, APART[size]);
  return {
    bands: bandsOf(keys, columns, ruler, top, bottom),
    columns,
    rows: rows.map(({ id, text, isHeading }, index) => ({
      id,
      text,
      isHeading,
      y: rowY(top, index),
    })),
    cells: rows.flatMap((row, index) => cellsOf(view, row, columns, rowY(top, index))),
    top,
    bottom,
    hiddenKeys: wanted.length - keys.length,
    hiddenRows: all.filter(({ isHeading }) => !isHeading).length -
      rows.filter(({ isHeading }) => !isHeading).length,
  };
}

/** The keys that were changed last, in their old order. */
function latest(keys: readonly StateKey[], countMax: number): StateKey[] {
  const byTime = keys.toSorted((a, b) => b.changed - a.changed || a.group - b.group);
  const chosen = new Set(byTime.slice(0, countMax));
  return keys.filter((key) => chosen.has(key));
}

/** The last rows go; a heading does not stay without what it heads. */
function withoutTail(rows: readonly StateRow[], most: number): StateRow[] {
  const shown = rows.slice(0, most);
  return shown.at(-1)?.isHeading ? shown.slice(0, -1) : shown;
}

function rowY(top: number, index: number): number {
  return top + ROOM.head + (index + 0.5) * ROOM.row;
}

function columnsOf(keys: readonly StateKey[], { left, right }: Ruler, apart: number): KeyColumn[] {
  const { between, columnMax } = ROOM;
  const gaps: readonly number[] = keys.map(({ subtask }, index) =>
    index === 0 ? 0 : subtask === keys[index - 1].subtask ? between : apart
  );
  const apartAll = gaps.reduce((sum, gap) => sum + gap, 0);
  const width = Math.min(columnMax, (right - left - apartAll) / Math.max(1, keys.length));
  // few columns stand in the middle below the ruler
  let x = left + (right - left - apartAll - keys.length * width) / 2 + width / 2;
  return keys.map(({ key, name }, index) => {
    x += gaps[index] + (index === 0 ? 0 : width);
    return {
      id: name,
      name: fit(name, width - 20, SIZE.small),
      key,
      x: round(x),
      width: round(width),
    };
  });
}

function bandsOf(
  keys: readonly StateKey[],
  columns: readonly KeyColumn[],
  { marks }: Ruler,
  top: number,
  bottom: number,
): GroupBand[] {
  const bands: GroupBand[] = [];
  for (const [index, { group }] of keys.entries()) {
    const { x, width } = columns[index];
    const left = x - width / 2;
    const last = bands.at(-1);
    if (last?.id === String(group)) {
      const box = { ...last.box, width: round(left + width - last.box.x) };
      bands[bands.length - 1] = { ...last, box };
    } else {
      const fromX = marks.find((mark) => mark.group === group)!.x;
      const box = { x: round(left), y: top, width, height: bottom - top };
      bands.push({ id: String(group), text: String(group), box, fromX });
    }
  }
  return bands;
}

function cellsOf(
  view: KeyedStateView,
  row: StateRow,
  columns: readonly KeyColumn[],
  y: number,
): CellText[] {
  return columns.flatMap(({ key, name, x, width }) => {
    const cell = row.cells.get(key);
    if (cell === undefined) return [];
    const text = cellFit(cell, width - 8);
    const underline = view.isChanged(cell) ? round(measure(text, SIZE.small) / 2) : 0;
    return [{ id: `${row.id} ${name}`, text, x, y, underline }];
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

// The rows of the table of state: one for each state of a key, and below the name of a state with windows
// one for each window.

import { rangeText } from "./picture_clock.ts";
import { FOREVER, NEVER } from "./picture_numbers.ts";
import type { StateCell } from "./state_cells.ts";
import type { KeyedStateView } from "./keyed_state_view.ts";
import { KEYED_STATE_WORDS } from "./keyed_state_words.ts";

/** A row. */
export interface StateRow {
  readonly id: string;
  /** The name of the state, or the stretch of a window. */
  readonly text: string;
  /** The name of a state that has windows: nothing stands in its row. */
  readonly isHeading: boolean;
  /** Cells by key. */
  readonly cells: ReadonlyMap<number, StateCell>;
}

/** The rows for some keys, states in the order of their names, windows in that of their ends. */
export function stateRows(view: KeyedStateView, keys: ReadonlySet<number>): StateRow[] {
  const states = new Map<string, StateCell[]>();
  for (const cell of view.cells.filter(({ key }) => keys.has(key))) {
    states.set(cell.state.name, [...states.get(cell.state.name) ?? [], cell]);
  }
  return [...states].sort(([a], [b]) => a < b ? -1 : 1)
    .flatMap(([name, cells]) => rowsOf(view, name, cells));
}

function rowsOf(view: KeyedStateView, name: string, cells: readonly StateCell[]): StateRow[] {
  const title = name === "" ? KEYED_STATE_WORDS[view.language].state : name;
  const whole = cells.filter(({ window }) => window === null);
  const windowed = cells.filter(({ window }) => window !== null);
  const byWindow = new Map<string, StateCell[]>();
  for (const cell of windowed.toSorted(compareWindows)) {
    const text = windowText(view, cell);
    byWindow.set(text, [...byWindow.get(text) ?? [], cell]);
  }
  const nothing: readonly StateCell[] = [];
  return [
    ...(whole.length > 0 ? [row(name, title, whole, false)] : []),
    ...(windowed.length > 0 ? [row(`${name} windows`, title, nothing, true)] : []),
    ...[...byWindow].map(([text, own]) => row(`${name} ${text}`, text, own, false)),
  ];
}

function row(id: string, text: string, cells: readonly StateCell[], isHeading: boolean): StateRow {
  return { id, text, isHeading, cells: new Map(cells.map((cell) => [cell.key, cell])) };
}

function compareWindows({ window: a }: StateCell, { window: b }: StateCell): number {
  return a!.end - b!.end || a!.start - b!.start;
}

/** The stretch of a window, or what one without an end is called. */
export function windowText(
  { clock, language }: KeyedStateView,
  { window }: Pick<StateCell, "window">,
): string {
  if (window === null) return "";
  const words = KEYED_STATE_WORDS[language];
  if (window.end === FOREVER) return words.endless;
  return window.start === NEVER
    ? words.windowUntil(rangeText(clock, 0, window.end).split("–")[1])
    : rangeText(clock, window.start, window.end);
}

// What is known of keyed state at a moment as rows, from which its words are made. Independent of width and,
// but for what windows are called, of language.

import { nowCell, nowText } from "./picture_clock.ts";
import { windowText } from "./keyed_state_rows.ts";
import type { KeyedStateView } from "./keyed_state_view.ts";
import type { StateCell } from "./state_cells.ts";
import { cellText, isRecord } from "./state_text.ts";

/** One cell, told. */
export interface CellRow {
  readonly subtask: string;
  readonly group: number;
  readonly key: string;
  readonly state: string;
  readonly window: string;
  readonly value: string;
  readonly changed: string;
  readonly isChanged: boolean;
}

/** The keys that a subtask keeps state of. */
export interface KeeperRow {
  readonly subtask: string;
  readonly keys: readonly string[];
}

/** The moment, for words. */
export interface KeyedStateStory {
  readonly operator: string;
  readonly at: string;
  readonly groupCount: number;
  /** Subtasks with state, in their order. */
  readonly keepers: readonly KeeperRow[];
  readonly subtaskCount: number;
  readonly keyCount: number;
  readonly cells: readonly CellRow[];
  readonly moreCount: number;
  /** The moment since which changes are known, if it is one for all. */
  readonly since: string | null;
  readonly changedCount: number;
  /** Names of the fields of values that consist of several. */
  readonly fields: readonly string[];
}

/** The fields of the first value that has any, and no name of its own. */
function fieldsOf(cells: readonly StateCell[]): string[] {
  const first = cells.find(({ value }) => isRecord(value));
  return first === undefined ? [] : Object.keys(first.value as object);
}

/** Cells that are told at most. */
const CELLS_MAX = 300;

/** Collects the story. */
export function keyedStateStory(view: KeyedStateView): KeyedStateStory {
  const { clock, keys, subject, groups } = view;
  const byKey = new Map(keys.map((key, index) => [key.key, { ...key, index }]));
  const cells = view.cells.map((cell, index) => ({ cell, index }))
    .sort((a, b) =>
      byKey.get(a.cell.key)!.index - byKey.get(b.cell.key)!.index || a.index - b.index
    )
    .map(({ cell }) => cell);
  const rows = cells.slice(0, CELLS_MAX).map((cell): CellRow => ({
    subtask: view.label(cell.subtask),
    group: byKey.get(cell.key)!.group,
    key: byKey.get(cell.key)!.name,
    state: cell.state.name,
    window: windowText(view, cell),
    value: cellText(cell),
    changed: nowCell(clock, cell.changed),
    isChanged: view.isChanged(cell),
  }));
  const keepers = subject.subtasks.map((subtask) => ({
    subtask: view.label(subtask),
    keys: keys.filter((key) => key.subtask === subtask).map(({ name }) => name),
  })).filter((keeper) => keeper.keys.length > 0);
  const moments = new Set(groups.ranges.map(({ subtask }) => view.since(subtask)));
  const [since] = moments;
  return {
    operator: subject.uid,
    at: nowText(clock, view.at),
    groupCount: groups.count,
    keepers,
    subtaskCount: groups.ranges.length,
    keyCount: keys.length,
    cells: rows,
    moreCount: cells.length - rows.length,
    since: moments.size === 1 && since !== null && since !== undefined
      ? nowText(clock, since)
      : null,
    fields: fieldsOf(cells),
    changedCount: cells.filter((cell) => view.isChanged(cell)).length,
  };
}

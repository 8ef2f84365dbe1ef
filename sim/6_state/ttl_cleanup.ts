// Removing what nobody reads any more (Flink's incremental cleanup of the heap backend, TTL-5): each access
// of a state looks at a few other entries.

import type { Key } from "../element/key.ts";
import type { Millis } from "../clock/time.ts";
import type { StateTable } from "./state_table.ts";
import { AppendList } from "./append_list.ts";
import { isExpired, type Timed, type TimeToLive } from "./time_to_live.ts";

/** Looks at the next entries of a table, as many as are to be cleaned at an access. */
export function cleanSome(table: StateTable, now: Millis): void {
  const config = table.spec.timeToLive!;
  const { index } = table;
  for (let i = 0; i < Math.min(config.cleanupSize, index.rowCount); i++) {
    table.cleanupRow = (table.cleanupRow + 1) % index.rowCount;
    if (index.isLive(table.cleanupRow)) cleanRow(table, table.cleanupRow, config, now);
  }
}

/** Removes everything that has expired: what a full snapshot may be asked to do. */
export function cleanAll(table: StateTable, now: Millis): void {
  const config = table.spec.timeToLive!;
  for (let row = 0; row < table.index.rowCount; row++) {
    if (table.index.isLive(row)) cleanRow(table, row, config, now);
  }
}

function cleanRow(table: StateTable, row: number, config: TimeToLive, now: Millis): void {
  const stored = table.values[row];
  const isOver = (piece: Timed) => isExpired(piece, config, now);
  if (stored instanceof Map) {
    const entries = stored as Map<string, readonly [Key, Timed]>;
    for (const [text, [, piece]] of [...entries]) if (isOver(piece)) entries.delete(text);
    if (entries.size === 0) table.removeRow(row);
  } else if (stored instanceof AppendList) {
    const live = (stored as AppendList<Timed>).toArray().filter((piece) => !isOver(piece));
    if (live.length === 0) table.removeRow(row);
    else if (live.length < stored.length) {
      table.values[row] = live.reduce((list, piece) => list.append(piece), new AppendList<Timed>());
    }
  } else if (isOver(stored as Timed)) table.removeRow(row);
}

// Removing what nobody reads any more (Flink's incremental cleanup of the heap backend, TTL-5): each access
// of a state looks at a few other entries.

import type { Key } from "../element/key.ts";
import { type Millis, MIN } from "../clock/time.ts";
import { Fact } from "../trace/fact.ts";
import type { StateContext } from "./state_context.ts";
import type { StateTable } from "./state_table.ts";
import { AppendList } from "./append_list.ts";
import { isExpired, type Timed, type TimeToLive } from "./time_to_live.ts";

/** Looks at the next entries of a table, as many as are to be cleaned at an access. */
export function cleanSome(table: StateTable, context: StateContext): void {
  const config = table.spec.timeToLive!;
  const { index } = table;
  const keyBefore = context.key;
  for (let i = 0; i < Math.min(config.cleanupSize, index.rowCount); i++) {
    table.cleanupRow = (table.cleanupRow + 1) % index.rowCount;
    if (!index.isLive(table.cleanupRow)) continue;
    const key = index.keyAt(table.cleanupRow);
    for (const piece of cleanRow(table, table.cleanupRow, config, context.now)) {
      context.setKey(key);
      context.report(Fact.stateExpired, table.number, MIN, piece);
    }
  }
  context.setKey(keyBefore);
}

/** Removes everything that has expired: what a full snapshot may be asked to do. */
export function cleanAll(table: StateTable, now: Millis): void {
  const config = table.spec.timeToLive!;
  for (let row = 0; row < table.index.rowCount; row++) {
    if (table.index.isLive(row)) cleanRow(table, row, config, now);
  }
}

const NOTHING: readonly unknown[] = [];

/** Removes what has expired of an entry, and gives it: of a map entries, of a list elements. */
function cleanRow(
  table: StateTable,
  row: number,
  config: TimeToLive,
  now: Millis,
): readonly unknown[] {
  const stored = table.values[row];
  const isOver = (piece: Timed) => isExpired(piece, config, now);
  if (stored instanceof Map) {
    const entries = stored as Map<string, readonly [Key, Timed]>;
    const expired = [...entries].filter(([, [, piece]]) => isOver(piece));
    for (const [text] of expired) entries.delete(text);
    if (entries.size === 0) table.removeRow(row);
    return expired.map(([, [key, { value }]]) => Object.freeze([key, value]));
  }
  if (stored instanceof AppendList) {
    const all = (stored as AppendList<Timed>).toArray();
    const live = all.filter((piece) => !isOver(piece));
    if (live.length === 0) table.removeRow(row);
    else if (live.length < all.length) {
      table.values[row] = live.reduce((list, piece) => list.append(piece), new AppendList<Timed>());
    }
    return all.filter(isOver).map(({ value }) => value);
  }
  if (!isOver(stored as Timed)) return NOTHING;
  table.removeRow(row);
  return [(stored as Timed).value];
}

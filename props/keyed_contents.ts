// What keyed state holds, as text: two parts with the same text hold the same, however their tables are
// laid out. Numbers of keys and windows serve as names; they are the same all through one run.

import { AppendList, StateTable } from "@headwater/sim";
import { KeyedStateStore } from "../sim/6_state/keyed_state_store.ts";
import type { KeyedIndex } from "../sim/6_state/keyed_index.ts";
import type { KeyedPart, KeyedParts } from "../sim/6_state/keyed_part.ts";
import { TimerService } from "../sim/6_state/timer_service.ts";

/** One entry of keyed state. */
export interface KeyedEntry {
  readonly namespace: number;
  readonly key: number;
  readonly value: unknown;
}

/** The entries of a table, in the order of their names. */
export function entriesOf({ index, values }: StateTable): KeyedEntry[] {
  return liveRows(index)
    .map((row) => ({
      namespace: index.namespaceAt(row),
      key: index.keyAt(row),
      value: plain(values[row]),
    }))
    .sort((a, b) => a.namespace - b.namespace || a.key - b.key);
}

/** The keyed parts of one operator as text. */
export function contentsText(parts: KeyedParts): string {
  return JSON.stringify(Object.entries(parts).map(([name, part]) => [name, contentsOf(part)]));
}

function contentsOf(part: KeyedPart): unknown {
  if (part instanceof StateTable) return entriesOf(part);
  if (part instanceof KeyedStateStore) {
    return part.tables.map((table) => [table.spec.name, entriesOf(table)]);
  }
  if (part instanceof TimerService) {
    return [part.eventTimers, part.processingTimers].map(({ timers }) => timersOf(timers));
  }
  throw new Error(`No text for a ${part.constructor.name}`);
}

function timersOf(timers: KeyedIndex): unknown[] {
  return liveRows(timers)
    .map((row) => [timers.stampAt(row), timers.namespaceAt(row), timers.keyAt(row)])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
}

function liveRows(index: KeyedIndex): number[] {
  return Array.from({ length: index.rowCount }, (_, row) => row)
    .filter((row) => index.isLive(row));
}

function plain(value: unknown): unknown {
  return value instanceof AppendList ? value.toArray() : value;
}

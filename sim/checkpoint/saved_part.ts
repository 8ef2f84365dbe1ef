// Keyed parts of an operator on their way into a savepoint and back (what Flink's serializers and
// KeyGroupsStateHandle do). Numbers of keys and namespaces belong to one timeline, so here they become
// keys and windows, and there numbers again.
//
//   StateTable       entries by key group, key and namespace       ◀──▶  { type: "state" }
//   KeyedStateStore  one table for each declared name              ◀──▶  { type: "states" }
//   TimerService     timers in firing order                        ◀──▶  { type: "timers" }

import type { Key } from "../element/key.ts";
import type { SavedEntry, SavedPart, SavedState, SavedTimer, SavedTimers } from "./savepoint.ts";
import { assert } from "../clock/assert.ts";
import { AppendList } from "../6_state/append_list.ts";
import { KeyedStateStore } from "../6_state/keyed_state_store.ts";
import type { KeyedPart } from "../6_state/keyed_part.ts";
import { type MapEntries, sortedEntries } from "../6_state/map_entries.ts";
import { StateTable } from "../6_state/state_table.ts";
import { savedDescriptor } from "../6_state/saved_descriptor.ts";
import type { TimerQueue } from "../6_state/timer_queue.ts";
import { TimerService } from "../6_state/timer_service.ts";
import { keyText } from "../element/key.ts";
import type { Numbering } from "./numbering.ts";

/** A part as a savepoint holds it. */
export function savePart(name: string, part: KeyedPart, numbering: Numbering): SavedPart {
  if (part instanceof StateTable) {
    return Object.freeze({ part: name, type: "state", state: saveState(part, numbering) });
  }
  if (part instanceof KeyedStateStore) {
    const states = part.tables.map((table) => saveState(table, numbering));
    return Object.freeze({ part: name, type: "states", states: Object.freeze(states) });
  }
  assert(part instanceof TimerService, `a savepoint does not know what "${name}" is`);
  const timers = Object.freeze({
    event: saveTimers(part.eventTimers, numbering),
    processing: saveTimers(part.processingTimers, numbering),
  });
  return Object.freeze({ part: name, type: "timers", timers });
}

/** A part that an operator can absorb. */
export function restorePart(saved: SavedPart, numbering: Numbering): KeyedPart {
  switch (saved.type) {
    case "state":
      return restoreState(saved.state, numbering);
    case "states": {
      const store = new KeyedStateStore();
      store.tables = saved.states.map((state) => restoreState(state, numbering));
      return store;
    }
    case "timers":
      return restoreTimers(saved.timers, numbering);
  }
}

function saveState(table: StateTable, numbering: Numbering): SavedState {
  const { name, kind, timeToLive } = table.spec;
  const entries = table.entries(numbering.order).map(({ key, namespace, value }): SavedEntry =>
    Object.freeze({
      key,
      namespace: numbering.namespaceOf(namespace),
      value: saveValue(value),
    })
  );
  const isTimed = timeToLive !== undefined;
  return Object.freeze({ name, kind, isTimed, entries: Object.freeze(entries) });
}

/** What is stored, as plain data; its kind says how to read it again. */
function saveValue(value: unknown): unknown {
  if (value instanceof AppendList) return Object.freeze(value.toArray());
  if (value instanceof Map) return Object.freeze(sortedEntries(value as MapEntries));
  return value;
}

function restoreState(
  { name, kind, isTimed, entries }: SavedState,
  numbering: Numbering,
): StateTable {
  const table = new StateTable();
  table.spec = savedDescriptor(name, kind, isTimed);
  for (const { key, namespace, value } of entries) {
    const place = numbering.numberOfNamespace(namespace);
    table.put(place, numbering.numberOf(key), restoreValue(kind, value));
  }
  return table;
}

function restoreValue(kind: SavedState["kind"], value: unknown): unknown {
  if (kind === "list") {
    const list = new AppendList();
    for (const element of value as readonly unknown[]) list.push(element);
    return list;
  }
  if (kind !== "map") return value;
  const entries = value as readonly (readonly [Key, unknown])[];
  return new Map(entries.map((entry) => [keyText(entry[0]), entry]));
}

function saveTimers(queue: TimerQueue, numbering: Numbering): readonly SavedTimer[] {
  const timers = queue.inFiringOrder().map(({ key, namespace, timestamp }): SavedTimer =>
    Object.freeze({
      key: numbering.keyOf(key),
      namespace: numbering.namespaceOf(namespace),
      timestamp,
    })
  );
  return Object.freeze(timers);
}

function restoreTimers({ event, processing }: SavedTimers, numbering: Numbering): TimerService {
  const service = new TimerService();
  const fill = (queue: TimerQueue, timers: readonly SavedTimer[]) => {
    for (const { key, namespace, timestamp } of timers) {
      queue.add(numbering.numberOfNamespace(namespace), numbering.numberOf(key), timestamp);
    }
  };
  fill(service.eventTimers, event);
  fill(service.processingTimers, processing);
  return service;
}

// One named keyed state of one operator (Flink's StateTable): what it remembers per (namespace, key).
// Namespaces are windows, or VOID_NAMESPACE; keys are numbers of the key table. Values are immutable,
// so a copy of the table is a copy of the world at that instant (ST-4).

import type { Key } from "../element/key.ts";
import type { KeyTable } from "../element/key_table.ts";
import type { AppendingStateDescriptor, StateDescriptor } from "./state_descriptor.ts";
import type { IsOwnKey, KeyedPart } from "./keyed_part.ts";
import { assert } from "../clock/assert.ts";
import { copy } from "../clock/copy.ts";
import { NO_KEY } from "../element/element.ts";
import { keyText } from "../element/key.ts";
import { keyGroup } from "../2_partitioner/key_group.ts";
import { KeyedIndex, NO_ROW } from "./keyed_index.ts";
import { checkDeclared } from "./saved_descriptor.ts";

/** One entry, as somebody outside reads it. */
export interface StateEntry<V = unknown> {
  readonly keyGroup: number;
  readonly key: Key;
  readonly namespace: number;
  readonly value: V;
}

/** What puts entries into an order that does not depend on who ran first. */
export interface EntryOrder {
  readonly keys: KeyTable;
  readonly maxParallelism: number;
  /** Orders two namespaces of one key; needed where a key has more than one. */
  readonly compareNamespaces?: (first: number, second: number) => number;
}

/**
 * The entries of one declared state.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { StateTable, valueState } from "@headwater/sim";
 * const table = new StateTable<number>();
 * table.spec = valueState<number>("highest");
 * table.put(-1, 4, 7); // namespace −1 is the void namespace, 4 the number of a key
 * strictEqual(table.get(-1, 4), 7);
 * strictEqual(table.get(-1, 5), undefined);
 * ```
 */
export class StateTable<V = unknown> implements KeyedPart {
  /** What was declared. */
  spec!: StateDescriptor;
  index: KeyedIndex = new KeyedIndex();
  /** By row of the index. */
  values: (V | undefined)[] = [];
  /** The row that was looked at last, to remove what has expired (TTL-5). */
  cleanupRow = 0;
  /** What facts call it: its number among the states of its operator, 0 for the operator's own. */
  number = 0;
  /** Its name has been told. */
  isDeclared = false;

  /** Says what it is; of what was restored, what it has been. Errors: `E-RESTORE-SCHEMA`. */
  declare(spec: StateDescriptor, operatorName: string): void {
    checkDeclared(this.spec, spec, operatorName);
    this.spec = spec;
  }

  /** Entries held. */
  get size(): number {
    return this.index.size;
  }

  /** The value of a key in a namespace, or undefined. */
  get(namespace: number, key: number): V | undefined {
    const row = this.index.find(namespace, requireKey(key), 0);
    return row === NO_ROW ? undefined : this.values[row];
  }

  /** Sets the value of a key in a namespace. */
  put(namespace: number, key: number, value: V): void {
    this.values[this.rowOf(namespace, key)] = value;
  }

  /** Adds an element, as an appending state was declared to, and gives what is stored now. */
  add(namespace: number, key: number, element: unknown, operatorName: string): V {
    const { values } = this;
    const { add } = this.spec as AppendingStateDescriptor<unknown, V, unknown>;
    const row = this.rowOf(namespace, key);
    return values[row] = add(values[row], element, operatorName);
  }

  /** Clears the value of a key in a namespace; false when there was none. */
  remove(namespace: number, key: number): boolean {
    const row = this.index.find(namespace, requireKey(key), 0);
    if (row === NO_ROW) return false;
    this.removeRow(row);
    return true;
  }

  /** Removes the entry of a live row. */
  removeRow(row: number): void {
    this.index.remove(row);
    this.values[row] = undefined;
  }

  /** Takes over saved entries of this subtask's keys. A map is changed in place, so it gets one of its own. */
  absorb(saved: StateTable<V>, isOwn: IsOwnKey): void {
    const { index, values } = saved;
    this.spec ??= saved.spec;
    for (let row = 0; row < index.rowCount; row++) {
      if (!index.isLive(row) || !isOwn(index.keyAt(row))) continue;
      this.put(index.namespaceAt(row), index.keyAt(row), copy(values[row]) as V);
    }
  }

  private rowOf(namespace: number, key: number): number {
    const row = this.index.find(namespace, requireKey(key), 0);
    return row === NO_ROW ? this.index.add(namespace, key, 0) : row;
  }

  /** All entries by key group, then the key's canonical text, then namespace: never by row. */
  entries({ keys, maxParallelism, compareNamespaces = noOrder }: EntryOrder): StateEntry<V>[] {
    const { index, values } = this;
    const entries: StateEntry<V>[] = [];
    for (let row = 0; row < index.rowCount; row++) {
      if (!index.isLive(row)) continue;
      const number = index.keyAt(row);
      entries.push({
        keyGroup: keyGroup(keys.hashes[number], maxParallelism),
        key: keys.keys[number],
        namespace: index.namespaceAt(row),
        value: values[row] as V,
      });
    }
    return entries.sort((a, b) =>
      a.keyGroup - b.keyGroup || compareText(keyText(a.key), keyText(b.key)) ||
      compareNamespaces(a.namespace, b.namespace)
    );
  }
}

function requireKey(key: number): number {
  assert(key !== NO_KEY, "keyed state needs a current key (ST-2)");
  return key;
}

function compareText(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0;
}

function noOrder(first: number, second: number): number {
  assert(first === second, "entries of several namespaces need an order of namespaces");
  return 0;
}

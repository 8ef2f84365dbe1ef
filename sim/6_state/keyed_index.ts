// Where the entry of a (namespace, key, stamp) stands. One open-addressing table in typed columns
// serves keyed state (stamp 0) and timers (stamp = timestamp), so both copy with two `slice()`.
//
//   slots      .   2   .   .   1   3   .   .       row + 1, at the place its hash asks for, or after
//   entries    │ 7·0  0 │ 7·4  0 │ 8·4  0 │ free    per row: name, stamp (side by side: one cache line)
//
// A name is namespace and key in one whole number. Rows keep their number while they live. Neither
// rows nor names may ever reach an order that somebody sees: they depend on key numbers, and those on
// who ran first.

import { assert } from "../clock/assert.ts";
import { refuse } from "../clock/named_error.ts";

/** The answer of {@linkcode KeyedIndex.find} when there is no such entry. */
export const NO_ROW = -1;

/** Key numbers stay below this; namespace numbers below 2⁵³ / 2²⁷ = 67 million. */
const KEY_COUNT_MAX = 2 ** 27;
const NAMESPACE_COUNT_MAX = 2 ** 26;

/** The name of a free row; its stamp is the next free row. */
const FREE = -1;
const ROW_COUNT_FIRST = 8;

/** Entries that one state, or the timers of one operator, may have: some hundred megabytes. */
export const ENTRY_COUNT_MAX = 2 ** 22;

/** A growing set of (namespace, key, stamp) triples, each with a stable row number. */
export class KeyedIndex {
  slots: Int32Array = new Int32Array(2 * ROW_COUNT_FIRST);
  /** Per row: the name at 2 · row, the stamp behind it. */
  entries: Float64Array = new Float64Array(2 * ROW_COUNT_FIRST).fill(FREE);
  /** Entries alive. */
  size = 0;
  /** Rows that were ever handed out: live rows have smaller numbers. */
  rowCount = 0;
  freeRow: number = NO_ROW;
  /** The row found last: work on one entry asks several times. A memo, so no part of the world. */
  #lastRow = 0;

  /** The row of an entry, or {@linkcode NO_ROW}. */
  find(namespace: number, key: number, stamp: number): number {
    const { slots, entries } = this;
    const name = nameOf(namespace, key);
    const last = this.#lastRow;
    if (entries[last << 1] === name && entries[last << 1 | 1] === stamp) return last;
    const mask = slots.length - 1;
    let slot = placeOf(namespace, key, stamp) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const place = (slots[slot] << 1) - 2;
      if (entries[place] === name && entries[place | 1] === stamp) {
        return this.#lastRow = place >> 1;
      }
    }
    return NO_ROW;
  }

  /** Adds an entry that is not there yet, and gives its row. */
  add(namespace: number, key: number, stamp: number): number {
    assert(namespace < NAMESPACE_COUNT_MAX && key < KEY_COUNT_MAX, "a name is a safe integer");
    if (2 * this.size === this.slots.length) this.grow();
    const row = this.takeRow();
    this.entries[2 * row] = nameOf(namespace, key);
    this.entries[2 * row + 1] = stamp;
    this.occupy(row);
    this.size++;
    return this.#lastRow = row;
  }

  /** Removes the entry of a row; the row may be handed out again. */
  remove(row: number): void {
    assert(this.isLive(row), "only a live row can be removed");
    this.vacate(this.slotOf(row));
    this.entries[2 * row] = FREE;
    this.entries[2 * row + 1] = this.freeRow;
    this.freeRow = row;
    this.size--;
  }

  /** True when the row holds an entry. */
  isLive(row: number): boolean {
    return row < this.rowCount && this.entries[2 * row] !== FREE;
  }

  /** The namespace of a live row. */
  namespaceAt(row: number): number {
    return ((this.entries[2 * row] / KEY_COUNT_MAX) | 0) - 1;
  }

  /** The key of a live row. */
  keyAt(row: number): number {
    const name = this.entries[2 * row];
    return (name - ((name / KEY_COUNT_MAX) | 0) * KEY_COUNT_MAX) | 0;
  }

  /** The stamp of a live row. */
  stampAt(row: number): number {
    return this.entries[2 * row + 1];
  }

  private takeRow(): number {
    const row = this.freeRow;
    if (row === NO_ROW) return this.rowCount++;
    this.freeRow = this.stampAt(row);
    return row;
  }

  private occupy(row: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = this.placeOfRow(row) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = row + 1;
  }

  private slotOf(row: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = this.placeOfRow(row) & mask;
    while (slots[slot] !== row + 1) slot = (slot + 1) & mask;
    return slot;
  }

  /** Empties a slot and moves later entries of its run up, so that every search still ends right. */
  private vacate(hole: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    for (let slot = (hole + 1) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const place = this.placeOfRow(slots[slot] - 1) & mask;
      const isReachedFromHole = ((slot - place) & mask) >= ((slot - hole) & mask);
      if (!isReachedFromHole) continue;
      slots[hole] = slots[slot];
      hole = slot;
    }
    slots[hole] = 0;
  }

  private placeOfRow(row: number): number {
    return placeOf(this.namespaceAt(row), this.keyAt(row), this.stampAt(row));
  }

  private grow(): void {
    const { entries, slots } = this;
    if (this.size >= ENTRY_COUNT_MAX) refuseMore();
    this.entries = new Float64Array(2 * entries.length).fill(FREE);
    this.entries.set(entries);
    this.slots = new Int32Array(2 * slots.length);
    for (let row = 0; row < this.rowCount; row++) if (this.isLive(row)) this.occupy(row);
  }
}

function refuseMore(): never {
  refuse(
    "E-BUDGET-STATE",
    `One state, or the timers of one operator, has ${ENTRY_COUNT_MAX} entries and wants more; wanted: ` +
      `state that is cleared, or has a time to live. Usual cause: a key or a window for every record, ` +
      `which nobody cleans`,
  );
}

/** Namespace and key as one whole number: −1, the void namespace, comes first. */
function nameOf(namespace: number, key: number): number {
  return (namespace + 1) * KEY_COUNT_MAX + key;
}

function placeOf(namespace: number, key: number, stamp: number): number {
  let hash = Math.imul(key, 0x9e3779b1) ^ Math.imul(namespace + 1, 0x85ebca6b) ^
    Math.imul(stamp | 0, 0xc2b2ae35);
  hash ^= hash >>> 15;
  return hash ^ (hash >>> 7);
}

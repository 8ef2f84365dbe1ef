// Where the entry of a (namespace, key, stamp) stands. One open-addressing table in typed columns
// serves keyed state (stamp 0) and timers (stamp = timestamp), so both copy with a few `slice()`.
//
//   slots    .   2   .   .   1   3   .   .      row + 1, at the place its hash asks for or after it
//   row          0      1      2      3
//   namespace    7      7      8      free      a free row keeps the next free row in this column
//   key          0      4      4      −2
//
// Rows keep their number while they live. Neither rows nor slots may ever reach an order that
// somebody sees: they depend on key numbers, and those on who ran first.

import { assert } from "../clock/assert.ts";

/** The answer of {@linkcode KeyedIndex.find} when there is no such entry. */
export const NO_ROW = -1;

const FREE = -2;
const ROW_COUNT_FIRST = 8;

/** A growing set of (namespace, key, stamp) triples, each with a stable row number. */
export class KeyedIndex {
  slots: Int32Array = new Int32Array(2 * ROW_COUNT_FIRST);
  namespaces: Int32Array = new Int32Array(ROW_COUNT_FIRST);
  keys: Int32Array = new Int32Array(ROW_COUNT_FIRST).fill(FREE);
  stamps: Float64Array = new Float64Array(ROW_COUNT_FIRST);
  /** Entries alive. */
  size = 0;
  /** Rows that were ever handed out: live rows have smaller numbers. */
  rowCount = 0;
  freeRow: number = NO_ROW;
  /** The row found last: work on one entry asks several times. A memo, so no part of the world. */
  #lastRow = 0;

  /** The row of an entry, or {@linkcode NO_ROW}. */
  find(namespace: number, key: number, stamp: number): number {
    if (this.isAt(this.#lastRow, namespace, key, stamp)) return this.#lastRow;
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = placeOf(namespace, key, stamp) & mask;
    while (slots[slot] !== 0) {
      const row = slots[slot] - 1;
      if (this.isAt(row, namespace, key, stamp)) {
        this.#lastRow = row;
        return row;
      }
      slot = (slot + 1) & mask;
    }
    return NO_ROW;
  }

  /** Adds an entry that is not there yet, and gives its row. */
  add(namespace: number, key: number, stamp: number): number {
    if (2 * this.size === this.slots.length) this.grow();
    const row = this.takeRow();
    this.namespaces[row] = namespace;
    this.keys[row] = key;
    this.stamps[row] = stamp;
    this.occupy(row);
    this.size++;
    this.#lastRow = row;
    return row;
  }

  /** Removes the entry of a row; the row may be handed out again. */
  remove(row: number): void {
    assert(this.isLive(row), "only a live row can be removed");
    this.vacate(this.slotOf(row));
    this.keys[row] = FREE;
    this.namespaces[row] = this.freeRow;
    this.freeRow = row;
    this.size--;
  }

  /** True when the row holds an entry. */
  isLive(row: number): boolean {
    return row < this.rowCount && this.keys[row] !== FREE;
  }

  private isAt(row: number, namespace: number, key: number, stamp: number): boolean {
    return this.keys[row] === key && this.namespaces[row] === namespace &&
      this.stamps[row] === stamp;
  }

  private takeRow(): number {
    const row = this.freeRow;
    if (row === NO_ROW) return this.rowCount++;
    this.freeRow = this.namespaces[row];
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
    return placeOf(this.namespaces[row], this.keys[row], this.stamps[row]);
  }

  private grow(): void {
    const wider = this.slots.length;
    this.namespaces = widen(this.namespaces, new Int32Array(wider));
    this.keys = widen(this.keys, new Int32Array(wider).fill(FREE));
    this.stamps = widen(this.stamps, new Float64Array(wider));
    this.slots = new Int32Array(2 * wider);
    for (let row = 0; row < this.rowCount; row++) if (this.isLive(row)) this.occupy(row);
  }
}

function placeOf(namespace: number, key: number, stamp: number): number {
  let hash = Math.imul(key, 0x9e3779b1) ^ Math.imul(namespace + 1, 0x85ebca6b) ^
    Math.imul(stamp | 0, 0xc2b2ae35);
  hash ^= hash >>> 15;
  return hash ^ (hash >>> 7);
}

function widen<T extends Int32Array | Float64Array>(old: T, wider: T): T {
  wider.set(old);
  return wider;
}

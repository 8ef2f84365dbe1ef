// Elements in flight: a growing first-in-first-out queue of rows.
//
//   kind       record, watermark, idle, active, end of data      ┐
//   key        number of the key after a keyBy, or -1            │ words, four a slot, one unused:
//   origin     number of the source record it stems from, or -1  ┘ slot << 2, slot << 2 | 1, … | 2
//   timestamp  event time of a record, value of a watermark
//   value      the user's frozen value

import { Row } from "./row.ts";

/** A queue of rows; indexes are absolute: row `head` is the first, `tail` the next free. */
export class RowRing {
  words: Int32Array = new Int32Array(4 * 8);
  timestamps: Float64Array = new Float64Array(8);
  values: unknown[] = new Array(8).fill(undefined);
  head = 0;
  tail = 0;

  /** Adds a row at the end. */
  push(row: Row): void {
    if (this.tail - this.head === this.timestamps.length) this.grow();
    const { words, timestamps } = this;
    const slot = this.tail++ & (timestamps.length - 1);
    words[slot << 2] = row.kind;
    words[slot << 2 | 1] = row.key;
    words[slot << 2 | 2] = row.origin;
    timestamps[slot] = row.timestamp;
    this.values[slot] = row.value;
  }

  /** Takes the first row out; the queue must not be empty. */
  shift(into: Row): void {
    const { words, timestamps, values } = this;
    const slot = this.head++ & (timestamps.length - 1);
    into.kind = words[slot << 2];
    into.key = words[slot << 2 | 1];
    into.origin = words[slot << 2 | 2];
    into.timestamp = timestamps[slot];
    into.value = values[slot];
    values[slot] = undefined;
  }

  /** The kind of a row that waits, by its absolute index. */
  kindAt(index: number): number {
    return this.words[(index & (this.timestamps.length - 1)) << 2];
  }

  /** Reads a row that waits, by its absolute index, and leaves it where it is. */
  read(index: number, into: Row): void {
    const { words, timestamps, values } = this;
    const slot = index & (timestamps.length - 1);
    into.kind = words[slot << 2];
    into.key = words[slot << 2 | 1];
    into.origin = words[slot << 2 | 2];
    into.timestamp = timestamps[slot];
    into.value = values[slot];
  }

  /** Puts another row in the place of one that waits. */
  replace(index: number, row: Row): void {
    const { words, timestamps, values } = this;
    const slot = index & (timestamps.length - 1);
    words[slot << 2] = row.kind;
    words[slot << 2 | 1] = row.key;
    words[slot << 2 | 2] = row.origin;
    timestamps[slot] = row.timestamp;
    values[slot] = row.value;
  }

  /** Moves a row forward to an index; the ones that it passes stand one place further back. */
  overtake(index: number, to: number): void {
    const moved = new Row(), passed = new Row();
    this.read(index, moved);
    for (let i = index; i > to; i--) {
      this.read(i - 1, passed);
      this.replace(i, passed);
    }
    this.replace(to, moved);
  }

  /** Moves the first rows of another queue to the end of this one. */
  append(from: RowRing, count: number): void {
    while (this.tail - this.head + count > this.timestamps.length) this.grow();
    const { words, timestamps, values } = this;
    const { words: wordsFrom, timestamps: timestampsFrom, values: valuesFrom } = from;
    const mask = timestamps.length - 1, maskFrom = timestampsFrom.length - 1;
    for (let i = 0; i < count; i++) {
      const slot = (this.tail + i) & mask, slotFrom = (from.head + i) & maskFrom;
      words[slot << 2] = wordsFrom[slotFrom << 2];
      words[slot << 2 | 1] = wordsFrom[slotFrom << 2 | 1];
      words[slot << 2 | 2] = wordsFrom[slotFrom << 2 | 2];
      timestamps[slot] = timestampsFrom[slotFrom];
      values[slot] = valuesFrom[slotFrom];
      valuesFrom[slotFrom] = undefined;
    }
    this.tail += count;
    from.head += count;
  }

  private grow(): void {
    const wider = new RowRing();
    const size = 2 * this.timestamps.length;
    wider.words = new Int32Array(4 * size);
    wider.timestamps = new Float64Array(size);
    wider.values = new Array(size).fill(undefined);
    wider.head = wider.tail = this.head;
    wider.append(this, this.tail - this.head);
    Object.assign(this, wider);
  }
}

// Elements in flight: a growing first-in-first-out queue of rows.
//
//   kind       record, watermark, idle, active, end of data      ┐
//   key        number of the key after a keyBy, or -1            │ words
//   origin     number of the source record it stems from, or -1  ┘
//   timestamp  event time of a record, value of a watermark
//   value      the user's frozen value

/** One row, in the hands of whoever works on it. */
export interface Row {
  kind: number;
  value: unknown;
  timestamp: number;
  key: number;
  origin: number;
}

/** A row's place in `words` is its slot × 4: three words and one unused. */
const KIND = 0, KEY = 1, ORIGIN = 2;

/** A queue of rows; indexes are absolute: row `head` is the first, `tail` the next free. */
export class RowRing {
  words: Int32Array = new Int32Array(4 * 8);
  timestamps: Float64Array = new Float64Array(8);
  values: unknown[] = new Array(8).fill(undefined);
  head = 0;
  tail = 0;

  /** Adds a row at the end. */
  push(kind: number, value: unknown, timestamp: number, key: number, origin: number): void {
    if (this.tail - this.head === this.timestamps.length) this.grow();
    const { words, timestamps } = this;
    const slot = this.tail++ & (timestamps.length - 1);
    words[4 * slot + KIND] = kind;
    words[4 * slot + KEY] = key;
    words[4 * slot + ORIGIN] = origin;
    timestamps[slot] = timestamp;
    this.values[slot] = value;
  }

  /** Takes the first row out; the queue must not be empty. */
  shift(into: Row): void {
    const { words, timestamps, values } = this;
    const slot = this.head++ & (timestamps.length - 1);
    into.kind = words[4 * slot + KIND];
    into.key = words[4 * slot + KEY];
    into.origin = words[4 * slot + ORIGIN];
    into.timestamp = timestamps[slot];
    into.value = values[slot];
    values[slot] = undefined;
  }

  /** Moves the first rows of another queue to the end of this one. */
  append(from: RowRing, count: number): void {
    while (this.tail - this.head + count > this.timestamps.length) this.grow();
    const { words, timestamps, values } = this;
    const mask = timestamps.length - 1, maskFrom = from.timestamps.length - 1;
    for (let i = 0; i < count; i++) {
      const slot = (this.tail + i) & mask, slotFrom = (from.head + i) & maskFrom;
      words[4 * slot + KIND] = from.words[4 * slotFrom + KIND];
      words[4 * slot + KEY] = from.words[4 * slotFrom + KEY];
      words[4 * slot + ORIGIN] = from.words[4 * slotFrom + ORIGIN];
      timestamps[slot] = from.timestamps[slotFrom];
      values[slot] = from.values[slotFrom];
      from.values[slotFrom] = undefined;
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

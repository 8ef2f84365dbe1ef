// Elements in flight: a growing first-in-first-out queue of rows, held in columns.
//
//   kind       record, watermark, idle, active, end of data
//   timestamp  event time of a record, value of a watermark
//   key        number of the key after a keyBy, or -1
//   origin     number of the source record that it stems from, or -1
//   value      the user's frozen value

/** A queue of rows in columns; indexes are absolute: row `head` is the first, `tail` the next free. */
export class RowRing {
  kinds: Uint8Array = new Uint8Array(8);
  timestamps: Float64Array = new Float64Array(8);
  keys: Int32Array = new Int32Array(8);
  origins: Int32Array = new Int32Array(8);
  values: unknown[] = new Array(8).fill(undefined);
  head = 0;
  tail = 0;

  /** Adds a row at the end. */
  push(kind: number, value: unknown, timestamp: number, key: number, origin: number): void {
    if (this.tail - this.head === this.kinds.length) this.grow();
    const slot = this.tail & (this.kinds.length - 1);
    this.kinds[slot] = kind;
    this.values[slot] = value;
    this.timestamps[slot] = timestamp;
    this.keys[slot] = key;
    this.origins[slot] = origin;
    this.tail++;
  }

  /** The place of an absolute row index in the columns. */
  slot(row: number): number {
    return row & (this.kinds.length - 1);
  }

  /** Forgets the first row. */
  drop(): void {
    this.values[this.head & (this.kinds.length - 1)] = undefined;
    this.head++;
  }

  private grow(): void {
    const size = this.kinds.length;
    const mask = size - 1;
    const wider = 2 * size;
    const kinds = new Uint8Array(wider), timestamps = new Float64Array(wider);
    const keys = new Int32Array(wider), origins = new Int32Array(wider);
    const values = new Array(wider).fill(undefined);
    for (let row = this.head; row < this.tail; row++) {
      const from = row & mask, to = row & (wider - 1);
      kinds[to] = this.kinds[from];
      timestamps[to] = this.timestamps[from];
      keys[to] = this.keys[from];
      origins[to] = this.origins[from];
      values[to] = this.values[from];
    }
    Object.assign(this, { kinds, timestamps, keys, origins, values });
  }
}

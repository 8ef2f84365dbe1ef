// The list of facts of a run, in columns: chunks of 64 Ki rows, 30 bytes a row and a value where
// there is one. Everything that watches (text, figures, laws) reads this and nothing else.

import type { Micros } from "../clock/time.ts";
import { FACT_NAMES, type FactRow } from "./fact.ts";

/** Rows of one chunk. */
export const CHUNK_ROWS = 65536;

/** A fixed number of rows in columns. */
export class TraceChunk {
  readonly times = new Float64Array(CHUNK_ROWS);
  readonly kinds = new Uint8Array(CHUNK_ROWS);
  readonly details = new Uint8Array(CHUNK_ROWS);
  readonly owners = new Int16Array(CHUNK_ROWS);
  readonly subjects = new Int32Array(CHUNK_ROWS);
  readonly keys = new Int32Array(CHUNK_ROWS);
  readonly origins = new Int32Array(CHUNK_ROWS);
  readonly stamps = new Float64Array(CHUNK_ROWS);
  values: unknown[] = [];
}

/**
 * Facts in the order in which they happened. A ring that forgot its oldest rows starts at
 * {@linkcode Trace.start} instead of 0.
 */
export class Trace {
  readonly chunks: TraceChunk[] = [];
  /** Index of the first row that is still kept. */
  start = 0;
  /** Index after the last row. */
  end = 0;

  /** The number of rows kept. */
  get length(): number {
    return this.end - this.start;
  }

  /** The fact at an index, `start ≤ index < end`. Errors: RangeError outside. */
  at(index: number): FactRow {
    if (index < this.start || index >= this.end) {
      throw new RangeError(`The trace keeps facts ${this.start} to ${this.end - 1}, not ${index}`);
    }
    const place = index - this.start;
    const chunk = this.chunks[Math.floor(place / CHUNK_ROWS)];
    const row = place % CHUNK_ROWS;
    const kind = chunk.kinds[row];
    return {
      index,
      time: chunk.times[row],
      kind,
      name: FACT_NAMES.get(kind)?.name ?? `unknown(${kind})`,
      owner: chunk.owners[row],
      subject: chunk.subjects[row],
      key: chunk.keys[row],
      origin: chunk.origins[row],
      stamp: chunk.stamps[row],
      detail: chunk.details[row],
      value: chunk.values[row],
    };
  }

  /** The index of the first fact at or after a time; `end` when there is none. */
  indexAt(time: Micros): number {
    let low = this.start, high = this.end;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const place = middle - this.start;
      const chunk = this.chunks[Math.floor(place / CHUNK_ROWS)];
      if (chunk.times[place % CHUNK_ROWS] < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Facts from one index to another, or all; optionally of some kinds only. */
  *facts(kinds?: readonly number[], from = this.start, until = this.end): Generator<FactRow> {
    for (let index = Math.max(from, this.start); index < Math.min(until, this.end); index++) {
      const place = index - this.start;
      const kind = this.chunks[Math.floor(place / CHUNK_ROWS)].kinds[place % CHUNK_ROWS];
      if (kinds === undefined || kinds.includes(kind)) yield this.at(index);
    }
  }
}

// The list of facts of a run: chunks of 64 Ki rows, 32 bytes a row and a value where there is one.
// Everything that watches (text, figures, laws) reads this and nothing else.
//
//   words     kind + detail + owner │ subject │ key │ origin      four integers a row
//   numbers   time │ stamp                                        two doubles a row
//
// Rows, not nine columns: a fact is written whole, and three arrays cost half of nine (28 → 15 ns).

import type { Micros } from "../clock/time.ts";
import { FACT_NAMES, type FactRow } from "./fact.ts";

/** Rows of one chunk. */
export const CHUNK_ROWS = 65536;

/** Room for a fixed number of rows. */
export class TraceChunk {
  readonly words: Int32Array = new Int32Array(4 * CHUNK_ROWS);
  readonly numbers: Float64Array = new Float64Array(2 * CHUNK_ROWS);
  readonly values: unknown[] = new Array(CHUNK_ROWS).fill(undefined);
}

/**
 * Facts in the order in which they happened. A ring that forgot its oldest rows starts at
 * {@linkcode Trace.start} instead of 0.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink, collection, open, WatermarkStrategy } from "@headwater/sim";
 * const timeline = open((env) => {
 *   env.fromSource(collection([1, 2]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .sinkTo(collectSink("out"));
 * }).run();
 * strictEqual(timeline.trace.at(0).name, "executionStateChanged");
 * ```
 */
export class Trace {
  readonly chunks: TraceChunk[] = [];
  /** Index of the first row that is still kept. */
  start = 0;

  /** The number of rows kept. */
  length = 0;

  /** Index after the last row. */
  get end(): number {
    return this.start + this.length;
  }

  /** The fact at an index, `start ≤ index < end`. Errors: RangeError outside. */
  at(index: number): FactRow {
    const { words, numbers, values } = this.chunk(index);
    const row = (index - this.start) % CHUNK_ROWS;
    const first = words[4 * row];
    const kind = first & 255;
    return {
      index,
      time: numbers[2 * row],
      kind,
      name: FACT_NAMES.get(kind)?.name ?? `unknown(${kind})`,
      owner: first >> 16,
      subject: words[4 * row + 1],
      key: words[4 * row + 2],
      origin: words[4 * row + 3],
      stamp: numbers[2 * row + 1],
      detail: (first >> 8) & 255,
      value: values[row],
    };
  }

  /** The index of the first fact at or after a time; `end` when there is none. */
  indexAt(time: Micros): number {
    let low = this.start, high = this.end;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const row = (middle - this.start) % CHUNK_ROWS;
      if (this.chunk(middle).numbers[2 * row] < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Facts from one index to another, or all; optionally of some kinds only. */
  *facts(
    kinds?: readonly number[],
    from: number = this.start,
    until: number = this.end,
  ): Generator<FactRow> {
    for (let index = Math.max(from, this.start); index < Math.min(until, this.end); index++) {
      const kind = this.chunk(index).words[4 * ((index - this.start) % CHUNK_ROWS)] & 255;
      if (kinds === undefined || kinds.includes(kind)) yield this.at(index);
    }
  }

  private chunk(index: number): TraceChunk {
    if (index < this.start || index >= this.end) {
      throw new RangeError(`The trace keeps facts ${this.start} to ${this.end - 1}, not ${index}`);
    }
    return this.chunks[Math.floor((index - this.start) / CHUNK_ROWS)];
  }
}

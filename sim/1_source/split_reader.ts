// The splits of one subtask, opened for reading: which record can be read next, and what it is. A
// memo beside the positions, which are all that a keyframe keeps; made anew for every copy.

import type { Micros, Millis } from "../clock/time.ts";
import type { Source } from "./source.ts";
import { NEVER } from "../clock/agenda.ts";
import { columnsOf, type SplitColumns } from "./split_columns.ts";

/** Reads some splits of a source, each from a position on. */
export class SplitReader {
  private readonly columns: SplitColumns[];
  /** When the next record of each split can be read; NEVER behind its last. */
  private readonly heads: Float64Array;

  /** The positions stay the operator's; from here on only {@linkcode advance} may change them. */
  constructor(source: Source<unknown>, splits: Int32Array, readonly positions: Int32Array) {
    this.columns = Array.from(splits, (split) => columnsOf(source.splits[split]));
    this.heads = Float64Array.from(this.columns, (_, index) => this.headOf(index));
  }

  /** The split whose next record can be read first, the lowest of equals; −1 when all are read. */
  first(): number {
    const { heads } = this;
    let first = -1, earliest = NEVER;
    for (let index = 0; index < heads.length; index++) {
      if (heads[index] >= earliest) continue;
      first = index;
      earliest = heads[index];
    }
    return first;
  }

  /** When the next record of a split can be read, or NEVER. */
  arrivalOf(index: number): Micros {
    return this.heads[index];
  }

  /** The next record of a split. */
  valueOf(index: number): unknown {
    return this.columns[index].values[this.positions[index]];
  }

  /** The timestamp that the log keeps for it, or MIN. */
  timestampOf(index: number): Millis {
    return this.columns[index].timestamps[this.positions[index]];
  }

  /** Goes on to the record after it. */
  advance(index: number): void {
    this.positions[index]++;
    this.heads[index] = this.headOf(index);
  }

  private headOf(index: number): Micros {
    const { arrivals } = this.columns[index];
    const position = this.positions[index];
    return position < arrivals.length ? arrivals[position] : NEVER;
  }
}

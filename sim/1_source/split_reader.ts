// The splits of one subtask, opened for reading: which record can be read next, and what it is. A
// memo beside the positions, which are all that a keyframe keeps; made anew for every copy.

import type { Micros } from "../clock/time.ts";
import type { Row } from "../element/row.ts";
import type { Source } from "./source.ts";
import { NEVER } from "../clock/agenda.ts";
import { columnsOf, type SplitColumns } from "./split_columns.ts";

/** Reads some splits of a source, each from a position on. */
export class SplitReader {
  /** The split whose next record can be read first, the lowest of equals. */
  first = 0;
  /** When that is; NEVER when all are read or paused. */
  firstArrival: Micros = NEVER;
  private readonly columns: SplitColumns[];
  /** When the next record of each split can be read; NEVER behind its last, and while it waits. */
  private readonly arrivals: Float64Array;

  /**
   * The positions stay the operator's; from here on only {@linkcode advance} may change them. So do
   * the pauses; whoever changes one calls {@linkcode look}.
   */
  constructor(
    source: Source<unknown>,
    splits: Int32Array,
    readonly positions: Int32Array,
    private readonly paused: Uint8Array,
  ) {
    this.columns = Array.from(splits, (split) => columnsOf(source.splits[split]));
    this.arrivals = new Float64Array(splits.length);
    for (let index = 0; index < splits.length; index++) this.look(index);
  }

  /** True when a split is read to its end. */
  isRead(index: number): boolean {
    return this.columns[index].arrivals[this.positions[index]] === NEVER;
  }

  /** True when all are. */
  get isFinished(): boolean {
    if (this.firstArrival !== NEVER) return false;
    for (let index = 0; index < this.columns.length; index++) {
      if (!this.isRead(index)) return false;
    }
    return true;
  }

  /** Reads the value of a split's next record, and the timestamp that the log keeps, or MIN. */
  read(index: number, into: Row): void {
    const { values, timestamps } = this.columns[index];
    const position = this.positions[index];
    into.value = values[position];
    into.timestamp = timestamps[position];
  }

  /** Goes on to the record after it; true when there is none. */
  advance(index: number): boolean {
    this.positions[index]++;
    return this.look(index) === NEVER;
  }

  /**
   * Finds out when a split's next record arrives, which it returns, and which split comes first now.
   */
  look(index: number): Micros {
    const { arrivals } = this;
    const arrival = this.columns[index].arrivals[this.positions[index]];
    arrivals[index] = this.paused[index] === 0 ? arrival : NEVER;
    let first = 0;
    for (let i = 1; i < arrivals.length; i++) if (arrivals[i] < arrivals[first]) first = i;
    this.first = first;
    this.firstArrival = arrivals[first];
    return arrival;
  }
}

// The receiver's end of a channel (Flink's RemoteInputChannel and LocalInputChannel): buffers on
// their way, and buffers that arrived and wait to be read.
//
//   rows      r r r │ r r r r │ r r │ r r r        oldest first
//             reading  arrived   on the wire

import type { Micros } from "../clock/time.ts";
import type { ChannelSpec } from "../task/subtask_spec.ts";
import { NumberRing } from "../clock/ring.ts";
import { RowRing } from "../element/row_ring.ts";

/** The queue of one channel at its receiver. */
export class InputChannel {
  spec!: ChannelSpec;
  rows: RowRing = new RowRing();
  /** Arrival times of the buffers on the wire. */
  arrivals: NumberRing = new NumberRing();
  /** Their ends: end row × 2, plus 1 for an event. */
  wireEnds: NumberRing = new NumberRing();
  /** Ends of the buffers that arrived. */
  arrivedEnds: NumberRing = new NumberRing();
  /** End row of the buffer that is being read, and whether it is an event's. */
  readingEnd = 0;
  isReadingEvent = false;
  isEnded = false;

  /** Puts a buffer on the wire: moves rows from the sender's queue into this one. */
  load(from: RowRing, count: number, isEvent: boolean, arrival: Micros): void {
    this.rows.append(from, count);
    this.arrivals.push(arrival);
    this.wireEnds.push(this.rows.tail * 2 + (isEvent ? 1 : 0));
  }

  /** The first buffer on the wire arrives; true when nothing was waiting to be read before. */
  receive(): boolean {
    this.arrivals.shift();
    this.arrivedEnds.push(this.wireEnds.shift());
    return this.arrivedEnds.size === 1;
  }

  /** Starts to read the first buffer that arrived. */
  startBuffer(): void {
    const mark = this.arrivedEnds.shift();
    this.readingEnd = Math.floor(mark / 2);
    this.isReadingEvent = mark % 2 === 1;
  }
}

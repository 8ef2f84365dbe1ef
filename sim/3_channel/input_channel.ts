// The receiver's end of a channel (Flink's RemoteInputChannel and LocalInputChannel): buffers on
// their way, and buffers that arrived and wait to be read.
//
//   rows      r r r │ r r r r │ r r │ r r r        oldest first
//             reading  arrived   on the wire
//
// Events that overtake have a queue of their own (input_overtaking.ts): they are read before all of it.

import type { Micros } from "../clock/time.ts";
import type { ChannelSpec } from "../task/subtask_spec.ts";
import { NumberRing } from "../clock/ring.ts";
import { RowRing } from "../element/row_ring.ts";
import { assert } from "../clock/assert.ts";
import { type InFlightRow, pushInFlight } from "./channel_state.ts";
import type { InputOvertaking } from "./input_overtaking.ts";
import { OVERTAKING } from "./subpartition.ts";

/** The queue of one channel at its receiver. */
export class InputChannel {
  spec!: ChannelSpec;
  rows: RowRing = new RowRing();
  /** Arrival times of the buffers on the wire. */
  arrivals: NumberRing = new NumberRing();
  /** Their ends: end row × 2, plus 1 for an event. */
  wireEnds: NumberRing = new NumberRing();
  /** How many buffers waited behind each of them at the sender; −1, or −2, for an event. */
  wireBacklogs: NumberRing = new NumberRing();
  /** Ends of the buffers that arrived. */
  arrivedEnds: NumberRing = new NumberRing();
  /** Whether each of them fills a floating buffer (1) or one of the channel's own (0). */
  arrivedFloating: NumberRing = new NumberRing();
  /** End row of the buffer that is being read, and whether it is an event's. */
  readingEnd = 0;
  isReadingEvent = false;
  isReadingFloating = false;

  // the memory of a remote channel (NET-5): what is free here, the sender has as credit
  /** Free buffers of its own, and free ones that the gate lent. */
  exclusiveFree = 0;
  floatingFree = 0;
  /** Free buffers that the sender could use: its backlog, and as many as are the channel's own. */
  required = 0;
  /** Stands in the gate's queue for a floating buffer. */
  isWaiting = false;

  /** What is needed where barriers may overtake data; null where none does. */
  overtaking: InputOvertaking | null = null;

  /** What it reads first was on its way when a checkpoint was taken (UC-8). */
  isRecovering = false;
  isEnded = false;
  /** Buffers and events that were taken to be read: Flink's metric of that name (MT-8). */
  numBuffersIn = 0;

  /** Puts a buffer on the wire: moves rows from the sender's queue into this one. */
  load(from: RowRing, count: number, backlog: number, arrival: Micros): void {
    if (backlog === OVERTAKING) this.overtakingWire().append(from, count);
    else this.rows.append(from, count);
    this.arrivals.push(arrival);
    this.wireEnds.push(this.rows.tail * 2 + (backlog < 0 ? 1 : 0));
    this.wireBacklogs.push(backlog);
  }

  private overtakingWire(): RowRing {
    const { overtaking } = this;
    assert(overtaking !== null, "an event overtakes only where the receiver is prepared for it");
    return overtaking.wire;
  }

  /** Buffers that the sender may still fill. */
  get freeCount(): number {
    return this.exclusiveFree + this.floatingFree;
  }

  /** Where what has arrived ends, and what is on the wire begins. */
  get arrivedRow(): number {
    const { arrivedEnds, readingEnd, rows } = this;
    return arrivedEnds.size > 0
      ? Math.floor(arrivedEnds.at(arrivedEnds.size - 1) / 2)
      : Math.max(readingEnd, rows.head);
  }

  /**
   * The first buffer on the wire arrives and fills memory, floating buffers first (NET-7); an event
   * needs none. Returns the sender's backlog, −1 for an event, −2 for one that overtakes.
   */
  receive(): number {
    this.arrivals.shift();
    const end = this.wireEnds.shift(), backlog = this.wireBacklogs.shift();
    if (backlog === OVERTAKING) return backlog;
    this.arrivedEnds.push(end);
    const isFloating = backlog >= 0 && this.floatingFree > 0;
    this.arrivedFloating.push(isFloating ? 1 : 0);
    if (isFloating) this.floatingFree--;
    else if (backlog >= 0 && !this.spec.isLocal) this.exclusiveFree--;
    return backlog;
  }

  /**
   * Rows that a checkpoint holds of this channel come first of all; they fill no buffer that could be
   * given back (UC-8).
   */
  recover(rows: readonly InFlightRow[]): void {
    assert(
      this.rows.tail === this.rows.head,
      "nothing has been sent before channel state is there",
    );
    this.isRecovering = true;
    pushInFlight(rows, this.rows);
    this.arrivedEnds.push(this.rows.tail * 2 + 1);
    this.arrivedFloating.push(0);
  }

  /** Starts to read the first buffer that arrived. */
  startBuffer(): void {
    const mark = this.arrivedEnds.shift();
    this.numBuffersIn++;
    this.readingEnd = Math.floor(mark / 2);
    this.isReadingEvent = mark % 2 === 1;
    this.isReadingFloating = this.arrivedFloating.shift() === 1;
  }
}

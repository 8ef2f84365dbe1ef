// All input channels of a subtask, read one buffer at a time (Flink's SingleInputGate). Channels are
// served in the order in which they became non-empty; one with more data goes to the back (ORD-3).

import type { Context } from "../context.ts";
import type { InFlightRow } from "../3_channel/channel_state.ts";
import type { InputChannel } from "../3_channel/input_channel.ts";
import type { Row } from "../element/row.ts";
import { noteArrival, prioritize } from "../3_channel/input_overtaking.ts";
import { OVERTAKING } from "../3_channel/subpartition.ts";
import { NumberRing } from "../clock/ring.ts";
import { Fact } from "../trace/fact.ts";

/** What a gate is told once. */
export interface InputGateSpec {
  /** The stream that permutes arrivals of equal time, or −1 for the canonical order. */
  readonly tieStream: number;
  /** Buffers that each remote channel has for itself (DF-3). */
  readonly exclusiveCount: number;
}

/** The channels of a subtask and whose turn it is. */
export class InputGate {
  spec!: InputGateSpec;
  channels: InputChannel[] = [];
  /** Channels with data, in the order in which they became non-empty. */
  ready: NumberRing = new NumberRing();
  /** When each of them became so: only equal times may be permuted. */
  readySince: NumberRing = new NumberRing();
  tieCount = 0;
  /** The channel whose buffer is being read, or −1. */
  reading = -1;
  /** Channels with an event that is read before all data, in the order in which it came (ORD-8). */
  overtaking: NumberRing = new NumberRing();
  /** Channels with rows of a checkpoint that are not read yet (UC-8). */
  recoveringCount = 0;
  /** Floating buffers that no channel has, and the channels that wait for one. */
  floatingFree = 0;
  waiting: NumberRing = new NumberRing();

  /** True when there is something to read. */
  hasInput(): boolean {
    return this.reading >= 0 || this.ready.size > 0;
  }

  /** The next buffer of a channel arrives. */
  receive(index: number, context: Context): void {
    const channel = this.channels[index];
    if (context.recordsAll) {
      const isData = channel.wireBacklogs.at(0) >= 0;
      const rows = isData ? Math.floor(channel.wireEnds.at(0) / 2) - channel.arrivedRow : 1;
      context.report(Fact.bufferReceived, channel.spec.id, rows, -1, context.now, 0);
    }
    const backlog = channel.receive();
    if (channel.overtaking !== null) this.receiveOvertaking(index, backlog);
    if (backlog === OVERTAKING) return;
    if (backlog >= 0 && !channel.spec.isLocal) this.lendTo(index, backlog, context);
    const isNews = channel.arrivedEnds.size === 1 && this.reading !== index;
    if (isNews) this.enqueue(index, context);
  }

  /**
   * Takes the next element and returns the index of the channel it came from. The caller then calls
   * {@linkcode recycle}, when it has reported what it took.
   */
  poll(into: Row): number {
    if (this.reading < 0) {
      this.reading = this.ready.shift();
      this.readySince.shift();
      this.channels[this.reading].startBuffer();
    }
    this.channels[this.reading].rows.shift(into);
    return this.reading;
  }

  /** True when an event waits that is read before all data: mail for the task (UC-4). */
  hasOvertaking(): boolean {
    return this.overtaking.size > 0;
  }

  /**
   * Takes the next such event, and returns the index of its channel, which goes to the back: in Flink a
   * channel stands in one queue, with whatever it has.
   */
  pollOvertaking(into: Row): number {
    const index = this.overtaking.shift();
    const channel = this.channels[index];
    channel.overtaking!.arrived.shift(into);
    if (!isEmpty(channel)) this.overtaking.push(index);
    else if (this.leave(index)) this.enter(index);
    return index;
  }

  /** Moves a barrier that waits among a channel's data to the front; false when none does. */
  prioritize(index: number, checkpointId: number): boolean {
    const channel = this.channels[index];
    const isFirst = isEmpty(channel);
    if (!prioritize(channel, checkpointId)) return false;
    if (isFirst) this.overtaking.push(index);
    if (channel.arrivedEnds.size === 0) this.leave(index);
    return true;
  }

  /** Rows that a checkpoint holds of a channel are read before anything that is sent (UC-8). */
  recover(index: number, rows: readonly InFlightRow[]): void {
    if (rows.length === 0) return;
    this.channels[index].recover(rows);
    this.recoveringCount++;
    this.enter(index);
  }

  /** After each element: a buffer that is read to its end goes back to its sender. */
  recycle(context: Context): void {
    const index = this.reading;
    const channel = this.channels[index];
    if (channel.rows.head < channel.readingEnd) return;
    this.reading = -1;
    if (channel.arrivedEnds.size > 0) this.enter(index);
    if (channel.isRecovering) {
      channel.isRecovering = false;
      this.recoveringCount--;
    }
    if (channel.isReadingEvent) return;
    if (channel.spec.isLocal) this.announce(channel, context);
    else if (channel.isReadingFloating) this.takeFloating(context);
    else this.takeExclusive(channel, context);
  }

  /** The sender may fill one buffer more. */
  private announce({ spec: { id } }: InputChannel, context: Context): void {
    if (context.recordsAll) context.report(Fact.creditReturned, id, -1, -1, 0, 0);
    context.returnCredit(id, context.now + context.latency(id));
  }

  /** The more waits at the sender, the more floating buffers its channel is lent (NET-5). */
  private lendTo(index: number, backlog: number, context: Context): void {
    const channel = this.channels[index];
    channel.required = backlog + this.spec.exclusiveCount;
    while (this.floatingFree > 0 && channel.freeCount < channel.required) {
      this.lend(channel, context);
    }
    if (channel.isWaiting || channel.freeCount >= channel.required) return;
    channel.isWaiting = true;
    this.waiting.push(index);
  }

  private lend(channel: InputChannel, context: Context): void {
    this.floatingFree--;
    channel.floatingFree++;
    this.announce(channel, context);
  }

  /** A floating buffer was read: it goes to whoever has waited longest (NET-7). */
  private takeFloating(context: Context): void {
    this.floatingFree++;
    while (this.floatingFree > 0 && this.waiting.size > 0) {
      const index = this.waiting.shift();
      const channel = this.channels[index];
      channel.isWaiting = false;
      if (channel.freeCount < channel.required) this.lend(channel, context);
      if (channel.freeCount >= channel.required) continue;
      channel.isWaiting = true;
      this.waiting.push(index);
    }
  }

  /** A buffer of the channel's own was read: with more than it needs, it gives a lent one back. */
  private takeExclusive(channel: InputChannel, context: Context): void {
    channel.exclusiveFree++;
    if (channel.freeCount <= channel.required || channel.floatingFree === 0) {
      return this.announce(channel, context);
    }
    channel.floatingFree--;
    this.takeFloating(context);
  }

  /** Records what arrives, and lines the channel up if it has something to be read first now. */
  private receiveOvertaking(index: number, backlog: number): void {
    const channel = this.channels[index];
    const isFirst = isEmpty(channel);
    if (noteArrival(channel, backlog) && isFirst) this.overtaking.push(index);
  }

  /** A channel has data and goes to the back; it does not count among those of this instant. */
  private enter(index: number): void {
    this.ready.push(index);
    this.readySince.push(-1);
  }

  /** A channel gives up its place; false when it had none. */
  private leave(index: number): boolean {
    for (let place = 0; place < this.ready.size; place++) {
      if (this.ready.at(place) !== index) continue;
      this.ready.removeAt(place);
      this.readySince.removeAt(place);
      return true;
    }
    return false;
  }

  /** Puts a channel at the end, or, among those of the same instant, where chance says. */
  private enqueue(index: number, context: Context): void {
    let place = this.ready.size;
    if (this.spec.tieStream >= 0) {
      let tied = 0;
      while (tied < place && this.readySince.at(place - 1 - tied) === context.now) tied++;
      if (tied > 0) place -= context.below(this.spec.tieStream, this.tieCount++, tied + 1);
    }
    this.ready.insert(place, index);
    this.readySince.insert(place, context.now);
  }
}

/** True when nothing waits on a channel that is read before its data. */
function isEmpty({ overtaking }: InputChannel): boolean {
  return overtaking!.arrived.tail === overtaking!.arrived.head;
}

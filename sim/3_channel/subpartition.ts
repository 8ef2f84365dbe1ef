// The sender's end of a channel (Flink's PipelinedSubpartition): rows wait in buffers until they may
// be sent.
//
//   rows      r r r r │ r r r │ r r            one queue of rows, cut into buffers
//             finished  finished  open
//
// A buffer is finished when it is full, when an event follows, or when the flusher comes (NET-1).
// A finished buffer leaves when there is credit (NET-5); events need none, local channels neither.

import type { Micros } from "../clock/time.ts";
import type { Context } from "../context.ts";
import type { Row } from "../element/row.ts";
import type { ChannelSpec } from "../task/subtask_spec.ts";
import { NumberRing } from "../clock/ring.ts";
import { NEVER } from "../clock/agenda.ts";
import { streamNumber } from "../clock/prng.ts";
import { ElementKind } from "../element/element.ts";
import { RowRing } from "../element/row_ring.ts";
import { Fact } from "../trace/fact.ts";

// a name of another file is looked up at every use, one of this file is a constant
const { END_OF_DATA, CHECKPOINT_BARRIER } = ElementKind;

/** Stands in the place of a backlog, as −1 does for events: an event that overtakes (ORD-8). */
export const OVERTAKING = -2;

/** What a subpartition is told once. */
export interface SubpartitionSpec {
  readonly channel: ChannelSpec;
  readonly bufferCapacity: number;
  readonly initialCredit: number;
  /** What one row takes on the wire, 0 for nothing: the inverse of the channel's bandwidth. */
  readonly transferTime: Micros;
  readonly jitter: Micros;
  readonly jitterStream: number;
  /** Behind a barrier nothing is sent until the receiver has all of them (AL-7): exactly once. */
  readonly stopsAtBarriers: boolean;
}

/** The description of one subpartition. */
export function subpartitionSpec(
  channel: ChannelSpec,
  config: {
    bufferCapacity: number;
    buffersPerChannel: number;
    transferTime: Micros;
    jitter: Micros;
    checkpointMode: string;
  },
): SubpartitionSpec {
  return {
    channel,
    bufferCapacity: config.bufferCapacity,
    initialCredit: config.buffersPerChannel,
    transferTime: channel.isLocal ? 0 : config.transferTime,
    jitter: channel.isLocal ? 0 : config.jitter,
    jitterStream: streamNumber(`jitter/${channel.name}`),
    stopsAtBarriers: config.checkpointMode === "exactly-once",
  };
}

/** The queue of one channel at its sender. */
export class Subpartition {
  spec!: SubpartitionSpec;
  rows: RowRing = new RowRing();
  /** Per finished buffer: its end row × 2, plus 1 for an event. */
  finished: NumberRing = new NumberRing();
  /** Row after the last finished buffer. */
  openStart = 0;
  /** Data buffers that this channel holds of the pool: waiting, and for local channels sent ones. */
  backlog = 0;
  credit = 0;
  /** When returned buffers arrive, first one first. */
  returns: NumberRing = new NumberRing();
  sentCount = 0;
  /** A barrier was sent, and its receiver has not read on yet; when the word that it does arrives. */
  isStopped = false;
  resumeAt: Micros = NEVER;
  /** When the wire is free again: it carries one buffer after the other. */
  wireFreeAt: Micros = 0;
  lastArrival = 0;
  /** Buffers that were finished, events apart: Flink's metric of that name (MT-8). */
  numBuffersOut = 0;
  /** Events in front that have overtaken the rest (subpartition_overtaking.ts). */
  overtakingCount = 0;

  /** Adds a record or an in-band element. True when it opened a new buffer. */
  add(row: Row): boolean {
    const isNew = this.rows.tail === this.openStart;
    if (isNew) this.backlog++;
    this.rows.push(row);
    return isNew;
  }

  /** True when the open buffer can take no more rows. */
  isFull(): boolean {
    return this.rows.tail - this.openStart >= this.spec.bufferCapacity;
  }

  /** True when the open buffer holds rows that nobody has been told of. */
  hasOpen(): boolean {
    return this.rows.tail > this.openStart;
  }

  /** Finishes the open buffer, if there is one. */
  finish(): void {
    if (!this.hasOpen()) return;
    this.finished.push(this.rows.tail * 2);
    this.openStart = this.rows.tail;
    this.numBuffersOut++;
  }

  /** Adds an event: it cuts the open buffer and travels alone (ORD-1). */
  addEvent(row: Row): void {
    this.finish();
    this.rows.push(row);
    this.finished.push(this.rows.tail * 2 + 1);
    this.openStart = this.rows.tail;
  }

  /** Sends finished buffers as far as credit allows; returns how many gave their memory back. */
  send(context: Context): number {
    let released = 0;
    while (this.finished.size > 0 && !this.isStopped) {
      const mark = this.finished.at(0);
      const isEvent = mark % 2 === 1;
      const needsCredit = !isEvent && !this.spec.channel.isLocal;
      if (needsCredit && this.credit === 0) break;
      this.finished.shift();
      const backlog = isEvent ? this.takeEvent() : this.finished.size;
      this.sendBuffer(Math.floor(mark / 2) - this.rows.head, backlog, context);
      if (!needsCredit) continue;
      this.credit--;
      this.backlog--;
      released++;
    }
    return released;
  }

  /** A buffer came back: a credit from a remote receiver, memory from a local one. */
  takeReturn(): void {
    this.returns.shift();
    if (this.spec.channel.isLocal) this.backlog--;
    else this.credit++;
  }

  /** When the next thing comes back from the receiver: a buffer, or the word that it reads on. */
  get nextReturn(): Micros {
    return this.returns.size === 0 ? this.resumeAt : Math.min(this.returns.at(0), this.resumeAt);
  }

  /** The receiver reads on behind the barrier. */
  resume(): void {
    this.resumeAt = NEVER;
    this.isStopped = false;
  }

  /** Behind an aligned barrier it stops (AL-7), behind one that has overtaken it does not. */
  private takeEvent(): number {
    if (this.overtakingCount > 0) {
      this.overtakingCount--;
      return OVERTAKING;
    }
    const isBarrier = this.rows.kindAt(this.rows.head) === CHECKPOINT_BARRIER;
    if (this.spec.stopsAtBarriers) this.isStopped = isBarrier;
    return -1;
  }

  private sendBuffer(count: number, backlog: number, context: Context): void {
    const { channel, transferTime, jitter, jitterStream } = this.spec;
    let arrival = context.now + context.latency(channel.id);
    if (transferTime > 0) arrival += this.transfer(count * transferTime, context.now);
    if (jitter > 0) arrival += context.below(jitterStream, this.sentCount, jitter + 1);
    if (arrival < this.lastArrival) arrival = this.lastArrival;
    this.lastArrival = arrival;
    this.sentCount++;
    if (context.recordsAll) {
      context.report(Fact.bufferSent, channel.id, count, -1, arrival, backlog < 0 ? 1 : 0);
    }
    context.deliver(channel.id, this.rows, count, backlog, arrival);
  }

  /** How long until the last row of a buffer has left, behind everything that was sent before. */
  private transfer(duration: Micros, now: Micros): Micros {
    this.wireFreeAt = Math.max(now, this.wireFreeAt) + duration;
    return this.wireFreeAt - now;
  }
}

/** True for elements that travel as events in a buffer of their own (ORD-1). */
export function isEvent(kind: number): boolean {
  return kind === END_OF_DATA || kind >= CHECKPOINT_BARRIER;
}

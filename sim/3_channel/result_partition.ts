// A subtask's output on one edge (Flink's BufferWritingResultPartition with its RecordWriter): routes
// records to channels, and owns the pool of buffers that they are written into. The pool running dry
// is what back-pressure is (NET-6, NET-8).

import type { Context } from "../context.ts";
import type { CheckpointBarrier } from "../element/checkpoint_barrier.ts";
import type { EdgeSpec } from "../task/subtask_spec.ts";
import type { DrawBelow, Partitioner } from "../2_partitioner/partitioner.ts";
import { assert } from "../clock/assert.ts";
import { barrierRow } from "../element/checkpoint_barrier.ts";
import { asForcedAligned } from "../element/checkpoint_options.ts";
import { Row } from "../element/row.ts";
import { Fact } from "../trace/fact.ts";
import { type ChannelRows, channelRows } from "./channel_state.ts";
import { isEvent, type Subpartition } from "./subpartition.ts";
import { overtake, timeOut, waitingBarrier } from "./subpartition_overtaking.ts";

// a name of another file is looked up at every use, one of this file is a constant
const { channelSelected, elementBuffered } = Fact;

/** What a result partition is told once. */
export interface ResultPartitionSpec {
  readonly edge: EdgeSpec;
  /** Buffers in the pool: channels × exclusive + floating. */
  readonly poolSize: number;
  readonly maxBuffersPerChannel: number;
  /** Every record to every channel (P-4). */
  readonly isBroadcast: boolean;
  /** The partitioner draws for each record (P-3), from this stream. */
  readonly drawsPerRecord: boolean;
  readonly drawStream: number;
  /** `execution.buffer-timeout` is 0: hand over after every record. */
  readonly flushesAlways: boolean;
  readonly markerStream: number;
}

/** The channels of one outgoing edge, and their common pool. */
export class ResultPartition {
  spec!: ResultPartitionSpec;
  partitioner!: Partitioner;
  subpartitions: Subpartition[] = [];
  /** Buffers of the pool in use, and channels at their cap. */
  usedCount = 0;
  fullCount = 0;
  markerCount = 0;

  /** True when the task may take another input (NET-6, RT-3). */
  isAvailable(): boolean {
    return this.usedCount < this.spec.poolSize && this.fullCount === 0;
  }

  /** Writes a record to the channel that the partitioner selects; true when a buffer waits open. */
  emit(row: Row, keyHash: number, context: Context): boolean {
    const { isBroadcast, drawsPerRecord } = this.spec;
    if (isBroadcast) return this.broadcast(row, context);
    const draw = drawsPerRecord ? drawFrom(this.spec.drawStream, context) : noDraw;
    const subpartition = this.subpartitions[this.partitioner.select(row.value, keyHash, draw)];
    if (context.recordsAll) {
      context.reportRow(channelSelected, subpartition.spec.channel.id, row, 0);
    }
    return this.write(subpartition, row, context);
  }

  /** Writes an element to every channel (ORD-15); true when a buffer waits open. */
  broadcast(row: Row, context: Context): boolean {
    let isOpen = false;
    for (const subpartition of this.subpartitions) {
      if (this.write(subpartition, row, context)) isOpen = true;
    }
    return isOpen;
  }

  /** Writes a latency marker to one channel by chance (ORD-15); true when a buffer waits open. */
  emitMarker(row: Row, context: Context): boolean {
    const { subpartitions, spec } = this;
    const place = context.below(spec.markerStream, this.markerCount++, subpartitions.length);
    return this.write(subpartitions[place], row, context);
  }

  /** Hands over every open buffer (NET-2). */
  flush(context: Context): void {
    for (const subpartition of this.subpartitions) {
      if (!subpartition.hasOpen()) continue;
      subpartition.finish();
      this.sendFrom(subpartition, context);
    }
  }

  /** A buffer came back to one of the channels. */
  takeReturn(subpartition: Subpartition, context: Context): void {
    const before = subpartition.backlog;
    subpartition.takeReturn();
    this.release(before, subpartition.backlog);
    this.sendFrom(subpartition, context);
  }

  /** The receiver of a channel reads on behind a barrier (AL-7). */
  resume(subpartition: Subpartition, context: Context): void {
    subpartition.resume();
    this.sendFrom(subpartition, context);
  }

  /**
   * Sends a barrier over every channel: in front of everything that waits, if it overtakes and may do so
   * on this edge, else behind it (UC-1, UC-7). Gives back what it has overtaken.
   */
  sendBarrier(barrier: CheckpointBarrier, context: Context): ChannelRows[] {
    const options = this.letsOvertake ? barrier.options : asForcedAligned(barrier.options);
    const row = barrierRow({ ...barrier, options });
    if (options.alignment !== "unaligned") {
      this.broadcast(row, context);
      return [];
    }
    return this.subpartitions.map((subpartition) => {
      this.reportBuffered(subpartition, row, context);
      const overtaken = overtake(subpartition, row);
      this.sendFrom(subpartition, context);
      return channelRows(subpartition.spec.channel.id, overtaken);
    });
  }

  /** Its timeout is over: wherever the barrier still waits, it overtakes (UC-12). */
  timeOutBarrier(checkpointId: number, context: Context): ChannelRows[] {
    return this.subpartitions.flatMap((subpartition) => {
      const overtaken = timeOut(subpartition, checkpointId);
      if (overtaken === null) return [];
      this.sendFrom(subpartition, context);
      return [channelRows(subpartition.spec.channel.id, overtaken)];
    });
  }

  /** True while a barrier that may still be timed out waits on some channel. */
  holdsBarrier(checkpointId: number): boolean {
    return this.subpartitions.some((one) => waitingBarrier(one, checkpointId) >= 0);
  }

  /** Barriers overtake nothing on pointwise and broadcast edges (UC-7). */
  get letsOvertake(): boolean {
    return !this.spec.isBroadcast && !this.spec.edge.partitioner.isPointwise;
  }

  /** Sends what a checkpoint holds of a channel, before anything else (UC-8). */
  recover({ channel, rows }: ChannelRows, context: Context): void {
    const subpartition = this.subpartitions.find(({ spec }) => spec.channel.id === channel);
    assert(subpartition !== undefined, "channel state is given back to its own channel");
    const row = new Row();
    for (const saved of rows) this.write(subpartition, Object.assign(row, saved), context);
    subpartition.finish();
    this.sendFrom(subpartition, context);
  }

  private reportBuffered(subpartition: Subpartition, row: Row, context: Context): void {
    if (!context.recordsAll) return;
    context.reportRow(elementBuffered, subpartition.spec.channel.id, row, row.kind);
  }

  private write(subpartition: Subpartition, row: Row, context: Context): boolean {
    if (context.recordsAll) {
      context.reportRow(elementBuffered, subpartition.spec.channel.id, row, row.kind);
    }
    if (isEvent(row.kind)) {
      subpartition.addEvent(row);
      this.sendFrom(subpartition, context);
      return false;
    }
    if (subpartition.add(row)) {
      this.usedCount++;
      if (subpartition.backlog === this.spec.maxBuffersPerChannel) this.fullCount++;
    }
    if (!subpartition.isFull() && !this.spec.flushesAlways) return true;
    subpartition.finish();
    this.sendFrom(subpartition, context);
    return false;
  }

  private sendFrom(subpartition: Subpartition, context: Context): void {
    const before = subpartition.backlog;
    subpartition.send(context);
    this.release(before, subpartition.backlog);
  }

  private release(before: number, after: number): void {
    const cap = this.spec.maxBuffersPerChannel;
    this.usedCount -= before - after;
    if (before >= cap && after < cap) this.fullCount--;
  }
}

/** Chance for one call only: nobody keeps it. */
function drawFrom(stream: number, context: Context): DrawBelow {
  return (n, bound) => context.below(stream, n, bound);
}

function noDraw(): never {
  assert(false, "a partitioner may draw for each record only if its spec says drawsPerRecord");
}

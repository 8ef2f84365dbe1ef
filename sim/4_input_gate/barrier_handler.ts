// What a task makes of the barriers in its input (Flink's CheckpointBarrierHandler): when to take its
// snapshot, and which channels must wait until then. All channels of all gates of the task are one
// alignment. The table of states stands in barrier_state.ts.

import type { Micros } from "../clock/time.ts";
import type { Barrier } from "./barrier_count.ts";
import type { AlignmentFailure, BarrierPort } from "./barrier_port.ts";
import type { BarrierState } from "./barrier_state.ts";
import { assert } from "../clock/assert.ts";
import { Fact } from "../trace/fact.ts";
import { BarrierCount } from "./barrier_count.ts";
import { TrackingBarriers } from "./tracking_barriers.ts";
import { WaitingForFirstBarrier } from "./waiting_for_first_barrier.ts";

/** What a handler is told once. */
export interface BarrierHandlerSpec {
  /** Channels of all gates of the task together. */
  readonly channelCount: number;
  /** `aligned`: exactly once; `tracking`: at least once (AL-1). */
  readonly mode: "aligned" | "tracking";
  /** Whether the end of a channel counts as its barrier (AL-9): Flink's checkpoints-after-tasks-finish. */
  readonly afterTasksFinish: boolean;
}

/**
 * Tells a task when all barriers of a checkpoint are in (AL-3 … AL-9, AL-12). The task calls it with
 * whatever comes out of its channels that is no stream element; it answers through the port.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { BarrierHandler } from "./barrier_handler.ts";
 * const done: string[] = [];
 * const port = {
 *   now: 0,
 *   block: (channel: number) => void done.push(`block ${channel}`),
 *   resume: (channel: number) => void done.push(`resume ${channel}`),
 *   trigger: (id: number) => void done.push(`snapshot ${id}`),
 *   abort: (id: number) => void done.push(`abort ${id}`),
 *   report() {},
 * };
 * const handler = new BarrierHandler();
 * handler.spec = { channelCount: 2, mode: "aligned", afterTasksFinish: true };
 * handler.build();
 * handler.receiveBarrier(1, 7, 0, port);
 * handler.receiveBarrier(0, 7, 0, port);
 * deepStrictEqual(done, ["block 1", "block 0", "snapshot 7", "resume 0", "resume 1"]);
 * ```
 */
export class BarrierHandler {
  spec!: BarrierHandlerSpec;
  state: BarrierState = new WaitingForFirstBarrier();
  /** The newest checkpoint that this task has heard of, −1 before the first. */
  checkpointId = -1;
  /** Channels that have not ended. */
  openCount = 0;
  /** Per channel: it takes nothing more until it is resumed (1). */
  blocked: Uint8Array = new Uint8Array(0);
  /** `checkpointAlignmentTime`: from the first barrier to the last; 0 after an abort (AL-11). */
  lastAlignmentDuration: Micros = 0;
  /** `checkpointStartDelayNanos`: from the trigger to the first barrier (AL-11). */
  lastStartDelay: Micros = 0;

  /** Makes room for the channels: all open, none blocked, no checkpoint under way. */
  build(): void {
    const { channelCount, mode } = this.spec;
    this.openCount = channelCount;
    this.blocked = new Uint8Array(channelCount);
    this.checkpointId = -1;
    this.lastAlignmentDuration = this.lastStartDelay = 0;
    this.state = mode === "aligned" ? new WaitingForFirstBarrier() : new TrackingBarriers();
  }

  /** True while some but not all barriers of a checkpoint are in. */
  get isPending(): boolean {
    return this.state.pending.length > 0;
  }

  /** The checkpoints of which that is so, oldest first; while tracking, given-up ones too. */
  get pendingIds(): readonly number[] {
    return this.state.pending.map(({ checkpointId }) => checkpointId);
  }

  /** True while the channel waits for the barriers of others. */
  isBlocked(channel: number): boolean {
    return this.blocked[channel] === 1;
  }

  /** How long the newest alignment has lasted so far, or how long the last one took (AL-11). */
  alignmentTime(now: Micros): Micros {
    const newest = this.state.pending.findLast(({ isAborted }) => !isAborted);
    return newest === undefined ? this.lastAlignmentDuration : now - newest.startedAt;
  }

  /** A barrier came out of a channel. */
  receiveBarrier(
    channel: number,
    checkpointId: number,
    triggeredAt: Micros,
    port: BarrierPort,
  ): void {
    this.require(channel);
    port.report(Fact.barrierReceived, channel, checkpointId);
    this.state = this.state.receiveBarrier({ channel, checkpointId, triggeredAt }, this, port);
  }

  /** A marker came out of a channel: before this task somebody has given the checkpoint up. */
  receiveCancelMarker(channel: number, checkpointId: number, port: BarrierPort): void {
    this.require(channel);
    this.state = this.state.receiveCancelMarker({ channel, checkpointId }, this, port);
  }

  /** A channel has ended. */
  receiveEndOfPartition(channel: number, port: BarrierPort): void {
    this.require(channel);
    this.openCount--;
    this.state = this.state.receiveEndOfPartition(channel, this, port);
  }

  // What follows is for the states.

  /** Begins to count the barriers of a checkpoint, for as many channels as are open now. */
  newCount(checkpointId: number): BarrierCount {
    const count = new BarrierCount();
    count.checkpointId = checkpointId;
    count.received = new Uint8Array(this.spec.channelCount);
    count.missingCount = this.openCount;
    return count;
  }

  /** The same with the first of them in: the clock of the alignment starts (AL-6). */
  startCount({ channel, checkpointId, triggeredAt }: Barrier, { now }: BarrierPort): BarrierCount {
    this.checkpointId = checkpointId;
    this.lastStartDelay = Math.max(0, now - triggeredAt);
    const count = this.newCount(checkpointId);
    count.triggeredAt = triggeredAt;
    count.startedAt = now;
    count.add(channel);
    return count;
  }

  /** All barriers are in. */
  trigger({ checkpointId, triggeredAt, startedAt }: BarrierCount, port: BarrierPort): void {
    this.lastAlignmentDuration = port.now - startedAt;
    port.trigger(checkpointId, triggeredAt, this.lastAlignmentDuration);
  }

  /** The checkpoint is given up, and so are its barriers that are still to come. */
  abort(checkpointId: number, reason: AlignmentFailure, port: BarrierPort): void {
    this.checkpointId = Math.max(this.checkpointId, checkpointId);
    this.lastAlignmentDuration = 0;
    port.abort(checkpointId, reason);
  }

  /** The channel's barrier is in: nothing from behind it is read (AL-7). */
  block(channel: number, checkpointId: number, port: BarrierPort): void {
    if (this.blocked[channel] === 1) return;
    this.blocked[channel] = 1;
    port.report(Fact.channelBlocked, channel, checkpointId);
    port.block(channel, checkpointId);
  }

  /** The checkpoint is over, one way or the other: every channel is read again. */
  resumeAll(checkpointId: number, port: BarrierPort): void {
    for (let channel = 0; channel < this.blocked.length; channel++) {
      if (this.blocked[channel] === 0) continue;
      this.blocked[channel] = 0;
      port.report(Fact.channelUnblocked, channel, checkpointId);
      port.resume(channel, checkpointId);
    }
  }

  private require(channel: number): void {
    assert(channel >= 0 && channel < this.spec.channelCount, "the channel is one of the task's");
    assert(this.openCount > 0, "something comes only out of a channel that is open");
  }
}

// What a task makes of the barriers in its input (Flink's CheckpointBarrierHandler): when to take its
// snapshot, and which channels must wait until then. All channels of all gates of the task are one
// alignment. The table of states stands in barrier_state.ts.

import type { Micros } from "../clock/time.ts";
import type { Barrier } from "./barrier_count.ts";
import type { OvertakingBarriers } from "./overtaking_barriers.ts";
import type { AlignmentFailure, BarrierPort } from "./barrier_port.ts";
import type { BarrierState } from "./barrier_state.ts";
import { assert } from "../clock/assert.ts";
import { NEVER } from "../clock/agenda.ts";
import { ALIGNED } from "../element/checkpoint_options.ts";
import { Fact } from "../trace/fact.ts";
import { AlternatingWaiting } from "./alternating_waiting.ts";
import { BarrierCount } from "./barrier_count.ts";
import { overtakingPort } from "./barrier_port.ts";
import { TrackingBarriers } from "./tracking_barriers.ts";
import { UnalignedWaiting } from "./unaligned_waiting.ts";
import { WaitingForFirstBarrier } from "./waiting_for_first_barrier.ts";

/** What a handler is told once. */
export interface BarrierHandlerSpec {
  /** Channels of all gates of the task together. */
  readonly channelCount: number;
  /**
   * `aligned`: exactly once; `tracking`: at least once (AL-1); `alternating`: exactly once where barriers
   * may overtake, at once or after a timeout, each as its options say (AL-2). `unaligned` is the same
   * without timeouts; Flink has it for tests, and lets every job alternate.
   */
  readonly mode: "aligned" | "tracking" | "alternating" | "unaligned";
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
  /** When the timeout of the checkpoint under way is over, NEVER without one (UC-11). */
  timerAt: Micros = NEVER;

  /** Makes room for the channels: all open, none blocked, no checkpoint under way. */
  build(): void {
    const { channelCount } = this.spec;
    this.openCount = channelCount;
    this.blocked = new Uint8Array(channelCount);
    this.checkpointId = -1;
    this.lastAlignmentDuration = this.lastStartDelay = 0;
    this.timerAt = NEVER;
    this.state = this.restingState();
  }

  /** True while a checkpoint is under way: some but not all of its barriers are in, or announced. */
  get isPending(): boolean {
    return this.state.pending.length > 0;
  }

  /** True from the first barrier of a checkpoint, or an end that counts as one, to the last. */
  get isAligning(): boolean {
    return this.state.pending.some(({ isAborted, startedAt }) => !isAborted && startedAt >= 0);
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
    const newest = this.state.pending.findLast(({ isAborted, startedAt }) =>
      !isAborted && startedAt >= 0
    );
    return newest === undefined ? this.lastAlignmentDuration : now - newest.startedAt;
  }

  /** An aligned barrier came out of a channel. */
  receiveBarrier(
    channel: number,
    checkpointId: number,
    triggeredAt: Micros,
    port: BarrierPort,
  ): void {
    this.receive({ channel, checkpointId, triggeredAt, options: ALIGNED }, port);
  }

  /** A barrier came out of a channel. */
  receive(barrier: Barrier, port: BarrierPort): void {
    this.require(barrier.channel);
    port.report(Fact.barrierReceived, barrier.channel, barrier.checkpointId);
    this.state = this.state.receiveBarrier(barrier, this, port);
  }

  /** A barrier has arrived on a channel and waits there behind data (14.5). */
  receiveAnnouncement(barrier: Barrier, port: BarrierPort): void {
    this.require(barrier.channel);
    this.state = this.overtakingState.receiveAnnouncement(barrier, this, overtakingPort(port));
  }

  /** It is as late as {@linkcode timerAt}: whatever still waits overtakes (UC-11). */
  receiveTimeout(port: BarrierPort): void {
    this.timerAt = NEVER;
    this.state = this.overtakingState.receiveTimeout(this, overtakingPort(port));
  }

  /** The task ends, so nothing is timed any more. */
  close(port: BarrierPort): void {
    if (this.timerAt !== NEVER) this.setTimer(NEVER, port);
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

  /** The state between two checkpoints. */
  restingState(): BarrierState {
    switch (this.spec.mode) {
      case "aligned":
        return new WaitingForFirstBarrier();
      case "tracking":
        return new TrackingBarriers();
      case "alternating":
        return new AlternatingWaiting();
      case "unaligned":
        return new UnalignedWaiting();
    }
  }

  /** Begins to count the barriers of a checkpoint, for as many channels as are open now. */
  newCount(checkpointId: number): BarrierCount {
    const count = new BarrierCount();
    count.checkpointId = checkpointId;
    count.received = new Uint8Array(this.spec.channelCount);
    count.announced = new Uint8Array(this.spec.channelCount);
    count.missingCount = this.openCount;
    return count;
  }

  /** The same with the first of them in: the clock of the alignment starts (AL-6). */
  startCount(barrier: Barrier, { now }: BarrierPort): BarrierCount {
    this.checkpointId = barrier.checkpointId;
    const count = this.newCount(barrier.checkpointId);
    count.triggeredAt = barrier.triggeredAt;
    count.options = barrier.options;
    this.startClock(count, now);
    count.add(barrier.channel);
    return count;
  }

  /** The first barrier of a checkpoint is in (AL-11). */
  startClock(count: BarrierCount, now: Micros): void {
    count.startedAt = now;
    this.lastStartDelay = Math.max(0, now - count.triggeredAt);
  }

  /** All barriers are in. */
  trigger(
    { checkpointId, triggeredAt, startedAt, options }: BarrierCount,
    port: BarrierPort,
  ): void {
    this.lastAlignmentDuration = port.now - startedAt;
    port.trigger(checkpointId, triggeredAt, this.lastAlignmentDuration, options);
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

  /** A channel that has ended waits for nobody. */
  forget(channel: number): void {
    this.blocked[channel] = 0;
  }

  /** Sets the timer of an alignment, or, with NEVER, takes it back. */
  setTimer(at: Micros, port: BarrierPort): void {
    this.timerAt = at;
    overtakingPort(port).setAlignmentTimer(at);
  }

  private get overtakingState(): OvertakingBarriers {
    const { mode } = this.spec;
    assert(mode === "alternating" || mode === "unaligned", "only barriers that overtake are timed");
    return this.state as OvertakingBarriers;
  }

  private require(channel: number): void {
    assert(channel >= 0 && channel < this.spec.channelCount, "the channel is one of the task's");
    assert(this.openCount > 0, "something comes only out of a channel that is open");
  }
}

// Some barriers of a checkpoint are in and others are not (Flink's CollectingBarriers). Channels whose
// barrier is in are blocked: nothing from behind it may enter the snapshot (AL-7).
//
//   channel 0   3 ▌n▐ 2 1 →   its barrier is in: 3 must wait
//   channel 1     ▌n▐ y x →   is read until its barrier comes; then the snapshot; then both go on

import type { Barrier, CancelMarker } from "./barrier_count.ts";
import type { BarrierHandler } from "./barrier_handler.ts";
import type { AlignmentFailure, BarrierPort } from "./barrier_port.ts";
import type { BarrierState } from "./barrier_state.ts";
import { Fact } from "../trace/fact.ts";
import { BarrierCount } from "./barrier_count.ts";
import { WaitingForFirstBarrier } from "./waiting_for_first_barrier.ts";

/** Exactly once, while a checkpoint is aligned. */
export class CollectingBarriers implements BarrierState {
  count: BarrierCount = new BarrierCount();

  /** The one that is aligned. */
  get pending(): readonly BarrierCount[] {
    return [this.count];
  }

  /** The first barrier is in, and others are missing (AL-6). */
  start(
    count: BarrierCount,
    channel: number,
    handler: BarrierHandler,
    port: BarrierPort,
  ): BarrierState {
    this.count = count;
    port.report(Fact.alignmentStarted, -1, count.checkpointId);
    handler.block(channel, count.checkpointId, port);
    return this;
  }

  /** One more of this checkpoint (AL-6), one of a newer (AL-5) or of an older one (AL-4). */
  receiveBarrier(barrier: Barrier, handler: BarrierHandler, port: BarrierPort): BarrierState {
    const { channel, checkpointId } = barrier;
    const current = this.count.checkpointId;
    if (checkpointId > current) {
      this.giveUp(current, "CHECKPOINT_DECLINED_SUBSUMED", handler, port);
      return new WaitingForFirstBarrier().receiveBarrier(barrier, handler, port);
    }
    if (checkpointId < current) {
      port.resume(channel, checkpointId);
      return this;
    }
    handler.block(channel, checkpointId, port);
    return this.add(channel, handler, port);
  }

  /** This checkpoint, or one that makes it obsolete, was given up (AL-8). */
  receiveCancelMarker(
    { checkpointId }: CancelMarker,
    handler: BarrierHandler,
    port: BarrierPort,
  ): BarrierState {
    if (checkpointId < this.count.checkpointId) return this;
    return this.giveUp(checkpointId, "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER", handler, port);
  }

  /** The end of a channel counts as its barrier, or ends the checkpoint (AL-9). */
  receiveEndOfPartition(channel: number, handler: BarrierHandler, port: BarrierPort): BarrierState {
    if (handler.spec.afterTasksFinish) return this.add(channel, handler, port);
    const { checkpointId } = this.count;
    return this.giveUp(checkpointId, "CHECKPOINT_DECLINED_INPUT_END_OF_STREAM", handler, port);
  }

  /** With the last barrier: first the snapshot, then the channels go on (AL-6). */
  private add(channel: number, handler: BarrierHandler, port: BarrierPort): BarrierState {
    const { count } = this;
    count.add(channel);
    if (!count.isComplete) return this;
    port.report(Fact.alignmentCompleted, -1, count.checkpointId);
    handler.trigger(count, port);
    handler.resumeAll(count.checkpointId, port);
    return new WaitingForFirstBarrier();
  }

  /** The alignment ends because this checkpoint, perhaps a newer one, is given up. */
  private giveUp(
    checkpointId: number,
    reason: AlignmentFailure,
    handler: BarrierHandler,
    port: BarrierPort,
  ): BarrierState {
    const aligned = this.count.checkpointId;
    port.report(Fact.alignmentAborted, -1, aligned, reason);
    handler.resumeAll(aligned, port);
    handler.abort(checkpointId, reason, port);
    return new WaitingForFirstBarrier();
  }
}

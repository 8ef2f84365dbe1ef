// At least once (Flink's CheckpointBarrierTracker, AL-12): barriers are counted, no channel is blocked,
// and several checkpoints may be under way. A record from behind a barrier that is worked on before the
// other barriers are in enters the snapshot; after a restart its source sends it again: it counts twice.
//
//   channel 0   3 ▌n▐ 2 1 →   its barrier is in, and 3 is read all the same
//   channel 1     ▌n▐ y x →   its barrier is in: snapshot, with 3

import type { Barrier, BarrierCount, CancelMarker } from "./barrier_count.ts";
import type { BarrierHandler } from "./barrier_handler.ts";
import type { AlignmentFailure, BarrierPort } from "./barrier_port.ts";
import type { BarrierState } from "./barrier_state.ts";
import { Fact } from "../trace/fact.ts";

/** Checkpoints that are tracked at a time: with one more, the oldest is forgotten (AL-12). */
export const TRACKED_CHECKPOINTS_MAX = 50;

const CANCELLED = "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER";

/** At least once. */
export class TrackingBarriers implements BarrierState {
  /** Oldest first. One that was given up stays until its last barrier, or marker, is in. */
  pending: BarrierCount[] = [];

  /** Counts it; a barrier of a checkpoint that is over changes nothing. */
  receiveBarrier(barrier: Barrier, handler: BarrierHandler, port: BarrierPort): BarrierState {
    const { channel, checkpointId } = barrier;
    const known = this.pending.find((count) => count.checkpointId === checkpointId);
    if (known !== undefined) {
      known.add(channel);
      return this.settle(handler, port);
    }
    if (checkpointId <= handler.checkpointId) return this;
    const count = handler.startCount(barrier, port);
    if (count.isComplete) { // AL-3
      forget(this.pending.splice(0), port);
      handler.trigger(count, port);
      return this;
    }
    this.pending.push(count);
    port.report(Fact.alignmentStarted, -1, checkpointId);
    const surplus = Math.max(0, this.pending.length - TRACKED_CHECKPOINTS_MAX);
    forget(this.pending.splice(0, surplus), port);
    return this;
  }

  /** This checkpoint and all older ones are given up, each of them once. */
  receiveCancelMarker(
    { channel, checkpointId }: CancelMarker,
    handler: BarrierHandler,
    port: BarrierPort,
  ): BarrierState {
    const isNew = checkpointId > handler.checkpointId;
    for (const count of this.pending) {
      if (count.checkpointId <= checkpointId) giveUp(count, CANCELLED, handler, port);
    }
    this.pending = this.pending.filter((count) => count.checkpointId >= checkpointId);
    if (isNew) {
      handler.abort(checkpointId, CANCELLED, port);
      this.pending.push(abortedCount(checkpointId, handler));
    }
    const [count] = this.pending;
    if (count?.checkpointId !== checkpointId) return this;
    count.add(channel);
    return this.settle(handler, port);
  }

  /** The end of a channel counts as its barrier, or ends all checkpoints under way (AL-9). */
  receiveEndOfPartition(channel: number, handler: BarrierHandler, port: BarrierPort): BarrierState {
    if (handler.spec.afterTasksFinish) {
      for (const count of this.pending) count.add(channel);
      return this.settle(handler, port);
    }
    for (const count of this.pending.splice(0)) {
      giveUp(count, "CHECKPOINT_DECLINED_INPUT_END_OF_STREAM", handler, port);
    }
    return this;
  }

  /** The newest checkpoint whose barriers are all in is taken, and no older one any more. */
  private settle(handler: BarrierHandler, port: BarrierPort): BarrierState {
    const place = this.pending.findLastIndex(({ isComplete }) => isComplete);
    if (place < 0) return this;
    const older = this.pending.splice(0, place + 1), count = older.pop()!;
    forget(older, port);
    if (count.isAborted) return this;
    port.report(Fact.alignmentCompleted, -1, count.checkpointId);
    handler.trigger(count, port);
    return this;
  }
}

/** What a checkpoint leaves behind that was given up before its first barrier came. */
function abortedCount(checkpointId: number, handler: BarrierHandler): BarrierCount {
  const count = handler.newCount(checkpointId);
  count.isAborted = true;
  return count;
}

function giveUp(
  count: BarrierCount,
  reason: AlignmentFailure,
  handler: BarrierHandler,
  port: BarrierPort,
): void {
  if (count.isAborted) return;
  count.isAborted = true;
  port.report(Fact.alignmentAborted, -1, count.checkpointId, reason);
  handler.abort(count.checkpointId, reason, port);
}

/** Checkpoints that nobody waits for any more, without a word to anybody: newer ones go before them. */
function forget(counts: readonly BarrierCount[], port: BarrierPort): void {
  for (const { checkpointId, isAborted } of counts) {
    if (!isAborted) port.report(Fact.alignmentAborted, -1, checkpointId, "CHECKPOINT_SUBSUMED");
  }
}

// What all states have in common in which barriers may overtake (Flink's SingleCheckpointBarrierHandler
// without its states): which checkpoint is under way, whose barriers of it are in, when it is given up.
// What a barrier does, once it is known to be of the checkpoint under way, each state says for itself.

import type { Barrier, BarrierCount, CancelMarker } from "./barrier_count.ts";
import type { BarrierHandler } from "./barrier_handler.ts";
import type { BarrierState } from "./barrier_state.ts";
import {
  type AlignmentFailure,
  type BarrierPort,
  type OvertakingPort,
  overtakingPort,
} from "./barrier_port.ts";
import { NEVER } from "../clock/agenda.ts";
import { asUnaligned, isTimeoutable } from "../element/checkpoint_options.ts";
import { Fact } from "../trace/fact.ts";

/** A barrier of the checkpoint under way, and whom its state may ask for what. */
export interface Overtaking {
  readonly handler: BarrierHandler;
  readonly port: OvertakingPort;
}

/** Exactly once, where barriers may overtake data. */
export abstract class OvertakingBarriers implements BarrierState {
  /** The checkpoint under way, from the first that is heard of it, if only an announcement. */
  count: BarrierCount | null = null;

  /** That one. */
  get pending(): readonly BarrierCount[] {
    return this.count === null ? [] : [this.count];
  }

  /** A barrier of the checkpoint under way, which is counted already. */
  protected abstract onBarrier(barrier: Barrier, by: Overtaking): OvertakingBarriers;
  /** One of its barriers waits among the data of a channel. */
  protected abstract onAnnouncement(channel: number, by: Overtaking): OvertakingBarriers;
  /** A channel has ended, which counts as its barrier (AL-9). */
  protected abstract onEnd(by: Overtaking): OvertakingBarriers;
  /** The time of its alignment is over (UC-11). */
  protected abstract onTimeout(by: Overtaking): OvertakingBarriers;
  /** True while what the barriers overtake is recorded. */
  protected abstract readonly isRecording: boolean;

  /** One more of this checkpoint, the first of a newer one (AL-5), or one that comes too late (AL-4). */
  receiveBarrier(barrier: Barrier, handler: BarrierHandler, port: BarrierPort): BarrierState {
    const { channel, checkpointId, options } = barrier;
    if (this.isOver(checkpointId, handler)) {
      if (options.alignment !== "unaligned") port.resume(channel, checkpointId);
      return this;
    }
    const by = { handler, port: overtakingPort(port) };
    const state = this.begin(barrier, by);
    state.add(channel, by);
    return state.onBarrier(barrier, by);
  }

  /** The same from afar: the barrier is there, and will be read when it is its turn. */
  receiveAnnouncement(barrier: Barrier, handler: BarrierHandler, port: OvertakingPort) {
    if (this.isOver(barrier.checkpointId, handler)) return this;
    port.report(Fact.barrierAnnounced, barrier.channel, barrier.checkpointId);
    const by = { handler, port };
    return this.begin(barrier, by).onAnnouncement(barrier.channel, by);
  }

  /** The timer rings while a checkpoint is under way; it is taken back when one is not any more. */
  receiveTimeout(handler: BarrierHandler, port: OvertakingPort): BarrierState {
    return this.count === null ? this : this.onTimeout({ handler, port });
  }

  /** Somebody before this task gave it up, or a newer one; an announcement is no barrier (AL-8). */
  receiveCancelMarker(
    { checkpointId }: CancelMarker,
    handler: BarrierHandler,
    port: BarrierPort,
  ): BarrierState {
    const isNewer = checkpointId > handler.checkpointId;
    if (!isNewer && (checkpointId < handler.checkpointId || !handler.isAligning)) return this;
    const by = { handler, port: overtakingPort(port) };
    return this.giveUp(checkpointId, "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER", by);
  }

  /** The end of a channel counts as its barrier, or ends the checkpoint (AL-9). */
  receiveEndOfPartition(channel: number, handler: BarrierHandler, port: BarrierPort): BarrierState {
    const { count } = this;
    if (count === null) return this;
    const by = { handler, port: overtakingPort(port) };
    handler.forget(channel);
    count.announced[channel] = 0;
    if (!handler.spec.afterTasksFinish) {
      return this.giveUp(count.checkpointId, "CHECKPOINT_DECLINED_INPUT_END_OF_STREAM", by);
    }
    this.add(channel, by);
    return this.onEnd(by);
  }

  /** Handles a barrier in the state that follows, if its checkpoint is still under way there. */
  protected passOn(
    next: OvertakingBarriers,
    barrier: Barrier,
    by: Overtaking,
  ): OvertakingBarriers {
    return next.count === null ? next : next.onBarrier(barrier, by);
  }

  /** Records what waits now, and takes the snapshot, of which the barriers of this task tell (UC-1). */
  protected takeUnaligned(next: OvertakingBarriers, by: Overtaking): OvertakingBarriers {
    const { handler, port } = by, { count } = this;
    const { checkpointId, triggeredAt, startedAt, options } = count!;
    if (!port.startRecording(checkpointId)) {
      port.abandonRecording(checkpointId);
      return this.giveUp(checkpointId, "CHECKPOINT_SUBSUMED", by);
    }
    port.report(Fact.recordingStarted, -1, checkpointId);
    port.trigger(checkpointId, triggeredAt, port.now - startedAt, asUnaligned(options));
    next.count = count;
    return count!.isComplete ? next.complete({ handler, port }) : next;
  }

  /** Every barrier is in: nothing more is overtaken, and every channel is read again (UC-5, UC-13). */
  protected complete(by: Overtaking): OvertakingBarriers {
    const { checkpointId } = this.count!;
    if (this.isRecording) {
      by.port.report(Fact.recordingCompleted, -1, checkpointId);
      by.port.completeRecording(checkpointId, by.handler.lastAlignmentDuration);
    }
    return this.rest(checkpointId, by);
  }

  /** No checkpoint is under way any more. */
  private rest(checkpointId: number, { handler, port }: Overtaking): OvertakingBarriers {
    if (handler.timerAt !== NEVER) handler.setTimer(NEVER, port);
    handler.resumeAll(checkpointId, port);
    return handler.restingState() as OvertakingBarriers;
  }

  /** The checkpoint under way ends because it, perhaps a newer one, is given up. */
  protected giveUp(
    checkpointId: number,
    reason: AlignmentFailure,
    by: Overtaking,
  ): OvertakingBarriers {
    const { handler, port } = by;
    if (handler.isAligning) {
      port.report(Fact.alignmentAborted, -1, this.count!.checkpointId, reason);
    }
    if (this.isRecording) port.abandonRecording(checkpointId);
    const next = this.rest(checkpointId, by);
    handler.abort(checkpointId, reason, port);
    return next;
  }

  /** True for a checkpoint that is complete here, given up, or older than such a one (AL-4). */
  private isOver(checkpointId: number, handler: BarrierHandler): boolean {
    return checkpointId < handler.checkpointId ||
      (checkpointId === handler.checkpointId && this.count === null);
  }

  /** With the first that is heard of a checkpoint it is under way, and one before it is not (UC-6). */
  private begin(barrier: Barrier, by: Overtaking): OvertakingBarriers {
    const { handler, port } = by, { checkpointId, triggeredAt, options } = barrier;
    if (checkpointId === handler.checkpointId) return this;
    const state = this.count === null
      ? this
      : this.giveUp(this.count.checkpointId, "CHECKPOINT_DECLINED_SUBSUMED", by);
    handler.checkpointId = checkpointId;
    state.count = handler.newCount(checkpointId);
    state.count.triggeredAt = triggeredAt;
    state.count.options = options;
    if (handler.spec.mode === "alternating" && isTimeoutable(options)) {
      handler.setTimer(Math.max(port.now, triggeredAt + options.alignedTimeout), port);
    }
    return state;
  }

  /** One barrier more, or an end; with the first the clock of the alignment starts (AL-11). */
  private add(channel: number, { handler, port }: Overtaking): void {
    const count = this.count!;
    if (count.startedAt < 0) handler.startClock(count, port.now);
    count.add(channel);
    if (count.isComplete) handler.lastAlignmentDuration = port.now - count.startedAt;
  }
}

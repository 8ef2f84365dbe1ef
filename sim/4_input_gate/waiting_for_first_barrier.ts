// No checkpoint is under way at this input, and every channel is read (Flink's WaitingForFirstBarrier).
// The first barrier of a checkpoint that is newer than all before it begins an alignment.

import type { Barrier, BarrierCount, CancelMarker } from "./barrier_count.ts";
import type { BarrierHandler } from "./barrier_handler.ts";
import type { BarrierPort } from "./barrier_port.ts";
import type { BarrierState } from "./barrier_state.ts";
import { CollectingBarriers } from "./collecting_barriers.ts";

/** Exactly once, between two checkpoints. */
export class WaitingForFirstBarrier implements BarrierState {
  /** None. */
  get pending(): readonly BarrierCount[] {
    return [];
  }

  /** A new checkpoint begins (AL-6), or is taken at once if nobody else is open (AL-3); or AL-4. */
  receiveBarrier(barrier: Barrier, handler: BarrierHandler, port: BarrierPort): BarrierState {
    const { channel, checkpointId } = barrier;
    if (checkpointId <= handler.checkpointId) {
      port.resume(channel, checkpointId);
      return this;
    }
    const count = handler.startCount(barrier, port);
    if (!count.isComplete) return new CollectingBarriers().start(count, channel, handler, port);
    handler.trigger(count, port);
    port.resume(channel, checkpointId);
    return this;
  }

  /** Nothing was begun, and barriers of this checkpoint will come too late (AL-8). */
  receiveCancelMarker(
    { checkpointId }: CancelMarker,
    handler: BarrierHandler,
    port: BarrierPort,
  ): BarrierState {
    if (checkpointId > handler.checkpointId) {
      handler.abort(checkpointId, "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER", port);
    }
    return this;
  }

  /** The next checkpoint waits for one channel less (AL-9). */
  receiveEndOfPartition(): BarrierState {
    return this;
  }
}

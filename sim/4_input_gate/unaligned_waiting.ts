// Barriers overtake, and none of the next checkpoint is in (Flink's
// AlternatingWaitingForFirstBarrierUnaligned). The first one, on whichever channel, is when the snapshot
// is taken (UC-1).
//
//   channel 0   3 2 ▌n▐ 1 →   it is in front of 1: the snapshot is without 1, so 1 is recorded
//   channel 1   z y x →       and so is whatever comes here before ▌n▐

import type { Barrier } from "./barrier_count.ts";
import { type Overtaking, OvertakingBarriers } from "./overtaking_barriers.ts";
import { UnalignedCollecting } from "./unaligned_collecting.ts";

/** Unaligned, no barrier is in. */
export class UnalignedWaiting extends OvertakingBarriers {
  /** Not before the first barrier. */
  protected override get isRecording(): boolean {
    return false;
  }

  /** It goes to the front at once, as the time is over. */
  protected override onAnnouncement(channel: number, { port }: Overtaking): OvertakingBarriers {
    port.prioritize(channel, this.count!.checkpointId);
    return this;
  }

  /** The snapshot; behind an aligned barrier the sender has stopped all the same (UC-13). */
  protected override onBarrier(barrier: Barrier, by: Overtaking): OvertakingBarriers {
    const { channel, checkpointId, options } = barrier;
    if (options.alignment !== "unaligned") by.handler.block(channel, checkpointId, by.port);
    this.count!.options = options;
    return this.takeUnaligned(new UnalignedCollecting(), by);
  }

  /** It is counted; the first barrier decides. */
  protected override onEnd(): OvertakingBarriers {
    return this;
  }

  /** Barriers overtake already. */
  protected override onTimeout(): OvertakingBarriers {
    return this;
  }
}

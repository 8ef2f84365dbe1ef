// The snapshot is taken, and some barriers are still on their way: what comes before them is recorded, and
// worked on as ever (Flink's AlternatingCollectingBarriersUnaligned, UC-3).

import type { Barrier } from "./barrier_count.ts";
import { type Overtaking, OvertakingBarriers } from "./overtaking_barriers.ts";

/** Unaligned, some barriers are in. */
export class UnalignedCollecting extends OvertakingBarriers {
  /** Until the last barrier is in, or all is given up. */
  protected override get isRecording(): boolean {
    return true;
  }

  /** It goes to the front at once. */
  protected override onAnnouncement(channel: number, { port }: Overtaking): OvertakingBarriers {
    port.prioritize(channel, this.count!.checkpointId);
    return this;
  }

  /** Nothing more is recorded on its channel; behind an aligned one the sender has stopped (UC-13). */
  protected override onBarrier(barrier: Barrier, by: Overtaking): OvertakingBarriers {
    const { channel, checkpointId, options } = barrier;
    if (options.alignment !== "unaligned") by.handler.block(channel, checkpointId, by.port);
    return this.onEnd(by);
  }

  /** It may have been the last one. */
  protected override onEnd(by: Overtaking): OvertakingBarriers {
    return this.count!.isComplete ? this.complete(by) : this;
  }

  /** Barriers overtake already. */
  protected override onTimeout(): OvertakingBarriers {
    return this;
  }
}

// Between two checkpoints, or one is announced and none of its barriers is in (Flink's
// AlternatingWaitingForFirstBarrier).

import type { Overtaking, OvertakingBarriers } from "./overtaking_barriers.ts";
import { AlternatingBarriers } from "./alternating_barriers.ts";
import { AlternatingCollecting } from "./alternating_collecting.ts";
import { UnalignedWaiting } from "./unaligned_waiting.ts";

/** Aligned, no barrier is in. */
export class AlternatingWaiting extends AlternatingBarriers {
  /** The first barrier to be read is the first to overtake. */
  protected override turn(): OvertakingBarriers {
    return Object.assign(new UnalignedWaiting(), { count: this.count });
  }

  /** The first barrier is in. */
  protected override collect(): OvertakingBarriers {
    return Object.assign(new AlternatingCollecting(), { count: this.count });
  }

  /** It is counted; the first barrier decides. */
  protected override onEnd(by: Overtaking): OvertakingBarriers {
    this.tellAlignment(by);
    return this;
  }
}

// Some barriers of a checkpoint are in and block their channels, the timeout is not over (Flink's
// AlternatingCollectingBarriers).

import type { Overtaking, OvertakingBarriers } from "./overtaking_barriers.ts";
import { isTimedOut } from "../element/checkpoint_options.ts";
import { AlternatingBarriers } from "./alternating_barriers.ts";
import { UnalignedCollecting } from "./unaligned_collecting.ts";

/** Aligned, some barriers are in. */
export class AlternatingCollecting extends AlternatingBarriers {
  /** The snapshot is taken now, and what waits is recorded; blocked channels stay so (UC-13). */
  protected override turn(by: Overtaking): OvertakingBarriers {
    return this.takeUnaligned(new UnalignedCollecting(), by);
  }

  /** One more is in. */
  protected override collect(): OvertakingBarriers {
    return this;
  }

  /** It may have been the last one, or the time may be over, as with a barrier. */
  protected override onEnd(by: Overtaking): OvertakingBarriers {
    const { isComplete, options, triggeredAt } = this.count!;
    this.tellAlignment(by);
    if (isComplete) return this.takeAligned(by);
    return isTimedOut(options, by.port.now - triggeredAt) ? this.onTimeout(by) : this;
  }
}

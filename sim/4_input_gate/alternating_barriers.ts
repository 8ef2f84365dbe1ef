// As long as a checkpoint is aligned that may turn unaligned (Flink's
// AbstractAlternatingAlignedBarrierHandlerState): barriers block their channels; of those that still wait
// among data the task has been told, so that it can fetch them.
//
//   channel 0   3 ▌n▐ 2 1 →   its barrier is in: 3 must wait
//   channel 1   z ▌n▐ y x →   announced; when the time is over, it goes to the front: ▌n▐ z y x →

import type { Barrier } from "./barrier_count.ts";
import { asUnaligned, isTimedOut } from "../element/checkpoint_options.ts";
import { Fact } from "../trace/fact.ts";
import { type Overtaking, OvertakingBarriers } from "./overtaking_barriers.ts";

/** Aligned until a timeout, or until a barrier comes that overtakes. */
export abstract class AlternatingBarriers extends OvertakingBarriers {
  /** Data waits where it is. */
  protected override get isRecording(): boolean {
    return false;
  }

  /** From here on barriers overtake; announced ones stand in front already. */
  protected abstract turn(by: Overtaking): OvertakingBarriers;
  /** Some barriers are in, and others are not. */
  protected abstract collect(): OvertakingBarriers;

  /** Remembered: it is fetched when the time is over. */
  protected override onAnnouncement(channel: number): OvertakingBarriers {
    this.count!.announced[channel] = 1;
    return this;
  }

  /** It blocks its channel, unless it or the timeout says that barriers overtake from here on. */
  protected override onBarrier(barrier: Barrier, by: Overtaking): OvertakingBarriers {
    const { handler, port } = by, { channel, checkpointId, options } = barrier;
    const count = this.count!;
    if (options.alignment === "unaligned") return this.passOn(this.onTimeout(by), barrier, by);
    count.announced[channel] = 0;
    count.options = options;
    this.tellAlignment(by);
    handler.block(channel, checkpointId, port);
    if (count.isComplete) return this.takeAligned(by);
    if (!isTimedOut(options, port.now - count.triggeredAt)) return this.collect();
    return this.passOn(this.onTimeout(by), { ...barrier, options: asUnaligned(options) }, by);
  }

  /** The time is over before all barriers are in. */
  protected override onTimeout(by: Overtaking): OvertakingBarriers {
    const { handler, port } = by, count = this.count!;
    if (count.options.alignment !== "unaligned") {
      port.report(Fact.checkpointTurnedUnaligned, -1, count.checkpointId);
    }
    for (let channel = 0; channel < handler.spec.channelCount; channel++) {
      if (count.announced[channel] === 0) continue;
      count.announced[channel] = 0;
      port.prioritize(channel, count.checkpointId);
    }
    return this.turn(by);
  }

  /** All barriers are in, in time: nothing was overtaken at this task's inputs. */
  protected takeAligned(by: Overtaking): OvertakingBarriers {
    by.handler.trigger(this.count!, by.port);
    return this.complete(by);
  }

  /** The first of several barriers is in, or the last; an end may be either. */
  protected tellAlignment({ port }: Overtaking): void {
    const { checkpointId, receivedCount, isComplete } = this.count!, isFirst = receivedCount === 1;
    if (isFirst === isComplete) return;
    port.report(isFirst ? Fact.alignmentStarted : Fact.alignmentCompleted, -1, checkpointId);
  }
}

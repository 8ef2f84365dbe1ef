// Whose barriers of one checkpoint are in, and for how many the task still waits. (Flink: the aligned
// channels of SingleCheckpointBarrierHandler, the CheckpointBarrierCount of CheckpointBarrierTracker.)

import type { Micros } from "../clock/time.ts";
import type { CheckpointBarrier } from "../element/checkpoint_barrier.ts";
import { ALIGNED, type CheckpointOptions } from "../element/checkpoint_options.ts";

/** A barrier as it comes out of a channel. */
export interface Barrier extends CheckpointBarrier {
  /** Index of the channel over all gates of the task. */
  readonly channel: number;
}

/** A marker behind which a checkpoint is given up, as it comes out of a channel. */
export type CancelMarker = Pick<Barrier, "channel" | "checkpointId">;

/** The barriers of one checkpoint at one task. */
export class BarrierCount {
  checkpointId = -1;
  triggeredAt: Micros = 0;
  options: CheckpointOptions = ALIGNED;
  /** When the first barrier came, −1 before that: one may be announced before any is in. */
  startedAt: Micros = -1;
  /** Per channel: its barrier is in, or it has ended (1). */
  received: Uint8Array = new Uint8Array(0);
  /** Channels that are counted as received, and those that are still waited for. */
  receivedCount = 0;
  missingCount = 0;
  /** Per channel: its barrier waits among data, and the task has been told (1). */
  announced: Uint8Array = new Uint8Array(0);
  /** Given up: remembered only to know its late barriers. */
  isAborted = false;

  /** Counts a channel, once. */
  add(channel: number): void {
    if (this.received[channel] === 1) return;
    this.received[channel] = 1;
    this.receivedCount++;
    this.missingCount--;
  }

  /** True when nobody is waited for any more. */
  get isComplete(): boolean {
    return this.missingCount === 0;
  }
}

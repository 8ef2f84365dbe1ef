// Whose barriers of one checkpoint are in, and for how many the task still waits. (Flink: the aligned
// channels of SingleCheckpointBarrierHandler, the CheckpointBarrierCount of CheckpointBarrierTracker.)

import type { Micros } from "../clock/time.ts";

/** A barrier as it comes out of a channel. */
export interface Barrier {
  /** Index of the channel over all gates of the task. */
  readonly channel: number;
  readonly checkpointId: number;
  /** When the coordinator triggered the checkpoint; the same in all its barriers. */
  readonly triggeredAt: Micros;
}

/** A marker behind which a checkpoint is given up, as it comes out of a channel. */
export type CancelMarker = Omit<Barrier, "triggeredAt">;

/** The barriers of one checkpoint at one task. */
export class BarrierCount {
  checkpointId = -1;
  triggeredAt: Micros = 0;
  /** When the first barrier came. */
  startedAt: Micros = 0;
  /** Per channel: its barrier is in, or it has ended (1). */
  received: Uint8Array = new Uint8Array(0);
  /** Channels that are still waited for. */
  missingCount = 0;
  /** Given up: remembered only to know its late barriers. */
  isAborted = false;

  /** Counts a channel, once. */
  add(channel: number): void {
    if (this.received[channel] === 1) return;
    this.received[channel] = 1;
    this.missingCount--;
  }

  /** True when nobody is waited for any more. */
  get isComplete(): boolean {
    return this.missingCount === 0;
  }
}

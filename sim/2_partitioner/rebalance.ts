// REBALANCE (Flink's RebalancePartitioner): round-robin over all receivers. The start is random, the
// rest is not, although the documentation calls it a random redistribution (UX-1).

import { type DrawBelow, Partitioner, type PartitionerSpec } from "./partitioner.ts";

/**
 * Draws a channel once and then goes round: the first record takes the channel *after* the one
 * drawn (P-1).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { RebalancePartitioner } from "@headwater/sim";
 * const partitioner = new RebalancePartitioner();
 * partitioner.setup(3, () => 0);
 * deepStrictEqual([1, 2, 3, 4].map(() => partitioner.select()), [1, 2, 0, 1]);
 * ```
 */
export class RebalancePartitioner extends Partitioner {
  /** The channel of the last record. */
  next = 0;

  /** Draws where to begin: draw number 0 of this sender's stream. */
  override setup(channelCount: number, drawBelow: DrawBelow): void {
    super.setup(channelCount, drawBelow);
    this.next = drawBelow(0, channelCount);
  }

  /** The channel after the last one, wrapping around. */
  override select(): number {
    this.next = (this.next + 1) % this.channelCount;
    return this.next;
  }
}

const REBALANCE: PartitionerSpec = Object.freeze({
  Partitioner: RebalancePartitioner,
  name: "REBALANCE",
  isPointwise: false,
});

/**
 * The REBALANCE strategy.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { rebalance } from "@headwater/sim";
 * strictEqual(rebalance().name, "REBALANCE");
 * ```
 */
export function rebalance(): PartitionerSpec {
  return REBALANCE;
}

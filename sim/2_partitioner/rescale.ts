// RESCALE (Flink's RescalePartitioner): round-robin like REBALANCE, but only over the receivers that
// pointwise wiring connects to this sender, so that data may stay on its machine.

import { Partitioner, type PartitionerSpec } from "./partitioner.ts";

/**
 * Goes round over its own few channels, from the first one on: no chance involved (P-2).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { RescalePartitioner } from "@headwater/sim";
 * const partitioner = new RescalePartitioner();
 * partitioner.setup(2, () => 1);
 * deepStrictEqual([1, 2, 3].map(() => partitioner.select()), [0, 1, 0]);
 * ```
 */
export class RescalePartitioner extends Partitioner {
  /** The channel of the last record; −1 before the first. */
  next = -1;

  /** The channel after the last one, wrapping around. */
  override select(): number {
    this.next = (this.next + 1) % this.channelCount;
    return this.next;
  }
}

const RESCALE: PartitionerSpec = Object.freeze({
  Partitioner: RescalePartitioner,
  name: "RESCALE",
  isPointwise: true,
});

/**
 * The RESCALE strategy.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { rescale } from "@headwater/sim";
 * ok(rescale().isPointwise);
 * ```
 */
export function rescale(): PartitionerSpec {
  return RESCALE;
}

// SHUFFLE (Flink's ShufflePartitioner): a channel is drawn for every single record. Over many records
// the load is even; two neighbours may well meet in the same channel.
//
//   REBALANCE   0 1 2 0 1 2 0 1 2        SHUFFLE   2 0 0 1 2 0 2 2 1

import { type DrawBelow, Partitioner, type PartitionerSpec } from "./partitioner.ts";

/**
 * Draws a channel for each record, independently of all others (P-3). In the plain run (seed 0) every
 * draw is 0, so every record goes to the first channel.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { ShufflePartitioner } from "@headwater/sim";
 * const partitioner = new ShufflePartitioner();
 * partitioner.setup(3, () => 0);
 * const drawn = [2, 0, 0];
 * deepStrictEqual(drawn.map((_, i) => partitioner.select(i, 0, (n) => drawn[n])), drawn);
 * ```
 */
export class ShufflePartitioner extends Partitioner {
  /** Draws so far: the number of the next one. */
  drawCount = 0;

  /** A channel by chance. */
  override select(_value: unknown, _keyHash: number, draw: DrawBelow): number {
    return draw(this.drawCount++, this.channelCount);
  }
}

const SHUFFLE: PartitionerSpec = Object.freeze({
  Partitioner: ShufflePartitioner,
  name: "SHUFFLE",
  isPointwise: false,
  drawsPerRecord: true,
});

/**
 * The SHUFFLE strategy.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { shuffle } from "@headwater/sim";
 * strictEqual(shuffle().name, "SHUFFLE");
 * ```
 */
export function shuffle(): PartitionerSpec {
  return SHUFFLE;
}

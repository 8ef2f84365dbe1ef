// The contract of routing (Flink's StreamPartitioner): which channel does a record take?

/** What a partitioner is told once. */
export interface PartitionerSpec {
  /** The class that decides; made by `new spec.Partitioner()`. */
  readonly Partitioner: new () => Partitioner;
  /** Flink's name of the strategy, such as `HASH` or `REBALANCE`; shown on edges. */
  readonly name: string;
  /** True when a receiver reads from some senders only (P-11). */
  readonly isPointwise: boolean;
  /** Every record to every channel (P-4); `select` is not called then. */
  readonly isBroadcast?: boolean;
  /** True when `select` wants a `draw` for each record (P-3); the others do not pay for it. */
  readonly drawsPerRecord?: boolean;
}

/** Chance for partitioners: the n-th draw of this sender's stream on this edge. */
export type DrawBelow = (n: number, bound: number) => number;

/**
 * One sender's router on one edge; a part, so plain fields and `spec`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { Partitioner } from "@headwater/sim";
 * class Last extends Partitioner {
 *   select(): number {
 *     return this.channelCount - 1;
 *   }
 * }
 * const last = new Last();
 * last.setup(3, () => 0);
 * strictEqual(last.select(), 2);
 * ```
 */
export abstract class Partitioner<Spec extends PartitionerSpec = PartitionerSpec> {
  spec!: Spec;
  channelCount = 0;

  /** Told once how many channels there are; random starts are drawn here (P-1). */
  setup(channelCount: number, _drawBelow: DrawBelow): void {
    this.channelCount = channelCount;
  }

  /**
   * The channel index for a record: 0 … channelCount − 1. A `draw` is handed in when the spec says
   * `drawsPerRecord`; count the draws in a field, since the n-th one is the same whenever it is asked.
   */
  abstract select(value: unknown, keyHash: number, draw: DrawBelow): number;
}

// FORWARD (Flink's ForwardPartitioner): straight on, to the subtask with the same index. The only
// strategy that lets two operators be chained (G-4).

import { Partitioner, type PartitionerSpec } from "./partitioner.ts";

/**
 * Knows one channel, the pointwise one (P-5).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { ForwardPartitioner } from "@headwater/sim";
 * strictEqual(new ForwardPartitioner().select(), 0);
 * ```
 */
export class ForwardPartitioner extends Partitioner {
  /** Always the first channel. */
  override select(): number {
    return 0;
  }
}

const FORWARD: PartitionerSpec = Object.freeze({
  Partitioner: ForwardPartitioner,
  name: "FORWARD",
  isPointwise: true,
});

/**
 * The FORWARD strategy.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { forward } from "@headwater/sim";
 * ok(forward().isPointwise);
 * ```
 */
export function forward(): PartitionerSpec {
  return FORWARD;
}

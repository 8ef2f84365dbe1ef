// GLOBAL (Flink's GlobalPartitioner): everything to the first receiver, the others get nothing.

import { Partitioner, type PartitionerSpec } from "./partitioner.ts";

/**
 * Always receiver 0 of an all-to-all edge (P-6).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { GlobalPartitioner } from "@headwater/sim";
 * strictEqual(new GlobalPartitioner().select(), 0);
 * ```
 */
export class GlobalPartitioner extends Partitioner {
  /** Always the first channel. */
  override select(): number {
    return 0;
  }
}

const GLOBAL: PartitionerSpec = Object.freeze({
  Partitioner: GlobalPartitioner,
  name: "GLOBAL",
  isPointwise: false,
});

/**
 * The GLOBAL strategy.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { global } from "@headwater/sim";
 * strictEqual(global().name, "GLOBAL");
 * ```
 */
export function global(): PartitionerSpec {
  return GLOBAL;
}

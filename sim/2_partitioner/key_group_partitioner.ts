// HASH, the partitioner of keyBy (Flink's KeyGroupStreamPartitioner): all records of a key meet in one
// subtask, whoever sent them, because the way depends on the key alone.

import { keyGroup, operatorIndex } from "./key_group.ts";
import { Partitioner, type PartitionerSpec } from "./partitioner.ts";

/** What a {@linkcode KeyGroupPartitioner} is told once. */
export interface KeyGroupPartitionerSpec extends PartitionerSpec {
  /** Key groups of the *receiving* operator (P-7). */
  readonly maxParallelism: number;
}

/**
 * Sends a record to the subtask that owns its key's key group (P-7).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { hash, javaHash, KeyGroupPartitioner } from "@headwater/sim";
 * const partitioner = new KeyGroupPartitioner();
 * partitioner.spec = hash(128);
 * partitioner.setup(4, () => 0);
 * strictEqual(partitioner.select("ignored", javaHash("flink")), 3);
 * ```
 */
export class KeyGroupPartitioner extends Partitioner<KeyGroupPartitionerSpec> {
  /** The channel of the subtask that owns the key's key group. */
  override select(_value: unknown, keyHash: number): number {
    const { maxParallelism } = this.spec;
    return operatorIndex(keyGroup(keyHash, maxParallelism), maxParallelism, this.channelCount);
  }
}

/**
 * The HASH strategy for a receiver with this many key groups.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { hash } from "@headwater/sim";
 * strictEqual(hash(128).name, "HASH");
 * ```
 */
export function hash(maxParallelism: number): KeyGroupPartitionerSpec {
  return Object.freeze({
    Partitioner: KeyGroupPartitioner,
    name: "HASH",
    isPointwise: false,
    maxParallelism,
  });
}

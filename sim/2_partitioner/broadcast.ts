// BROADCAST (Flink's BroadcastPartitioner): every record to every receiver. Nothing is selected; the
// result partition writes to all channels when it sees `isBroadcast`.

import { assert } from "../clock/assert.ts";
import { Partitioner, type PartitionerSpec } from "./partitioner.ts";

/**
 * Selects no channel, because all of them get the record (P-4); being asked is a mistake of the
 * caller, as in Flink.
 *
 * ```ts
 * import { throws } from "node:assert";
 * import { BroadcastPartitioner } from "@headwater/sim";
 * throws(() => new BroadcastPartitioner().select());
 * ```
 */
export class BroadcastPartitioner extends Partitioner {
  /** Never called: see `isBroadcast`. */
  override select(): never {
    assert(false, "a broadcast goes to every channel, so nobody may ask which one to select");
  }
}

const BROADCAST: PartitionerSpec = Object.freeze({
  Partitioner: BroadcastPartitioner,
  name: "BROADCAST",
  isPointwise: false,
  isBroadcast: true,
});

/**
 * The BROADCAST strategy.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { broadcast } from "@headwater/sim";
 * ok(broadcast().isBroadcast);
 * ```
 */
export function broadcast(): PartitionerSpec {
  return BROADCAST;
}

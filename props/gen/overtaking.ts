// Made-up scenarios in which barriers have something to overtake: small buffers, few of them, work that takes
// longer than records take to come, and unaligned checkpoints, at once or after a while.

import fc from "fast-check";
import type { Config, Scenario } from "@headwater/sim";
import { troubled, type TroubleWanted } from "./troubled.ts";

/** Options of checkpoints that overtake, in a job that cannot keep up; shrinking makes it quicker. */
export const overtakingOptions: fc.Arbitrary<Partial<Config>> = fc.record({
  unalignedCheckpoints: fc.constant(true),
  // at once; while a barrier waits; never
  alignedCheckpointTimeout: fc.constantFrom(0, 0, 1, 5, 20, 10_000),
  maxConcurrentCheckpoints: fc.constant(1),
  cost: fc.constantFrom(0, 1500, 3000, 6000),
  bufferCapacity: fc.integer({ min: 1, max: 4 }),
  buffersPerChannel: fc.integer({ min: 1, max: 2 }),
  floatingBuffersPerGate: fc.nat(1),
  maxBuffersPerChannel: fc.integer({ min: 1, max: 3 }),
  bufferTimeout: fc.constantFrom(1, 0),
});

/** Scenarios with unaligned checkpoints, in which something is planned to go wrong. */
export function overtaking(wanted: TroubleWanted = {}): fc.Arbitrary<Scenario> {
  return fc.tuple(troubled(wanted), overtakingOptions).map(([scenario, options]) => ({
    ...scenario,
    config: { ...scenario.config, ...options },
  }));
}

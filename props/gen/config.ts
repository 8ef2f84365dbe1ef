// Made-up options: small buffers, little credit, odd latencies. Half of the options stay at Flink's
// defaults in any one run (swarm), so that no run suffers from all of them at once.

import fc from "fast-check";
import type { Config } from "@headwater/sim";

const OPTIONS: { [Name in keyof Config]?: fc.Arbitrary<Config[Name]> } = {
  parallelism: fc.integer({ min: 1, max: 3 }),
  maxParallelism: fc.constantFrom(128, 7, 3),
  chaining: fc.constant(false),
  bufferTimeout: fc.constantFrom(0, 1, 100, -1),
  bufferCapacity: fc.integer({ min: 1, max: 4 }),
  buffersPerChannel: fc.integer({ min: 1, max: 2 }),
  floatingBuffersPerGate: fc.nat(2),
  maxBuffersPerChannel: fc.integer({ min: 1, max: 3 }),
  autoWatermarkInterval: fc.constantFrom(1, 1, 3, 0),
  slotsPerTaskManager: fc.integer({ min: 1, max: 3 }),
  latency: fc.constantFrom(1, 1000, 2500),
  jitter: fc.integer({ min: 1, max: 5 }).map((millis) => 1000 * millis),
  cost: fc.constantFrom(0, 1, 700),
  startTime: fc.constant(1_700_000_000_000),
  tieSeed: fc.integer({ min: 1, max: 3 }),
};

/** Options that matter so much that they are usually set. */
const USUAL: ReadonlySet<string> = new Set([
  "parallelism",
  "autoWatermarkInterval",
  "bufferTimeout",
]);

/** Some options; the others keep their defaults, and shrinking takes options away. */
export const configs: fc.Arbitrary<Partial<Config>> = fc
  .record(
    Object.fromEntries(
      Object.entries(OPTIONS).map(([name, values]) => [
        name,
        fc.option<unknown>(values, { nil: undefined, freq: USUAL.has(name) ? 8 : 2 }),
      ]),
    ),
  )
  .map((drawn) =>
    Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined))
  )
  .map(withoutStandstill);

/**
 * Where only a full buffer leaves, a channel that may hold one buffer stands still with the open one:
 * it is at its cap, so nothing more is written (NET-6; so it is in Flink).
 */
function withoutStandstill(config: Partial<Config>): Partial<Config> {
  const isStill = config.bufferTimeout === -1 && config.maxBuffersPerChannel === 1;
  return isStill ? { ...config, maxBuffersPerChannel: 2 } : config;
}

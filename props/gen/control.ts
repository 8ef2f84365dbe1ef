// Made-up options of checkpoints and recovery: short intervals, so that a run of some milliseconds takes
// several checkpoints, and restarts enough for any plan of faults. Half of them stay as they are given
// here first in any one run (swarm).

import fc from "fast-check";
import type { Config } from "@headwater/sim";

/** What every run with checkpoints has, unless something else is drawn: everything takes a little. */
const QUICK: Partial<Config> = {
  checkpointInterval: 10,
  checkpointTimeout: 2000,
  tolerableFailedCheckpoints: 2,
  restartStrategy: { type: "fixed-delay", attempts: 1000, delay: 1 },
  storageTime: 1000,
  rpcLatency: 500,
  outsideLatency: 500,
  deploymentTime: 2000,
  taskManagerStartTime: 10_000,
  heartbeatInterval: 10,
  heartbeatTimeout: 25,
};

const OPTIONS: { [Name in keyof Config]?: fc.Arbitrary<Config[Name]> } = {
  checkpointInterval: fc.constantFrom(20, 50, 100),
  minPauseBetweenCheckpoints: fc.constantFrom(5, 30),
  maxConcurrentCheckpoints: fc.integer({ min: 2, max: 3 }),
  tolerableFailedCheckpoints: fc.constantFrom(0, 1, 100),
  retainedCheckpoints: fc.integer({ min: 2, max: 3 }),
  snapshotTime: fc.constantFrom(0, 1, 2000),
  snapshotTimePerEntry: fc.constantFrom(1, 100),
  storageTime: fc.constantFrom(1, 5000),
  storageTimePerEntry: fc.constantFrom(0, 200),
  rpcLatency: fc.constantFrom(1, 3000),
  outsideLatency: fc.constantFrom(1, 4000),
  deploymentTime: fc.constantFrom(1, 20_000),
  taskManagerStartTime: fc.constantFrom(1, 60_000),
  restartStrategy: fc.constantFrom<Config["restartStrategy"]>(
    { type: "fixed-delay", attempts: 1000, delay: 0 },
    { type: "fixed-delay", attempts: 1000, delay: 30 },
    { type: "failure-rate", maxFailures: 1000, interval: 1000, delay: 5 },
    { type: "exponential-delay", initialBackoff: 1, maxBackoff: 40, jitterFactor: 0.5 },
  ),
};

/** Options with which checkpoints are taken, exactly once; shrinking takes options away. */
export const controlConfigs: fc.Arbitrary<Partial<Config>> = fc
  .record(
    Object.fromEntries(
      Object.entries(OPTIONS).map(([name, values]) => [
        name,
        fc.option<unknown>(values, { nil: undefined, freq: 1 }),
      ]),
    ),
  )
  .map((drawn) => ({
    ...QUICK,
    ...Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined)),
  }));

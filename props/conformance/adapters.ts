// The schemas we can run, one file each. A schema that is not here is reported as unsupported.

import type { Adapter } from "./adapter.ts";
import { alignmentTimeout } from "./adapters/alignment_timeout.ts";
import { asyncWait } from "./adapters/async_wait.ts";
import { chaining } from "./adapters/chaining.ts";
import { checkpointBarriers } from "./adapters/checkpoint_barriers.ts";
import { failoverRegionCases } from "./adapters/failover_regions.ts";
import { harness } from "./adapters/harness.ts";
import { keyGroups } from "./adapters/key_groups.ts";
import { partitioners } from "./adapters/partitioners.ts";
import { mergingWindowSet } from "./adapters/merging_window_set.ts";
import { restartStrategies } from "./adapters/restart_strategies.ts";
import { stateRedistribution } from "./adapters/state_redistribution.ts";
import { stateTtl } from "./adapters/state_ttl.ts";
import { timers } from "./adapters/timers.ts";
import { triggers } from "./adapters/triggers.ts";
import { twoPhaseCommit } from "./adapters/two_phase_commit.ts";
import { windowAssigners } from "./adapters/window_assigners.ts";
import { windowContract } from "./adapters/window_contract.ts";
import { watermarkGenerators } from "./adapters/watermark_generators.ts";
import { watermarkMultiplexer } from "./adapters/watermark_multiplexer.ts";
import { watermarkValve } from "./adapters/watermark_valve.ts";

/** The adapter of each schema. */
export const ADAPTERS: ReadonlyMap<string, Adapter> = new Map([
  ["async-wait", asyncWait],
  ["chaining", chaining],
  ["checkpoint-alignment-timeout", alignmentTimeout],
  ["checkpoint-barriers", checkpointBarriers],
  ["failover-regions", failoverRegionCases],
  ["harness", harness],
  ["key-groups", keyGroups],
  ["merging-window-set", mergingWindowSet],
  ["partitioners", partitioners],
  ["restart-strategies", restartStrategies],
  ["state-redistribution", stateRedistribution],
  ["state-ttl", stateTtl],
  ["timers", timers],
  ["triggers", triggers],
  ["two-phase-commit", twoPhaseCommit],
  ["watermark-generators", watermarkGenerators],
  ["watermark-multiplexer", watermarkMultiplexer],
  ["watermark-valve", watermarkValve],
  ["window-assigners", windowAssigners],
  ["window-operator-contract", windowContract],
]);

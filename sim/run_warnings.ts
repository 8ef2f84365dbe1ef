// What should be said before a run: what its job does that is probably not meant, whose results may get
// lost, what the faults in its plan leave of its promises, and what is broken on purpose. Nothing is refused.

import type { Millis } from "./clock/time.ts";
import type { FaultLabel } from "./cluster/fault_label.ts";
import type { Ground } from "./ground.ts";
import { faultLabel, faultWarnings } from "./cluster/fault_label.ts";
import { recoveryTerms } from "./cluster/recovery_terms.ts";
import {
  completeRestartStrategy,
  type RestartStrategySpec,
} from "./cluster/restart_strategy_spec.ts";
import { planWarnings } from "./graph/plan_warnings.ts";
import { twoPhaseWarnings } from "./graph/two_phase_checks.ts";

/** What of a ground is looked at. */
type Looked = Pick<Ground, "plan" | "config" | "allFaults" | "sabotage">;

/**
 * The warnings about a run that is opened: sentences that begin with a code, such as
 * `W-FAULT-UNRECOVERABLE`.
 *
 * ```ts
 * import { match } from "node:assert";
 * import { collectSink, collection, open, runWarnings, WatermarkStrategy } from "@headwater/sim";
 * const { ground } = open((env) => {
 *   env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones").sinkTo(collectSink("out"));
 * }, { faults: ["crash out[0] at 0s"] });
 * match(runWarnings(ground)[0], /^W-FAULT-UNRECOVERABLE: .* its restart strategy allows no restart/);
 * ```
 */
export function runWarnings(ground: Looked): string[] {
  const { plan, config } = ground;
  const { checkpointInterval, checkpointTimeout, checkpointsAfterTasksFinish } = config;
  const restartDelay = longestRestart(ground);
  const terms = {
    checkpointInterval,
    checkpointTimeout,
    restartDelay,
    checkpointsAfterTasksFinish,
  };
  return [
    ...planWarnings(plan),
    ...twoPhaseWarnings(plan, terms),
    ...checkpointWarnings(ground),
    ...faultWarnings(labelOf(ground)),
    ...ground.sabotage.map(({ name, sentence }) =>
      `W-SABOTAGE: the engine is broken on purpose, by ${name}: ${sentence}`
    ),
  ];
}

/**
 * What the faults of a run leave of its promises, as it can be said before it runs.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collectSink, collection, labelOf, open, WatermarkStrategy } from "@headwater/sim";
 * const { ground } = open((env) => {
 *   env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones").sinkTo(collectSink("out"));
 * }, { config: { checkpointInterval: 1000 }, faults: ["crash out[0] at 0s"] });
 * const { isRecoverable, sinks: [{ guarantee }] } = labelOf(ground);
 * deepStrictEqual([isRecoverable, guarantee], [true, "at-least-once"]);
 * ```
 */
export function labelOf({ plan, config, allFaults }: Looked): FaultLabel {
  return faultLabel(allFaults, recoveryTerms(plan, config, config.highAvailability));
}

/** A checkpoint is given up when its time is over (CP-8): one of the smallest task needs so much. */
function checkpointWarnings({ config }: Looked): string[] {
  const { checkpointInterval, checkpointTimeout, rpcLatency, snapshotTime, storageTime } = config;
  const needed = 2 * rpcLatency + snapshotTime + storageTime;
  if (checkpointInterval === 0 || 1000 * checkpointTimeout >= needed) return [];
  return [
    `W-CHECKPOINT-TIMEOUT: A checkpoint is given up after checkpointTimeout (${checkpointTimeout} ms), but ` +
    `even that of one task without state takes ${needed / 1000} ms: two messages (rpcLatency ` +
    `${rpcLatency / 1000} ms each), its snapshot (snapshotTime ${
      snapshotTime / 1000
    } ms) and storage ` +
    `(storageTime ${storageTime / 1000} ms); while tasks run, none will ever be complete`,
  ];
}

/** From a failure to the next attempt, at the longest. */
function longestRestart({ config }: Looked): Millis {
  const { restartStrategy, checkpointInterval, deploymentTime, taskManagerStartTime } = config;
  const strategy = completeRestartStrategy(restartStrategy, checkpointInterval > 0);
  return longestDelay(strategy) + Math.ceil((deploymentTime + taskManagerStartTime) / 1000);
}

function longestDelay(strategy: RestartStrategySpec): Millis {
  if (strategy.type === "none") return 0;
  return strategy.type === "exponential-delay" ? strategy.maxBackoff : strategy.delay;
}

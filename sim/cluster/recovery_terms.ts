// What decides whether a job can recover, besides the faults: its options and its ends, in a few plain
// facts.

import type { Config } from "../config.ts";
import type { Micros } from "../clock/time.ts";
import type { ExecutionPlan } from "../task/subtask_spec.ts";
import { completeRestartStrategy, type RestartStrategySpec } from "./restart_strategy_spec.ts";

/** How a sink gives its results to the world: appended, replaced by key, or in transactions. */
export type SinkKind = "append" | "upsert" | "two-phase";

/** What a job and its options promise. */
export interface RecoveryTerms {
  /** Restarts that the restart strategy allows; Infinity when it never gives up (RS-2 … RS-5). */
  readonly restartsMax: number;
  /** The least time from a failure until the next attempt works. */
  readonly restartDelay: Micros;
  /** The mode of checkpoints, if there are any (CP-1, AL-1). */
  readonly checkpointing: "off" | "exactly-once" | "at-least-once";
  /** A checkpoint that takes longer is given up (CP-8). */
  readonly checkpointTimeout: Micros;
  /** Failed checkpoints in a row that do not fail the job (CP-12). */
  readonly tolerableFailedCheckpoints: number;
  /** A task manager that is silent for longer counts as lost (RS-12). */
  readonly heartbeatTimeout: Micros;
  /** True when a new job manager takes over from one that dies. */
  readonly isHighlyAvailable: boolean;
  /** True when every source can read again what it has read. */
  readonly canRewind: boolean;
  /** The sinks by the uid of their operators. */
  readonly sinks: readonly {
    readonly name: string;
    readonly kind: SinkKind;
    /** True when a commit that is turned down fails the task; else it is asked for again. */
    readonly failsWithCommit?: true;
    /** True when the world outside cannot tell whose transaction a late commit is meant for. */
    readonly hasOldProtocol?: true;
  }[];
}

/** Flink's largest int, its way to say "for ever". */
const FOR_EVER = 2_147_483_647;

/**
 * What a plan and its options promise. Whether somebody takes over from a job manager is for the caller to
 * say.
 *
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert";
 * import { collection, collectSink, DEFAULT_CONFIG, planJob, recoveryTerms } from "@headwater/sim";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const plan = planJob((env) => {
 *   env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones").sinkTo(collectSink("out"));
 * });
 * const terms = recoveryTerms(plan, { ...DEFAULT_CONFIG, checkpointInterval: 1000 }, true);
 * deepStrictEqual([terms.restartsMax, terms.canRewind], [Infinity, true]); // RS-2
 * strictEqual(recoveryTerms(plan, DEFAULT_CONFIG, true).restartsMax, 0);
 * ```
 */
export function recoveryTerms(
  plan: ExecutionPlan,
  config: Config,
  isHighlyAvailable: boolean,
): RecoveryTerms {
  const isCheckpointing = config.checkpointInterval > 0;
  const strategy = completeRestartStrategy(config.restartStrategy, isCheckpointing);
  const operators = plan.vertices.flatMap(({ chain }) => chain.map(({ operator }) => operator));
  return {
    restartsMax: restartsOf(strategy),
    restartDelay: 1000 * delayOf(strategy) + config.deploymentTime,
    checkpointing: isCheckpointing ? config.checkpointMode : "off",
    checkpointTimeout: 1000 * config.checkpointTimeout,
    tolerableFailedCheckpoints: config.tolerableFailedCheckpoints,
    heartbeatTimeout: 1000 * config.heartbeatTimeout,
    isHighlyAvailable,
    canRewind: operators.every((operator) => (operator as End).source?.canRewind !== false),
    sinks: operators.flatMap((operator) => {
      const { sink, uid } = operator as End;
      if (sink === undefined) return [];
      const fails = sink.onCommitFailure === "fail" ? { failsWithCommit: true as const } : {};
      const isOld = sink.protocol === "old" ? { hasOldProtocol: true as const } : {};
      return [{ name: uid, kind: kindOf(sink), ...fails, ...isOld }];
    }),
  };
}

/** What is looked at of an operator at either end of a job. */
interface End {
  readonly uid: string;
  readonly source?: { readonly canRewind?: boolean };
  readonly sink?: {
    readonly Outside?: new () => { readonly kind: SinkKind };
    readonly onCommitFailure?: "retry" | "fail";
    readonly protocol?: "new" | "old";
  };
}

function kindOf({ Outside }: NonNullable<End["sink"]>): SinkKind {
  return Outside === undefined ? "append" : new Outside().kind;
}

/** Restarts that are allowed whenever they are needed. */
function restartsOf(strategy: RestartStrategySpec): number {
  if (strategy.type === "none") return 0;
  const count = strategy.type === "failure-rate" ? strategy.maxFailures : strategy.attempts;
  return count >= FOR_EVER ? Infinity : count;
}

function delayOf(strategy: RestartStrategySpec): number {
  if (strategy.type === "none") return 0;
  return strategy.type === "exponential-delay" ? strategy.initialBackoff : strategy.delay;
}

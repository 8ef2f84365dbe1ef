// What a run may be told about checkpoints, failures and recovery: Flink's options with Flink's defaults,
// and what only a simulator has to be told: how long things take.

import type { Micros, Millis } from "./clock/time.ts";

/**
 * When a failed job is started again, and after how long (RS-2 … RS-5). `default` is Flink's: never
 * without checkpoints, with growing delays with them (DF-17, DF-18).
 */
export type RestartStrategyOptions =
  | { readonly type: "default" }
  | { readonly type: "none" }
  | { readonly type: "fixed-delay"; readonly attempts?: number; readonly delay?: Millis }
  | {
    readonly type: "failure-rate";
    readonly maxFailures?: number;
    readonly interval?: Millis;
    readonly delay?: Millis;
  }
  | {
    readonly type: "exponential-delay";
    readonly initialBackoff?: Millis;
    readonly maxBackoff?: Millis;
    readonly backoffMultiplier?: number;
    readonly resetThreshold?: Millis;
    readonly jitterFactor?: number;
    readonly attempts?: number;
  };

/** The options of the control plane. */
export interface ControlConfig {
  /** `execution.checkpointing.interval`; 0 is off (DF-9, CP-1). */
  readonly checkpointInterval: Millis;
  /** `execution.checkpointing.mode` (AL-1). */
  readonly checkpointMode: "exactly-once" | "at-least-once";
  /** `execution.checkpointing.unaligned.enabled`: barriers overtake data (UC-1, DF-13). */
  readonly unalignedCheckpoints: boolean;
  /**
   * `execution.checkpointing.aligned-checkpoint-timeout`: so long after its trigger a checkpoint stays
   * aligned even then (AL-2, UC-11).
   */
  readonly alignedCheckpointTimeout: Millis;
  /**
   * `execution.checkpointing.unaligned.forced`: overtake where Flink would rather not, on edges with a
   * custom partitioner (UC-7, DF-13).
   */
  readonly forceUnalignedCheckpoints: boolean;
  /** `execution.checkpointing.timeout` (CP-8). */
  readonly checkpointTimeout: Millis;
  /** `execution.checkpointing.min-pause` (CP-7). */
  readonly minPauseBetweenCheckpoints: Millis;
  /** `execution.checkpointing.max-concurrent-checkpoints` (CP-6). */
  readonly maxConcurrentCheckpoints: number;
  /** `execution.checkpointing.tolerable-failed-checkpoints` (CP-12). */
  readonly tolerableFailedCheckpoints: number;
  /** `state.checkpoints.num-retained` (CP-9). */
  readonly retainedCheckpoints: number;
  /** `execution.checkpointing.checkpoints-after-tasks-finish.enabled` (EOI-3). */
  readonly checkpointsAfterTasksFinish: boolean;
  /** How long a task stands still to copy its state, and more for each entry (SN-5). */
  readonly snapshotTime: Micros;
  readonly snapshotTimePerEntry: Micros;
  /** How long storage takes to write a copy, or to read it, and more for each entry (SN-5). */
  readonly storageTime: Micros;
  readonly storageTimePerEntry: Micros;
  /** How long a message of the control plane takes from one machine to another. */
  readonly rpcLatency: Micros;
  /** How long a request takes to a system outside the job, and its answer back. */
  readonly outsideLatency: Micros;
  /** `restart-strategy` (RS-2). */
  readonly restartStrategy: RestartStrategyOptions;
  /** `jobmanager.execution.failover-strategy`: who is started again when a task fails (RS-6, DF-21). */
  readonly failoverStrategy: "region" | "full";
  /** How long a task takes from deployment until it restores its state. */
  readonly deploymentTime: Micros;
  /** How long it takes until a new process stands in for a task manager that died. */
  readonly taskManagerStartTime: Micros;
  /** `high-availability.type`: somebody keeps the job when its job manager dies (F04, F05). */
  readonly highAvailability: boolean;
  /** `heartbeat.interval` and `heartbeat.timeout` (RS-12). */
  readonly heartbeatInterval: Millis;
  readonly heartbeatTimeout: Millis;
}

/**
 * Flink's defaults, and a quick control plane.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { DEFAULT_CONTROL_CONFIG } from "@headwater/sim";
 * strictEqual(DEFAULT_CONTROL_CONFIG.checkpointInterval, 0); // checkpoints are off (CP-1)
 * ```
 */
export const DEFAULT_CONTROL_CONFIG: ControlConfig = Object.freeze({
  checkpointInterval: 0,
  checkpointMode: "exactly-once",
  unalignedCheckpoints: false,
  alignedCheckpointTimeout: 0,
  forceUnalignedCheckpoints: false,
  checkpointTimeout: 600_000,
  minPauseBetweenCheckpoints: 0,
  maxConcurrentCheckpoints: 1,
  tolerableFailedCheckpoints: 0,
  retainedCheckpoints: 1,
  checkpointsAfterTasksFinish: true,
  snapshotTime: 100,
  snapshotTimePerEntry: 0,
  storageTime: 2000,
  storageTimePerEntry: 1,
  rpcLatency: 1000,
  outsideLatency: 1000,
  restartStrategy: Object.freeze({ type: "default" }),
  failoverStrategy: "region",
  deploymentTime: 100_000,
  taskManagerStartTime: 5_000_000,
  highAvailability: true,
  heartbeatInterval: 10_000,
  heartbeatTimeout: 50_000,
});

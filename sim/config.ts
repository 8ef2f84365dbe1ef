// What a run may be told beside its job: Flink's options with Flink's defaults, and the few that only
// a simulator has. One object, complete inside, partial outside.

import type { Micros, Millis } from "./clock/time.ts";
import { type ControlConfig, DEFAULT_CONTROL_CONFIG } from "./control_config.ts";

/** All options of a run: of the data plane here, of the control plane in control_config.ts. */
export interface Config extends ControlConfig {
  /** Subtasks of each operator that does not set its own (DF-23). */
  readonly parallelism: number;
  /** Key groups of each operator that does not set its own; 0 derives it (KG-4). */
  readonly maxParallelism: number;
  /** Merge operators into chains where Flink would (DF-31). */
  readonly chaining: boolean;
  /** `execution.buffer-timeout`: 0 flushes after every record, −1 only when full (DF-1). */
  readonly bufferTimeout: Millis;
  /** Records in one buffer: stands for `taskmanager.memory.segment-size` (DF-2, MC-6). */
  readonly bufferCapacity: number;
  /** Exclusive buffers of a remote channel: its first credit (DF-3). */
  readonly buffersPerChannel: number;
  /** Floating buffers of a pool (DF-3). */
  readonly floatingBuffersPerGate: number;
  /** Buffers that may wait in one subpartition before the task stops taking input (DF-4). */
  readonly maxBuffersPerChannel: number;
  /**
   * Network buffers of one task manager, which all its tasks need to begin: `taskmanager.memory.network`
   * in segments. 0: as many as it takes (F23).
   */
  readonly networkBuffersPerTaskManager: number;
  /** `pipeline.auto-watermark-interval`; 0 disables periodic watermarks (DF-6). */
  readonly autoWatermarkInterval: Millis;
  /** Slots of one task manager; subtask i of every vertex shares slot i (DF-23, G-14). */
  readonly slotsPerTaskManager: number;
  /** Simulated time a buffer needs from one task manager to another. */
  readonly latency: Micros;
  /** Up to this much more, drawn for each buffer; order within a channel is kept. */
  readonly jitter: Micros;
  /**
   * Simulated time one row takes on a channel between task managers, one after the other: 20 is a
   * bandwidth of 50,000 rows a second, 0 is no limit.
   */
  readonly transferTime: Micros;
  /** `metrics.latency.interval`: how often sources send a latency marker; 0 is never (DF-30). */
  readonly latencyInterval: Millis;
  /** Simulated time one record costs in an operator that does not set its own. */
  readonly cost: Micros;
  /** The wall clock at simulated time 0. */
  readonly startTime: Millis;
  /** How far ahead the clock of each task manager is, by its index; none where left out (CI-41). */
  readonly clockSkews: readonly Millis[];
  /** Permutes arrivals of equal time at a gate; 0 keeps the canonical order. */
  readonly tieSeed: number;
}

/**
 * Flink's defaults, and a quiet network: 1 ms latency, no jitter, 10 µs a record.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { DEFAULT_CONFIG } from "@headwater/sim";
 * strictEqual(DEFAULT_CONFIG.bufferTimeout, 100);
 * ```
 */
export const DEFAULT_CONFIG: Config = Object.freeze({
  parallelism: 1,
  maxParallelism: 0,
  chaining: true,
  bufferTimeout: 100,
  bufferCapacity: 128,
  buffersPerChannel: 2,
  floatingBuffersPerGate: 8,
  maxBuffersPerChannel: 10,
  networkBuffersPerTaskManager: 0,
  autoWatermarkInterval: 200,
  slotsPerTaskManager: 1,
  latency: 1000,
  jitter: 0,
  transferTime: 0,
  latencyInterval: 0,
  cost: 10,
  startTime: 0,
  clockSkews: Object.freeze([]),
  tieSeed: 0,
  ...DEFAULT_CONTROL_CONFIG,
});

// What the checkpoint coordinator is told about its job, once (Flink's CheckpointCoordinatorConfiguration).

import type { Millis } from "../clock/time.ts";

/** Options of the coordinator. */
export interface CheckpointCoordinatorSpec {
  readonly subtaskCount: number;
  /** Per subtask: the subtasks that feed it. */
  readonly predecessors: readonly (readonly number[])[];
  /** How often a checkpoint is due; 0 is never (CP-1). */
  readonly interval: Millis;
  /** After this a pending checkpoint is given up (CP-8). */
  readonly timeout: Millis;
  /** The schedule pauses this long after a completed checkpoint (CP-7). */
  readonly minPause: Millis;
  /** Checkpoints that may be pending at once (CP-6). */
  readonly maxConcurrent: number;
  /** Checkpoints that may fail in a row before the job does (CP-12). */
  readonly tolerableFailures: number;
  /** Completed checkpoints that are kept (CP-9). */
  readonly retained: number;
  /** Whether there are checkpoints once tasks have finished (EOI-3, EOI-4). */
  readonly afterTasksFinish: boolean;
  readonly isExactlyOnce: boolean;
  /** Barriers may overtake data; savepoints then wait for their turn (CP-6). False if left out. */
  readonly isUnaligned?: boolean;
  /** By subtask: its vertex. Each is one of its own if left out. */
  readonly vertexOf?: readonly number[];
}

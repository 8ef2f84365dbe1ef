// The engine's permanent numbers for states of tasks and of the job, once more: a figure must not load the
// engine. Their types are the engine's, so the compiler notices a difference.

import type { ElementKind } from "../../sim/element/element.ts";
import type { ExecutionState } from "../../sim/element/execution_state.ts";
import type { JobStatus } from "../../sim/element/job_status.ts";

/** The barrier of a checkpoint, among elements. */
export const BARRIER: typeof ElementKind.CHECKPOINT_BARRIER = 6;

/** A subtask is sent to its task manager. */
export const DEPLOYING: typeof ExecutionState.DEPLOYING = 2;
/** A subtask has stopped because the job manager wanted it to. */
export const CANCELED: typeof ExecutionState.CANCELED = 7;
/** A subtask has failed. */
export const FAILED: typeof ExecutionState.FAILED = 8;

/** All subtasks of the job run. */
export const JOB_RUNNING: typeof JobStatus.RUNNING = 1;
/** The job will not be started again; its last subtasks stop. */
export const JOB_FAILING: typeof JobStatus.FAILING = 2;
/** The job has failed for good. */
export const JOB_FAILED: typeof JobStatus.FAILED = 3;
/** The job has seen all its input. */
export const JOB_FINISHED: typeof JobStatus.FINISHED = 6;

/** The statuses of a job by number, as Flink calls them in every language. */
export const JOB_STATUS_WORDS: readonly string[] = [
  "CREATED",
  "RUNNING",
  "FAILING",
  "FAILED",
  "CANCELLING",
  "CANCELED",
  "FINISHED",
  "RESTARTING",
  "SUSPENDED",
];

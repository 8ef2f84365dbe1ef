// What `when …` may say: that a counter has reached a number, or that the job or a subtask is in some
// status. A closed set, each member bound to the facts that decide it, so that a predicate needs nothing
// but counting: it holds for the first time on a fact, and there the fault strikes.

import { EXECUTION_STATE_NAMES, ExecutionState } from "../element/execution_state.ts";
import { ElementKind } from "../element/element.ts";
import { JOB_STATUS_NAMES, JobStatus } from "../element/job_status.ts";
import type { FactName } from "./fault.ts";

/** The facts that a counter counts. */
export interface CountedFact {
  readonly fact: FactName;
  /** What the column `detail` must hold, where it matters. */
  readonly detail?: number;
}

/** The rows of {@linkcode FAULT_COUNTERS}. */
const COUNTERS = {
  "checkpoints triggered": { fact: "checkpointTriggered" },
  "checkpoints completed": { fact: "checkpointCompleted" },
  "checkpoints failed": { fact: "checkpointAborted" },
  "checkpoints declined": { fact: "checkpointDeclined" },
  "records processed": { fact: "elementProcessed", detail: ElementKind.RECORD },
  "records written": { fact: "resultWritten" },
  "records late": { fact: "recordLate" },
  "records dropped": { fact: "recordDropped" },
  "windows fired": { fact: "windowFired" },
  "timers fired": { fact: "timerFired" },
  "transactions begun": { fact: "transactionBegun" },
  "transactions precommitted": { fact: "transactionPreCommitted" },
  "transactions committed": { fact: "transactionCommitted" },
  "transactions aborted": { fact: "transactionAborted" },
  "commits failed": { fact: "commitFailed" },
  "tasks failed": { fact: "taskFailed" },
  "heartbeats missed": { fact: "heartbeatMissed" },
  // attempts that were begun after the first; one may have been scheduled several times before
  restarts: { fact: "restoreStarted" },
} satisfies Record<string, CountedFact>;

/** The words for a counter. */
export type FaultCounter = keyof typeof COUNTERS;

/**
 * All counters: over all attempts, and over all subtasks unless `of` names some.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { FAULT_COUNTERS } from "@headwater/sim";
 * strictEqual(FAULT_COUNTERS["checkpoints failed"].fact, "checkpointAborted");
 * ```
 */
export const FAULT_COUNTERS: Readonly<Record<FaultCounter, CountedFact>> = Object.freeze(COUNTERS);

/** What a job can become. */
type JobStatusName = Exclude<keyof typeof JobStatus, "CREATED">;
/** What the execution of a subtask can become. */
type ExecutionStateName = Exclude<keyof typeof ExecutionState, "CREATED">;

/**
 * What somebody can be said to be. `blocked`: no buffer is left to send in, so the task stops reading.
 * `aligning`: it has one barrier and waits for others. Everything begins as CREATED, so nobody becomes it.
 */
export type FaultStatus = JobStatusName | ExecutionStateName | "blocked" | "aligning";

const { CREATED } = ExecutionState;

/** What the job can become. */
export const JOB_STATUSES = JOB_STATUS_NAMES
  .filter((_, number) => number !== JobStatus.CREATED) as readonly JobStatusName[];

/** What a subtask can become. */
export const SUBTASK_STATUSES = [
  "blocked",
  "aligning",
  ...EXECUTION_STATE_NAMES.filter((_, number) => number !== CREATED),
] as readonly Exclude<FaultStatus, JobStatusName>[];

/** The fact by which somebody, or the job, gets into a status. */
export function factOfStatus(status: FaultStatus, isOfJob: boolean): CountedFact {
  if (isOfJob) {
    return { fact: "jobStatusChanged", detail: JobStatus[status as JobStatusName] };
  }
  if (status === "blocked") return { fact: "taskBlocked" };
  if (status === "aligning") return { fact: "alignmentStarted" };
  const detail = ExecutionState[status as ExecutionStateName];
  return { fact: "executionStateChanged", detail };
}

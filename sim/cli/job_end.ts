// A job that does not end as it should: its run is whole, its tables are printed, and yet the command has
// failed, with the words of the last failure and the command that brings it back.

import type { Timeline } from "../timeline.ts";
import { NamedError } from "../clock/named_error.ts";
import { JOB_STATUS_NAMES, JobStatus } from "../element/job_status.ts";
import { isControlled } from "../ground.ts";
import { FailedRun } from "./failed_run.ts";
import type { FinishedSession } from "./finish_session.ts";
import type { Host } from "./host.ts";
import { writeScenario } from "./run_files.ts";
import { savepointError } from "./savepoint_report.ts";
import type { Session } from "./session.ts";

/**
 * Errors: {@linkcode FailedRun} with `E-JOB-FAILED`, `E-JOB-UNFINISHED`, or the code of its cause; with
 * `E-SAVEPOINT-NONE` where there is no savepoint, though one was asked for.
 */
export function checkJobEnd(session: FinishedSession, host: Host): void {
  const error = sessionError(session);
  if (error === undefined) return;
  const { traceHash } = session.timeline;
  const replay = session.replay || writeScenario(session, host, { traceHash });
  throw new FailedRun(error, replay);
}

/** What is wrong with a run that has ended, if anything is. */
export function sessionError({ timeline, flags }: Session): NamedError | undefined {
  return jobError(timeline) ?? savepointError(timeline, flags);
}

/** What is wrong with the end of a job, if anything is. */
export function jobError({ ground, world: { jobManager } }: Timeline): NamedError | undefined {
  const isWell = !isControlled(ground) || jobManager.status === JobStatus.FINISHED;
  return isWell ? undefined : errorOf(jobManager);
}

/** What is known of the end of a job. */
interface JobEnd {
  readonly status: number;
  readonly cause: string;
  readonly numRestarts: number;
}

/** A cause that has a code of its own keeps it: a checkpoint that cannot be read, a lost job manager. */
function errorOf({ status, cause, numRestarts }: JobEnd): NamedError {
  const name = JOB_STATUS_NAMES[status];
  const restarts = numRestarts === 1 ? "1 restart" : `${numRestarts} restarts`;
  const [, code, sentence] = /^(E-[A-Z-]+): ([\s\S]*)$/.exec(cause) ?? [];
  if (code !== undefined) return new NamedError(code, `The job is ${name}: ${sentence}`);
  if (status !== JobStatus.FAILED) {
    return new NamedError(
      "E-JOB-UNFINISHED",
      `Nothing happens any more, and the job is ${name} after ${restarts}. Usual cause: a fault that ` +
        `lasts for ever, or a job manager that died without high availability`,
    );
  }
  return new NamedError(
    "E-JOB-FAILED",
    `The job is ${name} after ${restarts}; its last cause: ${cause}. Usual cause: a restart strategy ` +
      `that allows no more; without checkpoints it allows none (--restart changes that)`,
  );
}

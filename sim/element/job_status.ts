// The states of a job, with Flink's names (JobStatus, MT-4), and which may follow which.

/** Numbers of the states, by name. */
export const JobStatus = {
  CREATED: 0,
  RUNNING: 1,
  FAILING: 2,
  FAILED: 3,
  CANCELLING: 4,
  CANCELED: 5,
  FINISHED: 6,
  RESTARTING: 7,
  SUSPENDED: 8,
} as const;

/** The names of {@linkcode JobStatus}, by number. */
export const JOB_STATUS_NAMES: readonly string[] = Object.keys(JobStatus);

const { RUNNING, FAILING, FAILED, CANCELLING, CANCELED, FINISHED, RESTARTING, SUSPENDED } =
  JobStatus;

/** By status: what may come next. Globally terminal ones have no successor. */
const NEXT: readonly (readonly number[])[] = [
  [RUNNING, FAILING, CANCELLING, SUSPENDED],
  [RESTARTING, FAILING, CANCELLING, FINISHED, SUSPENDED],
  [FAILED, SUSPENDED],
  [],
  [CANCELED, SUSPENDED],
  [],
  [],
  [RUNNING, FAILING, CANCELLING, SUSPENDED],
  [],
];

/** True when a job may go from one status to the other. */
export function mayFollow(before: number, after: number): boolean {
  return NEXT[before].includes(after);
}

/** True when the job will never run again (MT-4). */
export function isGloballyTerminal(status: number): boolean {
  return status === FAILED || status === CANCELED || status === FINISHED;
}

// Why a checkpoint is not triggered, is declined or is given up, with Flink's names
// (CheckpointFailureReason), and which of these count as failures of the job's checkpoints (CP-12).

/** One reason. */
interface FailureReasonRow {
  /** True when too many of these in a row make the job fail. */
  readonly isCounted: boolean;
  /** Ends a sentence that begins "Checkpoint 3 is given up: …". */
  readonly words: string;
}

const counted = (words: string): FailureReasonRow => ({ isCounted: true, words });
const ignored = (words: string): FailureReasonRow => ({ isCounted: false, words });

/** Whether each reason counts against the job (CP-12), and how it is told. */
const REASONS = {
  // it was never triggered
  NOT_ALL_REQUIRED_TASKS_RUNNING: ignored("not all tasks that must take part in it are running"),
  MINIMUM_TIME_BETWEEN_CHECKPOINTS: ignored("the minimum pause after the last one is not over"),
  TOO_MANY_CHECKPOINT_REQUESTS: ignored("too many requests wait already"),
  PERIODIC_SCHEDULER_SHUTDOWN: ignored("the job is being stopped with a savepoint"),
  // a task says no
  CHECKPOINT_DECLINED: counted("a task could not copy its state"),
  CHECKPOINT_ASYNC_EXCEPTION: counted("a task could not write its state to storage"),
  IO_EXCEPTION: counted("storage failed"),
  CHECKPOINT_DECLINED_TASK_NOT_READY: ignored("a task is not ready for it yet"),
  CHECKPOINT_DECLINED_TASK_CLOSING: ignored("a task has come to its end"),
  CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER: ignored("a task further up has cancelled it"),
  CHECKPOINT_DECLINED_SUBSUMED: ignored("the barrier of a newer one came first"),
  CHECKPOINT_DECLINED_INPUT_END_OF_STREAM: ignored("an input ended before its barrier came"),
  // the coordinator gives it up
  CHECKPOINT_EXPIRED: counted("it was not complete when its timeout was over"),
  FINALIZE_CHECKPOINT_FAILURE: counted("its metadata could not be stored"),
  CHECKPOINT_SUBSUMED: ignored("a newer one is complete"),
  CHECKPOINT_COORDINATOR_SUSPEND: ignored("the job is not running"),
  CHECKPOINT_COORDINATOR_SHUTDOWN: ignored("the job is over"),
  TASK_FAILURE: ignored("a task has failed"),
  JOB_FAILURE: ignored("the job has failed"),
  JOB_FAILOVER_REGION: ignored("tasks are started again"),
} as const;

/** The name of a reason. */
export type CheckpointFailureReason = keyof typeof REASONS;

const ROWS: ReadonlyMap<string, FailureReasonRow> = new Map(Object.entries(REASONS));

/** True when too many checkpoints in a row that end like this make the job fail (CP-12). */
export function isCountedFailure(reason: CheckpointFailureReason): boolean {
  return REASONS[reason].isCounted;
}

/** What a reason means, in plain words; any other text means itself. */
export function failureReasonWords(reason: string): string {
  return ROWS.get(reason)?.words ?? reason;
}

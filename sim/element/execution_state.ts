// The states of one subtask's execution, with Flink's names (ExecutionState, MT-3).

/** Numbers of the states, by name. */
export const ExecutionState = {
  CREATED: 0,
  SCHEDULED: 1,
  DEPLOYING: 2,
  INITIALIZING: 3,
  RUNNING: 4,
  FINISHED: 5,
  CANCELING: 6,
  CANCELED: 7,
  FAILED: 8,
} as const;

/** The names of {@linkcode ExecutionState}, by number. */
export const EXECUTION_STATE_NAMES = Object.keys(ExecutionState);

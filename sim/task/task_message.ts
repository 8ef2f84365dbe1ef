// What others tell a task, and what a task tells the control plane (Flink's RPCs between job manager and
// task managers): the kinds of messages, by number.

import type { MessageContent } from "../clock/message_queue.ts";

/** To a task. */
export const TaskMessage = {
  /**
   * A source is to begin checkpoint `number`, triggered at the time `second` (CP-5); `value` is what it
   * is for when it is a savepoint, else null.
   */
  TRIGGER_CHECKPOINT: 0,
  /** Checkpoint `number` is complete, or was given up (CP-9, CP-11). */
  NOTIFY_COMPLETE: 1,
  NOTIFY_ABORTED: 2,
  /** Stop, because the job restarts or fails. */
  CANCEL: 3,
  /** The world outside answers: `number` is the operator, `second` the argument, `value` the rest. */
  OUTSIDE_ANSWER: 4,
  /** Begin to restore, then begin to run (RS-8). */
  INITIALIZE: 5,
  RUN: 6,
  /** The other end of channel `number` is gone. */
  CONNECTION_LOST: 7,
} as const;

/** To the checkpoint coordinator. */
export const CoordinatorMessage = {
  /** Subtask `from` has its part of checkpoint `number`; `value` is its snapshot. */
  ACKNOWLEDGE: 0,
  /** Subtask `from` declines checkpoint `number`; `value` is the reason. */
  DECLINE: 1,
  /** Subtask `from` has come to the end of its data (EOI-3). */
  END_OF_DATA: 2,
  /** Storage has written the metadata of checkpoint `number`, or failed to: `second` is 1 or 0. */
  METADATA_STORED: 3,
  /** From the job manager: subtask `from` is in execution state `number`. */
  TASK_STATE: 4,
  /** From the job manager: all tasks run; or stop, whose reason is `value`. */
  START: 5,
  STOP: 6,
  /** From a person: take a savepoint; `value` is what it is for. */
  SAVEPOINT: 7,
} as const;

/** To the job manager. */
export const JobManagerMessage = {
  /** Subtask `from` is in execution state `number`. */
  TASK_STATE: 0,
  /** Subtask `from` has failed; `value` says why. */
  TASK_FAILED: 1,
  /** From the coordinator: too many checkpoints failed (CP-12); `value` says so. */
  FAIL_JOB: 2,
  /** From the coordinator, which has stopped: restore checkpoint `number`, 0 for none. */
  RESTORE: 3,
  /** A process offers the slots of task manager `number`. */
  TASK_MANAGER_REGISTERED: 4,
} as const;

/** How a task reaches the control plane. Wiring: made anew for each copy of the world. */
export interface ControlLine {
  toCoordinator(kind: number, content: MessageContent): void;
  toJobManager(kind: number, content: MessageContent): void;
}

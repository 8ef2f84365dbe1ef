// How a task stops before its end: it is cancelled, or it fails. Its operators are disposed of, and
// nothing that was on its way to it is heard any more.

import { NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { NEVER } from "../clock/agenda.ts";
import { ExecutionState } from "../element/execution_state.ts";
import { Fact } from "../trace/fact.ts";
import { disposeOperators } from "./close_operators.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import { JobManagerMessage } from "./task_message.ts";

/** The job manager wants it to stop. */
export function cancelTask(task: StreamTask, context: SubtaskContext): void {
  if (isStopped(task) || task.state === ExecutionState.FINISHED) {
    return context.tellJobManager(JobManagerMessage.TASK_STATE, { number: task.state });
  }
  task.enter(ExecutionState.CANCELING, context);
  dispose(task, context);
  stop(ExecutionState.CANCELED, task, context);
}

/** Something went wrong inside it; the job manager is told why. */
export function failTask(reason: string, task: StreamTask, context: SubtaskContext): void {
  if (isStopped(task) || task.state === ExecutionState.FINISHED) return;
  context.announce(Fact.taskFailed, -1, NO_KEY, NO_ORIGIN, 0, 0, reason);
  dispose(task, context);
  stop(ExecutionState.FAILED, task, context);
  context.tellJobManager(JobManagerMessage.TASK_FAILED, { value: reason });
}

/** Its process is gone: nobody disposes of anything, and nobody is told. */
export function killTask(reason: string, task: StreamTask, context: SubtaskContext): void {
  if (isStopped(task)) return;
  context.announce(Fact.taskFailed, -1, NO_KEY, NO_ORIGIN, 0, 0, reason);
  task.enter(ExecutionState.FAILED, context);
  clear(task, context);
}

function isStopped({ state }: StreamTask): boolean {
  return state === ExecutionState.CANCELED || state === ExecutionState.FAILED;
}

function dispose(task: StreamTask, context: SubtaskContext): void {
  const { state, isRecovering } = task;
  if (state === ExecutionState.DEPLOYING) return;
  if (state === ExecutionState.INITIALIZING && !isRecovering) return;
  disposeOperators(task, context);
}

function stop(state: number, task: StreamTask, context: SubtaskContext): void {
  task.enter(state, context);
  clear(task, context);
}

/** Nothing will ever happen here again. */
function clear(task: StreamTask, context: SubtaskContext): void {
  const { lanes, id } = context;
  task.heldUntil = NEVER;
  task.isBusy = false;
  task.messages.clear();
  const mail = [lanes.message, lanes.completion, lanes.timer, lanes.barrierTimeout, lanes.tick];
  for (
    const lane of [
      lanes.flush,
      lanes.upload,
      ...mail,
      lanes.marker,
      lanes.run,
      lanes.report,
      lanes.allow,
    ]
  ) {
    if (lane[id] >= 0) context.schedule(lane[id], NEVER);
  }
}

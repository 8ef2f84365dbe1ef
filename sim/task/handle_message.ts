// What a task does when somebody tells it something: one case for each kind of message. It is mail, so it
// never falls into the middle of an element (ORD-9).

import { assert } from "../clock/assert.ts";
import type { Message } from "../clock/message_queue.ts";
import { NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { ExecutionState } from "../element/execution_state.ts";
import { endsJob, type SavepointMode } from "../element/savepoint_mode.ts";
import { Fact } from "../trace/fact.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import { finishTask } from "./end_of_input.ts";
import { beginToInitialize, beginToRun } from "./initialize_task.ts";
import { cancelTask, failTask } from "./stop_task.ts";
import { failStop, stopWithSavepoint } from "./stop_with_savepoint.ts";
import { TaskMessage } from "./task_message.ts";
import { triggeredOptions } from "./triggered_options.ts";

/** The answer of the world outside, as it travels. */
export interface OutsideAnswer {
  readonly request: number;
  readonly isDone: boolean;
}

/** Obeys, or takes note. */
export function handleMessage(message: Message, task: StreamTask, context: SubtaskContext): void {
  switch (message.kind) {
    case TaskMessage.TRIGGER_CHECKPOINT:
      return triggerCheckpoint(message, task, context);
    case TaskMessage.NOTIFY_COMPLETE:
      return notifyComplete(message.number, task, context);
    case TaskMessage.NOTIFY_ABORTED:
      return notifyAborted(message.number, task, context);
    case TaskMessage.CANCEL:
      return cancelTask(task, context);
    case TaskMessage.OUTSIDE_ANSWER:
      return hearOutside(message, task, context);
    case TaskMessage.INITIALIZE:
      return beginToInitialize(task, context);
    case TaskMessage.RUN:
      return beginToRun(task, context);
    case TaskMessage.CONNECTION_LOST:
      return failTask(`the connection to ${String(message.value)} is lost`, task, context);
    default:
      assert(false, `there is no message of kind ${message.kind}`);
  }
}

/**
 * The coordinator triggers sources, and tasks behind which nobody runs any more (CP-5). One that still
 * hears from somebody has not seen all of its input, and declines.
 */
function triggerCheckpoint(
  { number, second, value }: Message,
  task: StreamTask,
  context: SubtaskContext,
): void {
  const { checkpoint } = task;
  const savepoint = value as SavepointMode | null;
  const isReady = task.state === ExecutionState.RUNNING &&
    task.closedCount === task.spec.subtask.inputs.length;
  if (!isReady) return checkpoint.decline(number, "CHECKPOINT_DECLINED_TASK_NOT_READY", context);
  const isStop = endsJob(savepoint) && !checkpoint.abortedIds.includes(number);
  if (isStop) return stopWithSavepoint(number, second, savepoint!, task, context);
  const options = triggeredOptions(context.engine.config, savepoint !== null);
  checkpoint.begin({ checkpointId: number, triggeredAt: second, options }, task, context);
}

/** Tail of the chain first (SN-6). */
function notifyComplete(checkpointId: number, task: StreamTask, context: SubtaskContext): void {
  if (task.state !== ExecutionState.RUNNING) return;
  const { chain, checkpoint } = task;
  context.announce(Fact.completionNotified, -1, NO_KEY, NO_ORIGIN, checkpointId, 0);
  for (let i = chain.operators.length - 1; i >= 0; i--) {
    chain.operators[i].notifyCheckpointComplete(checkpointId, context.chain[i].enter());
  }
  if (!task.hasEnded || checkpointId < checkpoint.finalId) return;
  checkpoint.isFinalComplete = true;
  finishTask(task, context);
}

function notifyAborted(checkpointId: number, task: StreamTask, context: SubtaskContext): void {
  if (task.state !== ExecutionState.RUNNING) return;
  const { chain, checkpoint } = task;
  context.announce(Fact.abortNotified, -1, NO_KEY, NO_ORIGIN, checkpointId, 0);
  if (failStop(checkpointId, task, context)) return;
  checkpoint.onAborted(checkpointId, context);
  for (let i = chain.operators.length - 1; i >= 0; i--) {
    chain.operators[i].notifyCheckpointAborted(checkpointId, context.chain[i].enter());
  }
}

function hearOutside(
  { number, second, value }: Message,
  task: StreamTask,
  context: SubtaskContext,
): void {
  if (!task.isWorking) return;
  const { request, isDone } = value as OutsideAnswer;
  task.chain.operators[number].onOutsideAnswer(
    request,
    second,
    isDone,
    context.chain[number].enter(),
  );
}

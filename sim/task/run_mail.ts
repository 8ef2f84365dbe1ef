// What a task does between two elements (Flink's MailboxProcessor, RT-1): first what it is told, then what
// it waited for and is done, then the timers that are due, each lane one mail after the other.

import { NEVER } from "../clock/agenda.ts";
import { ExecutionState } from "../element/execution_state.ts";
import { finishTask } from "./end_of_input.ts";
import { handleMessage } from "./handle_message.ts";
import { readOvertaking, runBarrierTimeouts } from "./overtaking_mail.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";

/** Runs all mail that is due, unless a snapshot begins: then the rest waits. */
export function runMail(task: StreamTask, context: SubtaskContext): void {
  const { completions, chain, messages } = task;
  const { lanes, id } = context;
  while (messages.nextTime <= context.now && !task.isBusy) {
    handleMessage(messages.shift(), task, context);
  }
  if (!task.isBusy && task.state === ExecutionState.RUNNING) {
    runBarrierTimeouts(task, context);
    readOvertaking(task, context);
  }
  task.isMailDue = task.isBusy;
  context.schedule(lanes.message[id], task.isBusy ? NEVER : messages.nextTime);
  if (!task.isWorking || task.isBusy) return;
  while (completions.nextTime <= context.now) {
    const { nextOperator, nextId } = completions;
    completions.shift();
    chain.operators[nextOperator].onCompletion(nextId, context.chain[nextOperator].enter());
  }
  context.schedule(lanes.completion[id], completions.nextTime);
  fireTimers(task, context);
  if (task.isMarkerDue) {
    task.isMarkerDue = false;
    context.chain[0].enter().emitMarker(context.processingTime, id);
  }
  if (task.finishing >= 0) finishTask(task, context);
  if (task.spec.canWait) task.wake(context);
}

function fireTimers({ chain }: StreamTask, context: SubtaskContext): void {
  const { timers, operators } = chain;
  const now = context.processingTime;
  for (let i = 0; i < operators.length; i++) {
    const at = timers[i];
    if (at >= now) continue;
    timers[i] = Infinity;
    operators[i].onProcessingTimer(at, context.chain[i].enter());
  }
  context.requestTimer();
}

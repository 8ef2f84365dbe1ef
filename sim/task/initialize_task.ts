// How a task begins in a later attempt: it reads its part of a checkpoint, gives it to its operators, and
// runs (Flink's StreamTask.restore, UC-8; RS-8).

import { NO_ORIGIN } from "../element/element.ts";
import { ExecutionState } from "../element/execution_state.ts";
import { Fact } from "../trace/fact.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import { finishRestored } from "./end_of_input.ts";
import { NO_LISTS } from "../6_state/operator_list_state.ts";
import { SourceOperator } from "../1_source/source_operator.ts";
import { recoverOutputs, tellRecovered } from "./recover_channels.ts";
import type { OperatorRestore, RestorePlan } from "./restore_plan.ts";
import { restoreOperator } from "./restore_operator.ts";
import { failTask } from "./stop_task.ts";
import { TaskMessage } from "./task_message.ts";

/** The task is deployed: it asks storage for its state. */
export function beginToInitialize(task: StreamTask, context: SubtaskContext): void {
  task.enter(ExecutionState.INITIALIZING, context);
  const { restore } = task;
  const count = restore === null ? 0 : restore.spec.entryCount;
  const duration = count === 0 ? 1 : context.engine.storage.timeFor(count);
  task.messages.push(context.now + duration, TaskMessage.RUN);
}

/** The state is here. */
export function beginToRun(task: StreamTask, context: SubtaskContext): void {
  const { restore } = task;
  const reason = context.engine.storage.isFailing(context.now)
    ? "storage does not answer"
    : context.engine.strikes?.hits("restore", context.id)
    ? "initializeState was made to fail"
    : context.lostPeer();
  if (reason !== null) return failTask(reason, task, context);
  startWithState(restore, task, context);
}

/** Operators get what is their own, and the task begins; with nothing, where there is none. */
export function startWithState(
  restore: RestorePlan | null,
  task: StreamTask,
  context: SubtaskContext,
): void {
  task.restore = null;
  task.chain.operators.forEach((operator, i) => {
    const share = restore?.spec.operators[i] ?? NOTHING;
    restoreOperator(share, operator, context.chain[i].enter(), (key) => context.ownsKey(key));
  });
  rewind(task, context);
  if (restore === null) return task.start(context);
  recoverOutputs(restore, task, context);
  const { entryCount, checkpointId, isFinished } = restore.spec;
  task.checkpoint.lastId = checkpointId;
  context.announce(Fact.stateRestored, -1, entryCount, NO_ORIGIN, checkpointId, 0);
  tellRecovered(restore, context);
  if (!isFinished) return task.start(context);
  task.enter(ExecutionState.RUNNING, context);
  finishRestored(task, context);
}

const NOTHING: OperatorRestore = Object.freeze({ parts: Object.freeze([]), lists: NO_LISTS });

/** A source goes back to where the checkpoint stands: what lies between is read again (RS-10). */
function rewind(task: StreamTask, context: SubtaskContext): void {
  const [head] = task.chain.operators;
  if (!(head instanceof SourceOperator)) return;
  head.resume(context.now, context.engine.strikes?.forgotten(context.id) ?? null);
  task.positionsBefore.forEach((before, index) => {
    const position = head.positions[index];
    if (position === before) return;
    context.announce(Fact.sourceRewound, head.splits[index], before, position, 0, 0);
    task.replayedCount += Math.max(0, before - position);
  });
  task.positionsBefore = new Int32Array(0);
}

// How a task ends: operators finish head first, the end of data travels on, and where checkpoints are
// taken the task stays for one more, so that a sink can still commit (EOI-1 … EOI-3).
//
//   operators finish ─▶ END_OF_DATA ─▶ (one more checkpoint completes ─▶ commits) ─▶ END_OF_PARTITION
//
// A task that stops with a savepoint ends in the same way, and the savepoint is the one more.

import { ElementKind, NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { ExecutionState } from "../element/execution_state.ts";
import { NEVER } from "../clock/agenda.ts";
import { MAX } from "../clock/time.ts";
import { SinkOperator } from "../7_sink/sink_operator.ts";
import { Fact } from "../trace/fact.ts";
import { closeOperators } from "./close_operators.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import { CoordinatorMessage } from "./task_message.ts";
import { triggeredOptions } from "./triggered_options.ts";

/** All input has ended: operators finish head first, then the end travels on (EOI-1, EOI-2). */
export function beginToFinish(task: StreamTask, context: SubtaskContext): void {
  stopPeriods(context);
  task.finishing = 0;
  finishTask(task, context);
}

/** All input has stopped with a savepoint: nothing is finished, no timer fires any more (CP-16). */
export function suspendTask(task: StreamTask, context: SubtaskContext): void {
  stopPeriods(context);
  task.finishing = task.chain.operators.length;
  task.chain.timers.fill(Infinity);
  endData(task, context);
}

function stopPeriods(context: SubtaskContext): void {
  const { tick, marker } = context.lanes;
  context.schedule(tick[context.id], NEVER);
  if (marker[context.id] >= 0) context.schedule(marker[context.id], NEVER);
}

/** Goes on with the end as far as can be: who waits for something outside is waited for (AS-5). */
export function finishTask(task: StreamTask, context: SubtaskContext): void {
  if (task.hasEnded) return leaveIfDone(task, context);
  const { operators, timers } = task.chain;
  for (; task.finishing < operators.length; task.finishing++) {
    const operator = operators[task.finishing];
    if (operator.isPending) return;
    timers[task.finishing] = Infinity; // TI-10
    operator.finish(context.chain[task.finishing].enter());
    const next = task.finishing + 1;
    if (next < operators.length) operators[next].endInput(0, context.chain[next].enter());
  }
  endData(task, context);
}

/** A task that had finished when its checkpoint was taken has nothing to say but that it ends. */
export function finishRestored(task: StreamTask, context: SubtaskContext): void {
  task.finishing = task.chain.operators.length;
  task.isFinishedOnRestore = true;
  for (const partition of task.partitions) {
    context.broadcast(partition, ElementKind.WATERMARK, MAX);
  }
  endData(task, context);
}

function endData(task: StreamTask, context: SubtaskContext): void {
  const { flush, timer } = context.lanes;
  const { stop, checkpoint } = task;
  for (const partition of task.partitions) {
    context.broadcast(partition, ElementKind.END_OF_DATA, stop.mark);
  }
  context.schedule(flush[context.id], NEVER);
  context.schedule(timer[context.id], NEVER);
  const isStopping = stop.savepointId > 0;
  if (!context.waitsForFinalCheckpoint && !isStopping) return leave(task, context);
  task.hasEnded = true;
  checkpoint.finalId = isStopping ? stop.savepointId : checkpoint.lastId + 1;
  context.announce(Fact.dataEnded, -1, NO_KEY, NO_ORIGIN, 0, 0);
  context.tellCoordinator(CoordinatorMessage.END_OF_DATA, {});
  if (stop.triggeredAt < 0) return;
  const { savepointId: checkpointId, triggeredAt } = stop;
  const options = triggeredOptions(context.engine.config, true);
  checkpoint.begin({ checkpointId, triggeredAt, options }, task, context);
}

/** The last checkpoint is complete and everything that it had to commit is committed. */
function leaveIfDone(task: StreamTask, context: SubtaskContext): void {
  const { operators } = task.chain;
  if (!task.checkpoint.isFinalComplete || task.checkpoint.uploads.length > 0) return;
  // who is suspended waits for nothing but commits
  const isWaiting = operators.some((operator) =>
    operator.isPending && (!task.stop.isSuspended || operator instanceof SinkOperator)
  );
  if (!isWaiting) leave(task, context);
}

function leave(task: StreamTask, context: SubtaskContext): void {
  closeOperators(task, context);
  if (context.takesCheckpoints) {
    for (const partition of task.partitions) {
      context.broadcast(partition, ElementKind.END_OF_PARTITION, 0);
    }
  }
  // answers that nobody waits for any more
  if (task.stop.isSuspended) context.schedule(context.lanes.completion[context.id], NEVER);
  task.enter(ExecutionState.FINISHED, context);
}

// What a task does when there is nowhere to write to (RT-2, NET-6): it takes no input until a buffer comes
// back, and keeps count of the time.

import type { Micros } from "../clock/time.ts";
import type { SourceOperator } from "../1_source/source_operator.ts";
import { NEVER } from "../clock/agenda.ts";
import { NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { Fact } from "../trace/fact.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";

/**
 * Blocked, when there is input that could be taken. A source that has none yet looks again when its
 * next record can be read: nobody wakes it, as an arriving buffer wakes the others.
 */
export function waitForOutput(task: StreamTask, context: SubtaskContext): Micros {
  const inputAt = nextInputAt(task, context);
  if (inputAt > context.now) return inputAt;
  if (task.isBlocked) return NEVER;
  task.isBlocked = true;
  task.blockedSince = context.now;
  if (context.recordsAll) context.report(Fact.taskBlocked, -1, NO_KEY, NO_ORIGIN, 0, 0);
  return NEVER;
}

/** There is somewhere to write to again. */
export function unblock(task: StreamTask, context: SubtaskContext): void {
  task.isBlocked = false;
  task.blockedTime += context.now - task.blockedSince;
  if (context.recordsAll) context.report(Fact.taskUnblocked, -1, NO_KEY, NO_ORIGIN, 0, 0);
}

/** When the next input can be taken: now or earlier, or NEVER when only a buffer can bring it. */
function nextInputAt(task: StreamTask, context: SubtaskContext): Micros {
  if (!task.spec.isSource) {
    return task.gates.some((gate) => gate.hasInput()) ? context.now : NEVER;
  }
  if (task.hasEnded) return NEVER;
  const source = task.chain.operators[0] as SourceOperator;
  const arrival = source.nextArrival(context.now);
  return arrival === NEVER && source.isFinished ? context.now : arrival;
}

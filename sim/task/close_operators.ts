// The last thing that happens to the operators of a task: each is closed once, however the task ends, and
// also when closing one of them fails (Flink's OperatorChain.closeAllOperators; F12).
//
//   it ends        closed; what fails fails the task
//   it is stopped  disposed of; what fails is told and changes nothing

import { EngineError } from "../clock/assert.ts";
import { NO_KEY, NO_ORIGIN } from "../element/element.ts";
import type { Operator, OperatorContext } from "../5_operator/operator.ts";
import { Fact } from "../trace/fact.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";

/** Something was thrown, by the operator in this place of the chain. */
interface CloseFailure {
  readonly error: unknown;
  readonly operator: number;
}

/** The task ends by itself. Errors: the first thing that an operator throws, after all are closed. */
export function closeOperators(task: StreamTask, context: SubtaskContext): void {
  const failure = closeAll(task, context, (operator, own) => operator.close(own));
  if (failure === null) return;
  context.chain[failure.operator].enter();
  throw failure.error;
}

/** The task is cancelled, or has failed: nothing that goes wrong now makes a difference. */
export function disposeOperators(task: StreamTask, context: SubtaskContext): void {
  const failure = closeAll(task, context, (operator, own) => operator.dispose(own));
  if (failure === null) return;
  const { error, operator } = failure;
  const reason = error instanceof Error ? error.message : String(error);
  context.announce(Fact.closeFailed, operator, NO_KEY, NO_ORIGIN, 0, 0, reason);
}

function closeAll(
  task: StreamTask,
  context: SubtaskContext,
  close: (operator: Operator, context: OperatorContext) => void,
): CloseFailure | null {
  const { chain } = task;
  if (chain.isClosed) return null;
  chain.isClosed = true;
  let first: CloseFailure | null = null;
  chain.operators.forEach((operator, index) => {
    try {
      close(operator, context.chain[index].enter());
    } catch (error) {
      if (error instanceof EngineError) throw error;
      first ??= { error, operator: index };
    }
  });
  const isStruck = context.engine.strikes?.hits("close", context.id) ?? false;
  const last = chain.operators.length - 1;
  return first ?? (isStruck ? { error: new Error("it was made to fail"), operator: last } : null);
}

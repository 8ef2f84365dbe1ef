// What a user reads when a run stops: which operator was at work, on which record, when, and what the
// user's own function said.

import type { Engine } from "./task/engine.ts";
import type { SubtaskContext } from "./task/subtask_context.ts";
import { NamedError, showValue } from "./clock/named_error.ts";
import { EngineError } from "./clock/assert.ts";

/** The error to show for whatever was thrown while a subtask acted. */
export function describeFailure(
  error: unknown,
  engine: Engine,
  contexts: readonly SubtaskContext[],
  acting: number,
): unknown {
  const context = contexts[acting];
  if (context === undefined || error instanceof EngineError) return error;
  const { task, active } = context;
  const { operator } = task.spec.vertex.chain[active];
  const { value } = task.row;
  const record = value === undefined ? "" : `, at record ${showValue(value)}`;
  const where = `in operator "${operator.name}" (subtask ${task.spec.subtask.label}, ` +
    `${(engine.now / 1e6).toFixed(6)} s of simulated time${record})`;
  if (error instanceof NamedError) {
    return new NamedError(error.code, `${error.sentence} — ${where}`, { cause: error.cause });
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : showValue(error);
  return new NamedError(
    "E-UDF",
    `A user function threw ${message} — ${where}. Usual cause: a field that some records lack; ` +
      `the same record fails again at every attempt, so filter it out or handle it`,
    { cause: error },
  );
}

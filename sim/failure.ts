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
  context: SubtaskContext | null,
): unknown {
  if (context === null || error instanceof EngineError) return error;
  const { task, active } = context;
  const { operator } = task.spec.vertex.chain[active];
  const { value } = task.row;
  const record = value === undefined ? "" : `, at record ${showValue(value)}`;
  const where = `in operator "${operator.name}" (subtask ${task.spec.subtask.label}, attempt ` +
    `${task.attempt}, ${(engine.now / 1e6).toFixed(6)} s of simulated time${record})`;
  if (error instanceof NamedError) {
    return new NamedError(error.code, `${error.sentence} — ${where}`, { cause: error.cause });
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : showValue(error);
  return new NamedError(
    "E-UDF",
    `A user function threw ${message} — ${where}${
      userLines(error)
    }. Usual cause: a field that some records lack; ` +
      `the same record fails again at every attempt, so filter it out or handle it`,
    { cause: error },
  );
}

/** Frames of the engine: a stage, or what holds stages together. */
const ENGINE_FRAME = /\/sim\/(\d_[a-z_]+|task|clock|graph|simulation\.ts|timeline\.ts)/;

/** Lines of the user's own that are named at most. */
const LINE_COUNT_MAX = 3;

/** Where in the user's own files it was thrown, innermost first; empty where that cannot be told. */
function userLines(error: unknown): string {
  const stack = error instanceof Error ? error.stack ?? "" : "";
  const frames = stack.split("\n").map((line) => /[^\s(]+:\d+:\d+/.exec(line)?.[0] ?? "");
  const own = frames.slice(0, frames.findIndex((frame) => ENGINE_FRAME.test(frame)))
    .filter((frame) => frame !== "" && !frame.startsWith("ext:"))
    .slice(0, LINE_COUNT_MAX)
    .map((frame) => frame.slice(frame.lastIndexOf("/") + 1));
  return own.length === 0 ? "" : `, at ${own.join(", called at ")}`;
}

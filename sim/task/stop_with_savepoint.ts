// How a task stops with a savepoint (CP-16; what Flink's StreamTask.endData does for its two StopModes).
// Nothing may follow behind the savepoint, so the end of data goes before its barrier:
//
//   drain   operators finish ─▶ END_OF_DATA(n) ──▶ barrier n ─▶ … complete ─▶ commits ─▶ leaves
//   stop                        END_OF_DATA(−n) ─▶ barrier n ─▶ … complete ─▶ commits ─▶ leaves
//
// A task behind them learns it from what comes through its channels; one input that is only suspended
// suspends it all.

import type { Micros } from "../clock/time.ts";
import type { SavepointMode } from "../element/savepoint_mode.ts";
import { beginToFinish, suspendTask } from "./end_of_input.ts";
import { failTask } from "./stop_task.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import { triggeredOptions } from "./triggered_options.ts";

/** The coordinator tells the head of a stream to end it with a savepoint. */
export function stopWithSavepoint(
  id: number,
  triggeredAt: Micros,
  mode: SavepointMode,
  task: StreamTask,
  context: SubtaskContext,
): void {
  const { stop, checkpoint } = task;
  if (id <= checkpoint.lastId || id === stop.savepointId) return; // told twice
  stop.savepointId = id;
  // what has come to its end by itself is not suspended any more
  stop.isSuspended = mode === "stop" && task.finishing < 0;
  const options = triggeredOptions(context.engine.config, true);
  if (task.hasEnded) {
    return checkpoint.begin({ checkpointId: id, triggeredAt, options }, task, context);
  }
  stop.triggeredAt = triggeredAt;
  if (stop.isSuspended) suspendTask(task, context);
  else if (task.finishing < 0) beginToFinish(task, context);
}

/** The savepoint was given up: a task that has stopped for it cannot go on. True when that is so. */
export function failStop(id: number, task: StreamTask, context: SubtaskContext): boolean {
  if (id !== task.stop.savepointId) return false;
  failTask(`it stopped for savepoint ${id}, which was given up`, task, context);
  return true;
}

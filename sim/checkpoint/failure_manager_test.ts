import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import type { CheckpointFailureReason } from "../element/checkpoint_failure_reason.ts";
import type { SavepointMode } from "../element/savepoint_mode.ts";
import { FailureManager } from "./failure_manager.ts";

/** Whether the job fails when a checkpoint, or a savepoint, was given up. */
function failsWith(
  manager: FailureManager,
  id: number,
  reason: CheckpointFailureReason,
  { tolerable = 1, savepoint = null as SavepointMode | null, isOfTask = true } = {},
): boolean {
  const failure = { spec: { id, savepoint }, reason, isOfTask };
  return manager.onAborted(failure, tolerable) !== null;
}

Deno.test("CP-12 more in a row than are tolerated fail the job, and counting begins anew", () => {
  const manager = new FailureManager();
  const failed = [1, 2, 3, 4, 5, 6]
    .map((id) => failsWith(manager, id, "CHECKPOINT_EXPIRED", { tolerable: 2 }));
  deepStrictEqual(failed, [false, false, true, false, false, true]);
});

Deno.test("CP-12 a completed checkpoint ends a row; older ones that fail after it do not count", () => {
  const manager = new FailureManager();
  const failed = [1, 2, 4, 5].map((id) => {
    if (id === 2) manager.onCompleted(3);
    return failsWith(manager, id, "IO_EXCEPTION");
  });
  deepStrictEqual(failed, [false, false, false, true]);
});

Deno.test("CP-12 F41 a savepoint that fails at the coordinator fails no job and is not counted", () => {
  const manager = new FailureManager();
  for (const savepoint of ["take", "stop", "drain"] as const) {
    strictEqual(
      failsWith(manager, 1, "CHECKPOINT_EXPIRED", { tolerable: 0, savepoint, isOfTask: false }),
      false,
    );
  }
  strictEqual(manager.consecutiveFailures, 0);
});

Deno.test("F41 a task that fails at the savepoint with which the job stops fails the job, for any reason", () => {
  const failure = { spec: { id: 4, savepoint: "stop" as const }, isOfTask: true };
  const manager = new FailureManager();
  const cause = manager.onAborted({ ...failure, reason: "CHECKPOINT_DECLINED_TASK_NOT_READY" }, 9);
  match(cause!, /stop with savepoint 4.*a task is not ready/);
  strictEqual(failsWith(manager, 5, "CHECKPOINT_DECLINED", { savepoint: "take" }), false);
  strictEqual(
    manager.consecutiveFailures,
    1,
    "a savepoint that is only taken counts as a checkpoint does",
  );
});

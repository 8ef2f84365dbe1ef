import { ok, strictEqual } from "node:assert/strict";
import { failureReasonWords, isCountedFailure } from "./checkpoint_failure_reason.ts";

Deno.test("CP-12 five reasons count, and no other", () => {
  for (
    const reason of [
      "IO_EXCEPTION",
      "CHECKPOINT_ASYNC_EXCEPTION",
      "CHECKPOINT_DECLINED",
      "CHECKPOINT_EXPIRED",
      "FINALIZE_CHECKPOINT_FAILURE",
    ] as const
  ) ok(isCountedFailure(reason), reason);
  for (
    const reason of [
      "CHECKPOINT_SUBSUMED",
      "CHECKPOINT_DECLINED_TASK_NOT_READY",
      "CHECKPOINT_DECLINED_TASK_CLOSING",
      "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER",
      "CHECKPOINT_DECLINED_SUBSUMED",
      "CHECKPOINT_DECLINED_INPUT_END_OF_STREAM",
      "MINIMUM_TIME_BETWEEN_CHECKPOINTS",
      "TOO_MANY_CHECKPOINT_REQUESTS",
      "NOT_ALL_REQUIRED_TASKS_RUNNING",
      "TASK_FAILURE",
      "JOB_FAILURE",
      "JOB_FAILOVER_REGION",
      "CHECKPOINT_COORDINATOR_SUSPEND",
      "CHECKPOINT_COORDINATOR_SHUTDOWN",
    ] as const
  ) ok(!isCountedFailure(reason), reason);
});

Deno.test("CP-12 every reason ends a sentence, and any other text means itself", () => {
  strictEqual(failureReasonWords("CHECKPOINT_SUBSUMED"), "a newer one is complete");
  strictEqual(failureReasonWords("the disk is full"), "the disk is full");
  strictEqual(failureReasonWords("constructor"), "constructor");
});

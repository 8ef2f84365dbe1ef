import { deepStrictEqual, ok } from "node:assert/strict";
import { FailureManager } from "./failure_manager.ts";

Deno.test("CP-12 more in a row than are tolerated fail the job, and counting begins anew", () => {
  const manager = new FailureManager();
  const failed = [1, 2, 3, 4, 5, 6].map((id) => manager.onAborted(id, "CHECKPOINT_EXPIRED", 2));
  deepStrictEqual(failed, [false, false, true, false, false, true]);
});

Deno.test("CP-12 a completed checkpoint ends a row; older ones that fail after it do not count", () => {
  const manager = new FailureManager();
  ok(!manager.onAborted(1, "IO_EXCEPTION", 1));
  manager.onCompleted(3);
  ok(!manager.onAborted(2, "IO_EXCEPTION", 1));
  ok(!manager.onAborted(4, "IO_EXCEPTION", 1));
  ok(manager.onAborted(5, "IO_EXCEPTION", 1));
});

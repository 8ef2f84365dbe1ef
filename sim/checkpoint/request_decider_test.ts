import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { CHECKPOINT_REQUESTS_MAX, type DecisionInput, RequestDecider } from "./request_decider.ts";

const FREE: DecisionInput = {
  now: 1000,
  pendingCount: 0,
  maxConcurrent: 1,
  lastCompletedAt: -Infinity,
  minPause: 500,
};

Deno.test("CP-6 a request waits while as many checkpoints are pending as may be", () => {
  const decider = new RequestDecider();
  ok(decider.add(true));
  strictEqual(decider.next({ ...FREE, pendingCount: 1 }), "none");
  strictEqual(decider.next({ ...FREE, pendingCount: 1, maxConcurrent: 2 }), "periodic");
  strictEqual(decider.next(FREE), "none");
});

Deno.test("CP-6 whoever asks goes before the schedule", () => {
  const decider = new RequestDecider();
  for (const isPeriodic of [true, false, true, false]) decider.add(isPeriodic);
  deepStrictEqual(
    [1, 2, 3, 4, 5].map(() => decider.next(FREE)),
    ["requested", "requested", "periodic", "periodic", "none"],
  );
});

Deno.test("CP-7 the schedule's request is dropped during the pause, and not after it", () => {
  for (const [lastCompletedAt, decision] of [[501, "tooEarly"], [500, "periodic"]] as const) {
    const decider = new RequestDecider();
    decider.add(true);
    strictEqual(decider.next({ ...FREE, lastCompletedAt }), decision);
    strictEqual(decider.periodicCount, 0);
  }
  const asked = new RequestDecider();
  asked.add(false);
  strictEqual(asked.next({ ...FREE, lastCompletedAt: 999 }), "requested");
});

Deno.test("CP-6 a thousand requests wait; who asks takes the place of the schedule's last one", () => {
  const decider = new RequestDecider();
  for (let i = 0; i < CHECKPOINT_REQUESTS_MAX - 1; i++) ok(decider.add(false));
  ok(decider.add(true));
  ok(!decider.add(true));
  ok(!decider.add(false), "one of the schedule is dropped for it");
  deepStrictEqual([decider.requestedCount, decider.periodicCount], [CHECKPOINT_REQUESTS_MAX, 0]);
  ok(!decider.add(false), "now it is this one itself");
  strictEqual(decider.requestedCount, CHECKPOINT_REQUESTS_MAX);
});

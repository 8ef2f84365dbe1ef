import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { CHECKPOINT_REQUESTS_MAX, type DecisionInput, RequestDecider } from "./request_decider.ts";

const FREE: DecisionInput = {
  now: 1000,
  pendingCount: 0,
  maxConcurrent: 1,
  lastCompletedAt: -Infinity,
  minPause: 500,
  savepointsWait: false,
};

Deno.test("CP-6 a request waits while as many checkpoints are pending as may be", () => {
  const decider = new RequestDecider();
  ok(decider.add("periodic"));
  strictEqual(decider.next({ ...FREE, pendingCount: 1 }), "none");
  strictEqual(decider.next({ ...FREE, pendingCount: 1, maxConcurrent: 2 }), "periodic");
  strictEqual(decider.next(FREE), "none");
});

Deno.test("CP-6 whoever asks goes before the schedule", () => {
  const decider = new RequestDecider();
  for (const asked of ["periodic", "requested", "periodic", "requested"] as const) {
    decider.add(asked);
  }
  deepStrictEqual(
    [1, 2, 3, 4, 5].map(() => decider.next(FREE)),
    ["requested", "requested", "periodic", "periodic", "none"],
  );
});

Deno.test("CP-7 the schedule's request is dropped during the pause, and not after it", () => {
  for (const [lastCompletedAt, decision] of [[501, "tooEarly"], [500, "periodic"]] as const) {
    const decider = new RequestDecider();
    decider.add("periodic");
    strictEqual(decider.next({ ...FREE, lastCompletedAt }), decision);
    strictEqual(decider.periodicCount, 0);
  }
  const asked = new RequestDecider();
  asked.add("requested");
  strictEqual(asked.next({ ...FREE, lastCompletedAt: 999 }), "requested");
});

Deno.test("CP-6 a thousand requests wait; who asks takes the place of the schedule's last one", () => {
  const decider = new RequestDecider();
  for (let i = 0; i < CHECKPOINT_REQUESTS_MAX - 1; i++) ok(decider.add("requested"));
  ok(decider.add("periodic"));
  ok(!decider.add("periodic"));
  ok(!decider.add("requested"), "one of the schedule is dropped for it");
  deepStrictEqual([decider.requestedCount, decider.periodicCount], [CHECKPOINT_REQUESTS_MAX, 0]);
  ok(!decider.add("requested"), "now it is this one itself");
  strictEqual(decider.requestedCount, CHECKPOINT_REQUESTS_MAX);
});

Deno.test("CP-6 CP-15 savepoints go before everybody, in their own order, and keep no pause", () => {
  const decider = new RequestDecider();
  for (const asked of ["periodic", "take", "requested", "drain"] as const) decider.add(asked);
  deepStrictEqual(
    [1, 2, 3, 4].map(() => decider.next({ ...FREE, lastCompletedAt: 999 })),
    ["take", "drain", "requested", "tooEarly"],
  );
  strictEqual(decider.size, 0);
});

Deno.test("CP-6 a savepoint begins while as many checkpoints are pending as may be, unless barriers overtake", () => {
  const decider = new RequestDecider();
  decider.add("take");
  const full = { ...FREE, pendingCount: 1 };
  strictEqual(decider.next({ ...full, savepointsWait: true }), "none");
  strictEqual(decider.next(full), "take");
});

Deno.test("CP-6 a savepoint too takes the place of the schedule's last request, and no other", () => {
  const decider = new RequestDecider();
  for (let i = 0; i < CHECKPOINT_REQUESTS_MAX - 1; i++) decider.add("requested");
  decider.add("periodic");
  ok(!decider.add("stop"));
  deepStrictEqual([decider.savepoints, decider.periodicCount], [["stop"], 0]);
  ok(!decider.add("take"));
  deepStrictEqual(decider.savepoints, ["stop"]);
});

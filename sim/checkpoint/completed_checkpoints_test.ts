import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { isDeepFrozen } from "../clock/freeze.ts";
import { planCheckpoint } from "./checkpoint_plan.ts";
import { completeCheckpoint, type CompletedCheckpoint } from "./completed_checkpoint.ts";
import { CompletedCheckpoints } from "./completed_checkpoints.ts";
import { PendingCheckpoint } from "./pending_checkpoint.ts";

/** Two subtasks that run, the second with nothing to store. */
function pendingOf(id: number): PendingCheckpoint {
  const plan = planCheckpoint({ states: [4, 4], predecessors: [[], [0]], afterTasksFinish: true })!;
  const pending = new PendingCheckpoint();
  pending.begin({ id, triggeredAt: 100 * id, isPeriodic: true, savepoint: null, plan }, 2);
  pending.acknowledge(0, 7 * id, false, 100 * id + 5);
  pending.acknowledge(1, -1, true, 100 * id + 6);
  return pending;
}

const completedOf = (id: number): CompletedCheckpoint =>
  completeCheckpoint(pendingOf(id), 100 * id + 9, true);

Deno.test("CP-9 a pending checkpoint waits for everybody once", () => {
  const pending = pendingOf(3);
  ok(pending.isFullyAcknowledged);
  strictEqual(pending.acknowledge(0, 8, false, 400), "duplicate");
  strictEqual(pending.acknowledge(5, 8, false, 400), "unknown");
  deepStrictEqual(pending.snapshots, [21]);
});

Deno.test("CP-9 the newest are kept, the others given back, oldest first", () => {
  const store = new CompletedCheckpoints();
  deepStrictEqual(new CompletedCheckpoints().latest, null);
  deepStrictEqual(store.add(completedOf(1), 2), []);
  deepStrictEqual(store.add(completedOf(4), 2), []);
  deepStrictEqual(store.add(completedOf(5), 2).map(({ spec }) => spec.id), [1]);
  strictEqual(store.latest?.spec.id, 5);
  deepStrictEqual([7, 28, 35].map((id) => store.needs(id)), [false, true, true]);
  throws(() => store.add(completedOf(5), 2), /newer than all before/);
});

Deno.test("a completed checkpoint never changes, so copies of the world share it", () => {
  const store = new CompletedCheckpoints();
  store.add(completedOf(1), 1);
  const twin = copy(store);
  store.add(completedOf(2), 1);
  strictEqual(twin.latest?.spec.id, 1);
  ok(isDeepFrozen(twin.latest?.spec));
  strictEqual(copy(twin).latest?.spec, twin.latest?.spec);
});

Deno.test("a pending checkpoint that goes on leaves its copy as it was", () => {
  const pending = new PendingCheckpoint();
  const plan = planCheckpoint({ states: [4], predecessors: [[]], afterTasksFinish: true })!;
  pending.begin({ id: 1, triggeredAt: 0, isPeriodic: false, savepoint: null, plan }, 1);
  const twin = copy(pending);
  pending.acknowledge(0, 1, false, 5);
  deepStrictEqual([pending.missingCount, twin.missingCount, twin.isAwaited[0]], [0, 1, 1]);
});

// A savepoint at the coordinator: how it is asked for, what it does to checkpoints, and how it ends.

import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { CoordinatorBench } from "./coordinator_bench_for_tests.ts";

const { running } = CoordinatorBench;

Deno.test("CP-3 CP-15 a savepoint shares the counter of ids, and is told apart from the trigger on", () => {
  const bench = running();
  bench.advanceTo(1000);
  bench.complete(1);
  bench.take();
  bench.requestSavepoint("take");
  deepStrictEqual(bench.take(), [
    "savepointRequested take",
    "checkpointTriggered #2",
    "savepointTriggered #2 take",
    "trigger #2 at 0, 1000 ms, take",
  ]);
});

Deno.test("CP-15 a savepoint is neither kept for restarts nor followed by notices, and lasts", () => {
  const bench = running({ interval: 5000 });
  bench.requestSavepoint("take");
  bench.complete(1);
  bench.take();
  strictEqual(bench.coordinator.latest(), null);
  bench.advanceTo(5000);
  bench.complete(2);
  bench.advanceTo(10_000);
  bench.complete(3);
  const { kept, savepoints } = bench.coordinator.completed;
  deepStrictEqual(kept.map(({ spec }) => spec.id), [3]);
  deepStrictEqual(savepoints.map(({ spec }) => [spec.id, spec.savepoint]), [[1, "take"]]);
  deepStrictEqual(bench.take("discard"), ["discard 20 21 22"], "its own parts are still there");
});

Deno.test("CP-15 a complete savepoint is told to nobody and subsumes nothing", () => {
  const bench = running({ maxConcurrent: 2 });
  bench.advanceTo(1000);
  bench.requestSavepoint("take");
  bench.take();
  bench.complete(2);
  deepStrictEqual(bench.take().slice(-1), ["savepointCompleted #2 take"]);
  deepStrictEqual(bench.coordinator.pending.map(({ spec }) => spec.id), [1]);
});

Deno.test("CP-15 a pending savepoint is not subsumed by a newer checkpoint", () => {
  const bench = running({ maxConcurrent: 2 });
  bench.requestSavepoint("take");
  bench.advanceTo(1000);
  bench.complete(2);
  deepStrictEqual(bench.coordinator.pending.map(({ spec }) => spec.id), [1]);
  bench.complete(1);
  deepStrictEqual(bench.take("savepointCompleted"), ["savepointCompleted #1 take"]);
});

Deno.test("CP-6 a savepoint does not wait for a place, but the schedule waits for it", () => {
  const bench = running();
  bench.advanceTo(1000);
  bench.requestSavepoint("take");
  deepStrictEqual(bench.coordinator.pending.map(({ spec }) => spec.id), [1, 2]);
  bench.complete(1);
  bench.take();
  bench.advanceTo(2000);
  deepStrictEqual(bench.take("checkpointTriggered"), []);
  bench.complete(2);
  deepStrictEqual(bench.take("checkpointTriggered"), ["checkpointTriggered #3"]);
});

Deno.test("CP-6 UC-6 where barriers overtake a savepoint waits like everybody", () => {
  const bench = running({ isUnaligned: true });
  bench.advanceTo(1000);
  bench.requestSavepoint("take");
  bench.take();
  bench.complete(1);
  deepStrictEqual(bench.take("savepointTriggered"), ["savepointTriggered #2 take"]);
});

Deno.test("CP-15 a savepoint keeps no pause; the schedule's next checkpoint keeps the pause after it", () => {
  const bench = running({ minPause: 700, interval: 1000 });
  bench.advanceTo(1000);
  bench.complete(1);
  bench.requestSavepoint("take");
  bench.advanceTo(1500);
  bench.complete(2);
  bench.take();
  bench.advanceTo(2000);
  deepStrictEqual(bench.take(), ["checkpointRefused MINIMUM_TIME_BETWEEN_CHECKPOINTS"]);
  bench.advanceTo(2200);
  deepStrictEqual(bench.take("Triggered"), ["checkpointTriggered #3"]);
});

Deno.test("CP-16 to stop with a savepoint ends the schedule and all that is under way; then all are told", () => {
  const bench = running();
  bench.advanceTo(1000);
  bench.take();
  bench.requestSavepoint("drain");
  deepStrictEqual(bench.take().filter((line) => !line.startsWith("tell")), [
    "savepointRequested drain",
    "checkpointAborted #1 CHECKPOINT_COORDINATOR_SUSPEND",
    "checkpointTriggered #2",
    "savepointTriggered #2 drain",
    "trigger #2 at 0, 1000 ms, drain",
  ]);
  bench.advanceTo(9000);
  bench.complete(2);
  deepStrictEqual(bench.take().slice(-4), [
    "savepointCompleted #2 drain",
    ...[0, 1, 2].map((subtask) => `tell ${subtask} that #2 is complete`),
  ]);
  strictEqual(bench.coordinator.stoppedById, 2);
  strictEqual(bench.coordinator.latest(), null, "no restart may use it");
});

Deno.test("CP-16 while the job stops it takes no other request, and no final checkpoint", () => {
  const bench = running();
  bench.requestSavepoint("stop");
  bench.take();
  bench.requestSavepoint("take");
  bench.triggerNow();
  for (const subtask of [0, 1, 2]) bench.endData(subtask);
  deepStrictEqual(bench.take(), [
    "savepointRequested take",
    "checkpointRefused PERIODIC_SCHEDULER_SHUTDOWN",
    "checkpointRefused PERIODIC_SCHEDULER_SHUTDOWN",
  ]);
});

Deno.test("CP-4 a job whose tasks do not all run goes on when it cannot stop with a savepoint", () => {
  const bench = running();
  bench.enter(2, "CANCELING");
  bench.take();
  bench.requestSavepoint("stop");
  deepStrictEqual(bench.take(), [
    "savepointRequested stop",
    "checkpointRefused NOT_ALL_REQUIRED_TASKS_RUNNING",
  ]);
  strictEqual(bench.coordinator.isStopping, false);
  bench.enter(2, "RUNNING");
  bench.advanceTo(1000);
  deepStrictEqual(bench.take("Triggered"), ["checkpointTriggered #1"]);
});

Deno.test("F41 a task that declines the savepoint with which the job stops fails the job", () => {
  const bench = running({ tolerableFailures: 9 });
  bench.requestSavepoint("stop");
  bench.decline(1, 1, "CHECKPOINT_DECLINED_TASK_NOT_READY");
  match(bench.take().at(-1)!, /fail the job: the job was to stop with savepoint 1/);
});

Deno.test("F41 CP-12 a savepoint that expires is told to all, and fails no job; the schedule goes on", () => {
  const bench = running({ timeout: 300, interval: 400 });
  bench.requestSavepoint("stop");
  bench.take();
  bench.advanceTo(300);
  deepStrictEqual(bench.take(), [
    "checkpointAborted #1 CHECKPOINT_EXPIRED",
    ...[0, 1, 2].map((subtask) => `tell ${subtask} that #1 is aborted`),
  ]);
  bench.advanceTo(700);
  deepStrictEqual(bench.take("Triggered"), ["checkpointTriggered #2"]);
});

Deno.test("CP-17 savepoints that wait or are pending end with the job's failure; complete ones stay", () => {
  const bench = running({ isUnaligned: true });
  bench.requestSavepoint("take");
  bench.complete(1);
  bench.requestSavepoint("take");
  bench.requestSavepoint("take");
  bench.take();
  bench.stop("JOB_FAILOVER_REGION");
  deepStrictEqual(bench.take().slice(0, 2), [
    "checkpointRefused JOB_FAILOVER_REGION",
    "checkpointAborted #2 JOB_FAILOVER_REGION",
  ]);
  bench.call((coordinator) => coordinator.forget());
  const { completed } = copy(bench.coordinator);
  deepStrictEqual(completed.savepoints.map(({ spec }) => spec.id), [1]);
  strictEqual(completed.needs(11), true);
});

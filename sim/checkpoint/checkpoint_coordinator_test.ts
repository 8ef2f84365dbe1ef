// How a checkpoint goes on and ends; when it is triggered stands in checkpoint_schedule_test.ts, what
// happens as tasks finish in checkpoint_end_of_data_test.ts.

import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { CoordinatorBench } from "./coordinator_bench_for_tests.ts";

const { running } = CoordinatorBench;

Deno.test("CP-9 each step of a checkpoint is one of its own: trigger, acknowledgements, metadata, completion", () => {
  const bench = running();
  bench.advanceTo(1000);
  deepStrictEqual(bench.take(), ["checkpointTriggered #1", "trigger #1 at 0, 1000 ms"]);
  bench.acknowledge(1, 2);
  bench.acknowledge(1, 0);
  deepStrictEqual(bench.take(), [
    "checkpointAcknowledged #1 of 2",
    "checkpointAcknowledged #1 of 0",
  ]);
  bench.acknowledge(1, 1);
  deepStrictEqual(bench.take(), [
    "checkpointAcknowledged #1 of 1",
    "checkpointFullyAcknowledged #1",
    "store #1",
  ]);
  strictEqual(bench.coordinator.latest(), null, "without its metadata it is not complete");
  bench.advanceTo(1400);
  bench.store(1);
  deepStrictEqual(bench.take(), [
    "checkpointCompleted #1",
    "tell 0 that #1 is complete",
    "tell 1 that #1 is complete",
    "tell 2 that #1 is complete",
  ]);
  deepStrictEqual(bench.coordinator.latest()?.spec, {
    id: 1,
    savepoint: null,
    triggeredAt: 1_000_000,
    completedAt: 1_400_000,
    isExactlyOnce: true,
    snapshotIds: [10, 11, 12],
    finished: [false, false, false],
  });
});

Deno.test("CP-8 a checkpoint expires after its timeout, and everybody hears of it", () => {
  const bench = running({ timeout: 300, tolerableFailures: 5 });
  bench.advanceTo(1000);
  bench.acknowledge(1, 0);
  bench.take();
  bench.advanceTo(1299.999);
  deepStrictEqual(bench.take(), []);
  bench.advanceTo(1300);
  deepStrictEqual(bench.take(), [
    "checkpointAborted #1 CHECKPOINT_EXPIRED",
    "discard 10",
    "tell 0 that #1 is aborted",
    "tell 1 that #1 is aborted",
    "tell 2 that #1 is aborted",
  ]);
});

Deno.test("CP-8 while its metadata is being stored a checkpoint neither expires nor is declined", () => {
  const bench = running({ timeout: 300, interval: 5000 });
  bench.advanceTo(5000);
  for (const subtask of [0, 1, 2]) bench.acknowledge(1, subtask);
  bench.take();
  bench.advanceTo(5900);
  bench.decline(1, 1, "CHECKPOINT_DECLINED");
  deepStrictEqual(bench.take(), []);
  bench.store(1);
  strictEqual(bench.coordinator.latest()?.spec.id, 1);
});

Deno.test("CP-10 what comes twice is ignored; what comes too late, or from nowhere, is discarded", () => {
  const bench = running({ tolerableFailures: 5 });
  bench.advanceTo(1000);
  bench.acknowledge(1, 0);
  bench.take();
  bench.acknowledge(1, 0);
  deepStrictEqual(bench.take(), []);
  bench.acknowledge(1, 0, 99);
  deepStrictEqual(bench.take(), ["discard 99"], "said twice, stored twice");
  bench.decline(1, 2, "CHECKPOINT_DECLINED");
  bench.take();
  bench.acknowledge(1, 1);
  bench.acknowledge(7, 1, 71);
  bench.acknowledge(7, 1, -1);
  deepStrictEqual(bench.take(), ["discard 11", "discard 71"]);
  bench.decline(1, 1, "CHECKPOINT_DECLINED");
  bench.decline(7, 1, "CHECKPOINT_DECLINED");
  bench.store(1);
  bench.store(7);
  deepStrictEqual(bench.take(), []);
});

Deno.test("CP-10 said again after completion, an acknowledgement does not discard what is needed", () => {
  const bench = running();
  bench.advanceTo(1000);
  bench.complete(1);
  bench.take();
  bench.acknowledge(1, 1);
  deepStrictEqual(bench.take(), []);
  bench.advanceTo(2000);
  bench.complete(2);
  bench.take();
  bench.acknowledge(1, 1);
  deepStrictEqual(bench.take(), ["discard 11"]);
});

Deno.test("CP-11 one task that declines ends the checkpoint for all", () => {
  const bench = running({ tolerableFailures: 1 });
  bench.advanceTo(1000);
  bench.acknowledge(1, 2, -1);
  bench.take();
  bench.decline(1, 1, "CHECKPOINT_DECLINED");
  deepStrictEqual(bench.take(), [
    "checkpointDeclined #1 of 1 CHECKPOINT_DECLINED",
    "checkpointAborted #1 CHECKPOINT_DECLINED",
    "tell 0 that #1 is aborted",
    "tell 1 that #1 is aborted",
    "tell 2 that #1 is aborted",
  ]);
});

Deno.test("CP-9 metadata that cannot be stored ends the checkpoint, and counts (CP-12)", () => {
  const bench = running();
  bench.advanceTo(1000);
  for (const subtask of [0, 1, 2]) bench.acknowledge(1, subtask);
  bench.take();
  bench.store(1, false);
  deepStrictEqual(bench.take(), [
    "checkpointAborted #1 FINALIZE_CHECKPOINT_FAILURE",
    "discard 10 11 12",
    "tell 0 that #1 is aborted",
    "tell 1 that #1 is aborted",
    "tell 2 that #1 is aborted",
    "fail the job: more checkpoints have failed in a row than the job tolerates",
  ]);
});

Deno.test("CP-12 the job fails at one failure in a row too many; a completed one begins the count anew", () => {
  const bench = running({ tolerableFailures: 1, maxConcurrent: 10 });
  bench.advanceTo(6000);
  bench.take();
  const isFailedBy = (work: () => void) => {
    work();
    return bench.take("fail the job").length > 0;
  };
  deepStrictEqual([
    isFailedBy(() => bench.decline(1, 0, "CHECKPOINT_ASYNC_EXCEPTION")),
    isFailedBy(() => bench.decline(2, 0, "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER")),
    isFailedBy(() => bench.complete(3)),
    isFailedBy(() => bench.decline(4, 0, "IO_EXCEPTION")),
    isFailedBy(() => bench.decline(5, 0, "IO_EXCEPTION")),
    isFailedBy(() => bench.decline(6, 0, "IO_EXCEPTION")),
  ], [false, false, false, false, true, false]);
});

Deno.test("CP-12 a job that has to fail triggers nothing more before it does", () => {
  const bench = running({ timeout: 2500 });
  bench.advanceTo(3500);
  const lines = bench.take();
  ok(lines.at(-1)!.startsWith("fail the job"), lines.join("; "));
  bench.stop("JOB_FAILURE");
  deepStrictEqual(bench.take(), []);
});

Deno.test("CP-9 a newer checkpoint that is complete subsumes the pending ones before it, and an old one", () => {
  const bench = running({ maxConcurrent: 3 });
  bench.advanceTo(1000);
  bench.complete(1);
  bench.advanceTo(4000);
  bench.acknowledge(2, 1);
  for (const subtask of [0, 1, 2]) bench.acknowledge(3, subtask);
  bench.take();
  bench.store(3);
  deepStrictEqual(bench.take(), [
    "checkpointCompleted #3",
    "checkpointSubsumed #1",
    "discard 10 11 12",
    "checkpointAborted #2 CHECKPOINT_SUBSUMED",
    "discard 21",
    "tell 0 that #2 is aborted",
    "tell 1 that #2 is aborted",
    "tell 2 that #2 is aborted",
    "tell 0 that #3 is complete",
    "tell 1 that #3 is complete",
    "tell 2 that #3 is complete",
  ]);
  deepStrictEqual(bench.coordinator.pending.map(({ spec }) => spec.id), [4]);
});

Deno.test("CP-9 one whose metadata is still being stored is subsumed too, and its answer comes to nobody", () => {
  const bench = running({ maxConcurrent: 2 });
  bench.advanceTo(2000);
  for (const id of [1, 2]) for (const subtask of [0, 1, 2]) bench.acknowledge(id, subtask);
  bench.store(2);
  bench.take();
  bench.store(1);
  deepStrictEqual(bench.take(), []);
  strictEqual(bench.coordinator.latest()?.spec.id, 2);
});

Deno.test("CP-9 as many completed checkpoints are kept as are to be retained", () => {
  const bench = running({ retained: 2 });
  for (const id of [1, 2, 3]) {
    bench.advanceTo(1000 * id);
    bench.complete(id);
  }
  deepStrictEqual(bench.take("Subsumed"), ["checkpointSubsumed #1"]);
  deepStrictEqual(bench.coordinator.completed.kept.map(({ spec }) => spec.id), [2, 3]);
});

Deno.test("CP-9 a snapshot that a newer checkpoint needs too survives the older one", () => {
  const bench = running();
  bench.advanceTo(1000);
  bench.complete(1);
  bench.advanceTo(2000);
  bench.acknowledge(2, 1, 11);
  bench.complete(2);
  deepStrictEqual(bench.take("discard"), ["discard 21", "discard 10 12"]);
});

Deno.test("CP-9 an answer of storage to a question that nobody asked is a mistake of ours", () => {
  const bench = running();
  bench.advanceTo(1000);
  throws(() => bench.store(1), /only what it was asked/);
});

Deno.test("CP-17 CP-3 a job that fails leaves nothing pending; the next attempt goes on counting", () => {
  const bench = running({ maxConcurrent: 2 });
  bench.advanceTo(3000);
  bench.triggerNow();
  bench.acknowledge(2, 0);
  bench.take();
  bench.stop("JOB_FAILOVER_REGION");
  deepStrictEqual(bench.take(), [
    "checkpointRefused JOB_FAILOVER_REGION",
    ...[
      "checkpointAborted #1 JOB_FAILOVER_REGION",
      ...[0, 1, 2].map((subtask) => `tell ${subtask} that #1 is aborted`),
    ],
    ...[
      "checkpointAborted #2 JOB_FAILOVER_REGION",
      "discard 20",
      ...[0, 1, 2].map((subtask) => `tell ${subtask} that #2 is aborted`),
    ],
  ]);
  strictEqual(bench.wakesAt, Infinity);
  bench.triggerNow();
  deepStrictEqual(bench.take(), ["checkpointRefused CHECKPOINT_COORDINATOR_SUSPEND"]);
  bench.advanceTo(9000);
  bench.call((coordinator) => coordinator.start(bench));
  bench.advanceTo(10_000);
  deepStrictEqual(bench.take("trigger #"), ["trigger #3 at 0, 10000 ms"]);
});

Deno.test("F06 a coordinator that dies forgets what was pending, and nothing else", () => {
  const bench = running({ maxConcurrent: 2 });
  bench.advanceTo(1000);
  bench.complete(1);
  bench.advanceTo(2000);
  for (const subtask of [0, 1, 2]) bench.acknowledge(2, subtask);
  bench.take();
  bench.call((coordinator) => coordinator.forget());
  bench.store(2);
  bench.acknowledge(2, 1);
  deepStrictEqual(bench.take(), ["discard 21"]);
  strictEqual(bench.coordinator.latest()?.spec.id, 1);
  const { numberOfInProgressCheckpoints, numberOfFailedCheckpoints } = bench.coordinator.stats;
  deepStrictEqual([numberOfInProgressCheckpoints, numberOfFailedCheckpoints], [0, 1]);
  bench.stop("JOB_FAILOVER_REGION");
  bench.call((coordinator) => coordinator.start(bench));
  bench.advanceTo(3000);
  deepStrictEqual(bench.take("trigger #"), ["trigger #3 at 0, 3000 ms"]);
});

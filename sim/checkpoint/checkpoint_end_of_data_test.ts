// Checkpoints while tasks come to their end, and what is told of all of them.

import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { CoordinatorBench } from "./coordinator_bench_for_tests.ts";

const { running } = CoordinatorBench;

Deno.test("CP-5 behind tasks that have finished the stream begins; they are neither asked nor told", () => {
  const bench = running();
  bench.enter(0, "FINISHED");
  bench.advanceTo(1000);
  deepStrictEqual(bench.take("trigger #"), ["trigger #1 at 1, 1000 ms"]);
  bench.acknowledge(1, 0, 5);
  deepStrictEqual(bench.take(), ["discard 5"]);
  bench.acknowledge(1, 1);
  bench.acknowledge(1, 2, -1, true);
  bench.store(1);
  deepStrictEqual(bench.take("tell"), ["tell 1 that #1 is complete", "tell 2 that #1 is complete"]);
  const { snapshotIds, finished } = bench.coordinator.latest()!.spec;
  deepStrictEqual([snapshotIds, finished], [[-1, 11, -1], [true, false, true]]);
});

Deno.test("CP-5 a task that finishes instead of acknowledging ends the checkpoint", () => {
  const bench = running({ maxConcurrent: 2 });
  bench.advanceTo(2000);
  bench.acknowledge(1, 0);
  bench.take();
  bench.enter(0, "FINISHED");
  deepStrictEqual(bench.take("Aborted"), ["checkpointAborted #2 CHECKPOINT_DECLINED_TASK_CLOSING"]);
  bench.enter(1, "FAILED");
  deepStrictEqual(bench.take("Aborted"), ["checkpointAborted #1 TASK_FAILURE"]);
});

Deno.test("EOI-3 when all data is out, the final checkpoint begins at once, not when it is due", () => {
  const bench = running();
  bench.advanceTo(200);
  for (const subtask of [0, 1]) bench.endData(subtask);
  deepStrictEqual(bench.take(), []);
  bench.endData(2);
  deepStrictEqual(bench.take("trigger #"), ["trigger #1 at 0, 200 ms"]);
  bench.endData(2);
  bench.advanceTo(300);
  bench.complete(1);
  bench.take();
  for (const subtask of [0, 1, 2]) bench.enter(subtask, "FINISHED");
  deepStrictEqual(bench.take(), []);
});

Deno.test("EOI-3 a task that has finished without another word has come to the end of its data", () => {
  const bench = running();
  bench.advanceTo(200);
  bench.enter(0, "FINISHED");
  bench.endData(1);
  bench.endData(2);
  deepStrictEqual(bench.take("trigger #"), ["trigger #1 at 1, 200 ms"]);
});

Deno.test("EOI-3 the final checkpoint waits for one that began before the data ended", () => {
  const bench = running();
  bench.advanceTo(1000);
  for (const subtask of [0, 1, 2]) bench.endData(subtask);
  bench.take();
  bench.complete(1);
  deepStrictEqual(bench.take("trigger #"), ["trigger #2 at 0, 1000 ms"]);
});

Deno.test("EOI-3 a task that is deployed anew has data again", () => {
  const bench = running();
  for (const subtask of [0, 1, 2]) bench.endData(subtask);
  bench.stop("JOB_FAILOVER_REGION");
  for (const subtask of [0, 1, 2]) {
    for (const state of ["FAILED", "CREATED", "RUNNING"] as const) bench.enter(subtask, state);
  }
  bench.call((coordinator) => coordinator.start(bench));
  bench.take();
  for (const subtask of [0, 1, 2]) bench.endData(subtask);
  deepStrictEqual(bench.take("trigger #"), ["trigger #2 at 0, 0 ms"]);
});

Deno.test("EOI-3 data may end before the schedule begins", () => {
  const bench = new CoordinatorBench();
  for (const subtask of [0, 1, 2]) bench.enter(subtask, "RUNNING");
  for (const subtask of [0, 1, 2]) bench.endData(subtask);
  deepStrictEqual(bench.take(), []);
  bench.call((coordinator) => coordinator.start(bench));
  deepStrictEqual(bench.take("trigger #"), ["trigger #1 at 0, 0 ms"]);
});

Deno.test("EOI-4 without checkpoints after tasks finish there is no final one, and no other", () => {
  const bench = running({ afterTasksFinish: false });
  for (const subtask of [0, 1, 2]) bench.endData(subtask);
  deepStrictEqual(bench.take(), []);
  bench.enter(0, "FINISHED");
  bench.advanceTo(1000);
  deepStrictEqual(bench.take(), ["checkpointRefused NOT_ALL_REQUIRED_TASKS_RUNNING"]);
});

Deno.test("MT-12 counters and gauges have Flink's names; the history tells who took how long and stored how much", () => {
  const bench = running({ maxConcurrent: 2, tolerableFailures: 5 });
  strictEqual(bench.coordinator.stats.lastCompletedCheckpointId, -1);
  bench.advanceTo(2000);
  bench.acknowledge(1, 1);
  bench.advanceTo(2250);
  bench.decline(1, 0, "CHECKPOINT_DECLINED");
  bench.complete(2);
  bench.advanceTo(3000);
  bench.call((coordinator) => coordinator.onRestored(bench));
  const { history, ...numbers } = bench.coordinator.stats;
  deepStrictEqual(numbers, {
    totalNumberOfCheckpoints: 3,
    numberOfInProgressCheckpoints: 1,
    numberOfCompletedCheckpoints: 1,
    numberOfFailedCheckpoints: 1,
    lastCompletedCheckpointId: 2,
    lastCheckpointDuration: 250,
    lastCheckpointSize: 20 + 21 + 22,
    lastCheckpointRestoreTimestamp: 3_000_000,
    lastRestoredCheckpointId: 2,
  });
  const times = {
    isPeriodic: true,
    savepoint: null,
    triggeredAt: 1e6,
    endedAt: 2.25e6,
    duration: 1.25e6,
  };
  deepStrictEqual(history.map(({ spec }) => spec), [
    {
      id: 1,
      ...times,
      failure: "CHECKPOINT_DECLINED",
      latestAcknowledgement: 2e6,
      entries: 11,
      subtasks: [
        { subtask: 0, acknowledgedAt: -1, duration: -1, entries: 0 },
        { subtask: 1, acknowledgedAt: 2e6, duration: 1e6, entries: 11 },
        { subtask: 2, acknowledgedAt: -1, duration: -1, entries: 0 },
      ],
    },
    {
      id: 2,
      ...times,
      triggeredAt: 2e6,
      duration: 0.25e6,
      failure: null,
      latestAcknowledgement: 2.25e6,
      entries: 20 + 21 + 22,
      subtasks: [0, 1, 2].map((subtask) => ({
        subtask,
        acknowledgedAt: 2.25e6,
        duration: 0.25e6,
        entries: 20 + subtask,
      })),
    },
  ]);
});

Deno.test("MT-12 a job with many checkpoints remembers the last hundred", () => {
  const bench = running();
  for (let id = 1; id <= 150; id++) {
    bench.advanceTo(1000 * id);
    bench.complete(id);
  }
  const { history, numberOfCompletedCheckpoints } = bench.coordinator.stats;
  deepStrictEqual([history.length, history[0].spec.id, numberOfCompletedCheckpoints], [
    100,
    51,
    150,
  ]);
});

// Savepoints in whole runs: how they are asked for, what a job does that stops with one, and how that may
// fail. What can be done with one stands in savepoint_restore_test.ts.

import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { Config } from "./config.ts";
import type { SavepointMode } from "./element/savepoint_mode.ts";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import { AsyncDataStream } from "./graph/async_data_stream.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { readCommitted } from "./connector/log_reader.ts";
import { JOB_STATUS_NAMES } from "./element/job_status.ts";
import { ElementKind } from "./element/element.ts";
import { MAX } from "./clock/time.ts";
import { open, results } from "./open.ts";
import { EXPECTED, LOG, type Pair, runSums } from "./recovery_job_for_tests.ts";
import { Fact } from "./trace/fact.ts";

const AT = { time: 1_250_000, done: 0 };

/** The job of the tests of recovery, of which somebody takes a savepoint a quarter of a second into a checkpoint's second. */
function runWith(mode: SavepointMode, faults: string[] = [], config: Partial<Config> = {}) {
  return runSums(faults, config, { interventions: [{ verb: "savepoint", at: AT, mode }] });
}

/** Facts of one kind, as `time label`. */
function told(
  { timeline: { trace, ground } }: ReturnType<typeof runSums>,
  ...kinds: number[]
): string[] {
  return [...trace.facts(kinds)].map(({ name, owner, value }) =>
    [name, ground.plan.subtasks[owner]?.label, value].filter((word) => word !== undefined).join(" ")
  );
}

Deno.test("CP-15 a savepoint changes nothing for the job from which it is taken", () => {
  const ending = runWith("take");
  deepStrictEqual([ending.status, ending.committed], ["FINISHED", EXPECTED]);
  const { completed } = ending.timeline.world.coordinator;
  deepStrictEqual(completed.savepoints.map(({ spec }) => [spec.id, spec.savepoint]), [[2, "take"]]);
  const notices = [...ending.timeline.trace.facts([Fact.completionNotified])];
  ok(notices.every(({ stamp }) => stamp !== 2) && notices.some(({ stamp }) => stamp === 3));
});

Deno.test("CP-15 what was pre-committed for a savepoint is committed with the next checkpoint", () => {
  const { timeline } = runWith("take");
  const [, second, third] = [...timeline.trace.facts([Fact.checkpointTriggered])];
  const commits = [...timeline.trace.facts([Fact.transactionCommitted])];
  ok(commits.every(({ time }) => time < second.time || time > third.time));
  deepStrictEqual(commits.filter(({ stamp }) => stamp === 2).length, 2);
});

Deno.test("CP-15 no restart begins from a savepoint, however new it is", () => {
  const ending = runWith("take", ["crash window[0] at 1.5s"]);
  deepStrictEqual([ending.restarts, ending.committed], [1, EXPECTED]);
  const [restore] = [...ending.timeline.trace.facts([Fact.restoreStarted])];
  strictEqual(restore.stamp, 1);
});

Deno.test("CP-16 stopped with a savepoint the job ends when that is complete, and nothing is finished", () => {
  const ending = runWith("stop");
  strictEqual(ending.status, "FINISHED");
  const { timeline } = ending;
  const [complete] = [...timeline.trace.facts([Fact.savepointCompleted])];
  const ends = [...timeline.trace.facts([Fact.executionStateChanged])].slice(-4);
  ok(ends.every(({ time }) => time > complete.time), "tasks leave after it");
  ok(
    timeline.position.time < 1_500_000,
    "nobody waits for a timeout of a transaction that is gone",
  );
  const watermarks = [...timeline.trace.facts([Fact.elementProcessed])]
    .filter(({ detail, stamp }) => detail === ElementKind.WATERMARK && stamp === MAX);
  deepStrictEqual(watermarks, [], "no source said that event time is over");
  const committed = readCommitted<Pair>(timeline.world, "out").map(({ value }) => value);
  const full = EXPECTED.split(" ");
  ok(committed.length > 0 && committed.length < full.length);
  ok(committed.every((pair) => full.includes(JSON.stringify(pair))), "each window is told in full");
});

Deno.test("CP-16 drained, sources say that event time is over, so that windows fire early", () => {
  const ending = runWith("drain");
  strictEqual(ending.status, "FINISHED");
  const committed = readCommitted<Pair>(ending.timeline.world, "out").map(({ value }) => value);
  const full = EXPECTED.split(" ");
  ok(committed.some((pair) => !full.includes(JSON.stringify(pair))), "a window is told in part");
  const total = committed.reduce((sum, [, n]) => sum + n, 0);
  strictEqual(total, 2 * (12 * 13 / 2), "and nothing of what was read is left out");
});

Deno.test("CP-16 SK-3 the results of a job that stops are committed, and seen", () => {
  for (const mode of ["stop", "drain"] as const) {
    const { timeline } = runWith(mode);
    const left = timeline.world.outsides.flatMap(({ outside }) => outside!.transactions)
      .filter(({ status }) => status === "open" || status === "pre-committed");
    deepStrictEqual(left, []);
  }
});

Deno.test("CP-16 a job without any schedule of checkpoints can be stopped with a savepoint too", () => {
  const job = (env: StreamExecutionEnvironment) => {
    env.fromSource(LOG, WatermarkStrategy.noWatermarks<Pair>(), "in").uid("in").rebalance()
      .map(([key]: Pair) => key).uid("key").sinkTo(collectSink<string>("out"));
  };
  const timeline = open(job, { interventions: [{ verb: "savepoint", at: AT, mode: "stop" }] })
    .run();
  strictEqual(JOB_STATUS_NAMES[timeline.world.jobManager.status], "FINISHED");
  strictEqual(results(timeline.world, "out").length, 26);
  strictEqual(timeline.world.coordinator.completed.savepoints.length, 1);
});

Deno.test("CP-16 of the answers that were under way when the job stopped none is waited for", () => {
  const job = (env: StreamExecutionEnvironment) => {
    const source = env.fromSource(LOG, WatermarkStrategy.noWatermarks<Pair>(), "in").uid("in");
    AsyncDataStream.unorderedWait(
      source,
      { invoke: ([key]: Pair) => ({ latency: 60_000_000, results: [key] }) },
      { timeout: 600_000 },
    ).uid("ask").sinkTo(collectSink<string>("out"));
  };
  const run = (mode: SavepointMode) =>
    open(job, { interventions: [{ verb: "savepoint", at: AT, mode }] }).run();
  ok(run("stop").position.time < 1_300_000);
  const drained = run("drain");
  ok(drained.position.time > 60_000_000, "who drains waits for all of them (AS-5)");
  strictEqual(results(drained.world, "out").length, 26);
});

Deno.test("F41 a task that fails at the savepoint of a stop fails the job, which starts again and goes on", () => {
  for (
    const fault of ["decline window[0]", "fail upload of window[0]", "fail snapshot of window[0]"]
  ) {
    const ending = runWith("stop", [`${fault} at 1.25s`]);
    deepStrictEqual([ending.status, ending.restarts, ending.committed], ["FINISHED", 1, EXPECTED]);
  }
});

Deno.test("F41 a stop that expires fails the tasks that had stopped for it", () => {
  const ending = runWith("stop", ["lose ack of window[0] after precommit 2"], {
    checkpointTimeout: 300,
  });
  strictEqual(ending.status, "FINISHED");
  ok(ending.timeline.world.jobManager.numRestarts > 0 || ending.committed !== EXPECTED);
});

Deno.test("F41 a savepoint that fails is the asker's business: the job goes on", () => {
  const ending = runWith("take", ["decline window[0] at 1.25s"], { tolerableFailedCheckpoints: 1 });
  deepStrictEqual([ending.status, ending.restarts, ending.committed], ["FINISHED", 0, EXPECTED]);
  deepStrictEqual(ending.timeline.world.coordinator.completed.savepoints, []);
});

Deno.test("a job that fails when its savepoint is complete is not started again: E-SAVEPOINT-STOPPED", () => {
  const ending = runWith("stop", ["crash window[0] on 1st savepointCompleted"]);
  strictEqual(ending.status, "FAILED");
  match(ending.timeline.world.jobManager.cause, /^E-SAVEPOINT-STOPPED: Savepoint 2/);
});

Deno.test("F04 E-SAVEPOINT-STOPPED a new job manager does not go back behind a complete savepoint", () => {
  const ending = runWith("stop", ["crash job-manager at 1.259s"]);
  strictEqual(ending.status, "FAILED");
  match(
    ending.timeline.world.jobManager.cause,
    /^E-SAVEPOINT-STOPPED: Savepoint 2.* its job manager died/,
  );
});

Deno.test("a request for a savepoint while the job does not run is refused, and told", () => {
  const interventions = [{ verb: "savepoint", at: { time: 1_520_000, done: 0 } }] as const;
  const ending = runSums(["crash window[0] at 1.5s"], {}, { interventions });
  deepStrictEqual(told(ending, Fact.savepointRequested, Fact.checkpointRefused).slice(0, 2), [
    "savepointRequested take",
    "checkpointRefused CHECKPOINT_COORDINATOR_SUSPEND",
  ]);
  strictEqual(ending.committed, EXPECTED);
});

Deno.test("a fork may take a savepoint from a run that had no control plane, and begins anew for it", () => {
  const job = (env: StreamExecutionEnvironment) => {
    env.fromSource(LOG, WatermarkStrategy.noWatermarks<Pair>(), "in").uid("in")
      .sinkTo(collectSink<Pair>("out"));
  };
  const calm = open(job, { keyframeDistance: 10 }).run();
  const fork = calm.fork({ verb: "savepoint", at: AT, mode: "drain" }).run();
  strictEqual(JOB_STATUS_NAMES[fork.world.jobManager.status], "FINISHED");
  strictEqual(fork.world.coordinator.completed.savepoints.length, 1);
  strictEqual(results(calm.world, "out").length, 60);
});

Deno.test("a run with a savepoint is rewound and replayed like any other", () => {
  const { timeline } = runWith("stop", [], { latency: 3000 });
  const end = timeline.traceHash, { position } = timeline;
  for (const time of [1_250_001, 400_000, 1_251_500]) timeline.seek({ time, done: 0 });
  strictEqual(timeline.seek(position).traceHash, end);
  const interventions = [{ verb: "savepoint", at: AT, mode: "stop" }] as const;
  const hashes = (["off", "all"] as const).map((level) =>
    runSums([], { latency: 3000 }, { interventions, record: { level } }).timeline.traceHash
  );
  deepStrictEqual(new Set([...hashes, end]).size, 1);
  notStrictEqual(end, runWith("drain", [], { latency: 3000 }).timeline.traceHash);
});

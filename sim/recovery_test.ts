import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { readCommitted } from "./connector/log_reader.ts";
import { transactionalLog } from "./connector/transactional_log.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import type { KeyedProcessFunction } from "./5_operator/process_function.ts";
import { open } from "./open.ts";
import { CONFIG, EXPECTED, LOG, type Pair, runSums } from "./recovery_job_for_tests.ts";
import { MIN } from "./clock/time.ts";
import { Fact } from "./trace/fact.ts";

/** Faults after which everything goes on, each with how often the job was started again. */
const RECOVERABLE: readonly (readonly [restarts: number, ...faults: string[]])[] = [
  [1, "crash window[0] at 1.5s"],
  [1, "crash window[0] after precommit 1"],
  [1, "crash out after precommit 2"],
  [1, "crash window[1] after commit 1"],
  [1, "crash source[1] before snapshot 2"],
  [1, "crash window[0] during alignment 2"],
  [1, "crash window[0] on 3rd windowFired of window[0]"],
  [1, "crash window[1] when checkpoints completed >= 2"],
  [1, "crash task-manager-1 at 1.5s"],
  [1, "crash task-managers after precommit 2"],
  [2, "crash task-manager-0 after snapshot 2", "crash task-manager-1 during restore 1"],
  [2, "crash window[0] at 1.2s", "crash window[1] during deploy 1"],
  [2, "crash window[0] at 1.2s", "fail restore of window[0] at 1.2s"],
  [0, "crash job-manager after acknowledge 1"],
  [0, "crash job-manager after store 1"],
  [0, "crash job-manager at 1.2s", "crash task-manager-0 at 1.3s for 1ms"],
  [0, "crash job-manager at 1.2s for 1s", "crash window[0] at 1.3s"],
  // the new process comes while nobody is there to take it
  [1, "crash task-manager-0 at 1.2s for 90s", "crash job-manager at 90s for 9s"],
  [1, "crash window[0] at 1.2s", "disconnect job-manager->task-manager-1 at 1.2s for 1s"],
  [1, "crash window[0] at 1.2s", "disconnect task-manager-1->job-manager at 1.3s for 1s"],
  [0, "pause task-manager-1 at 1.2s for 3s"],
  [1, "pause task-manager-1 at 1.2s for 80s"],
  [1, "disconnect task-manager-1<->job-manager at 1.2s for 100s"],
  [0, "hold task-manager-0->task-manager-1 at 1.2s for 3s"],
  [0, "delay task-manager-0->task-manager-1 by 300ms at 1.2s for 1s"],
  [1, "fail snapshot of window[0] during snapshot 1 of window[0]"],
  [1, "fail upload of window[0] at 0s"],
  [1, "decline window[1] at 0s"],
  [0, "lose ack of window[0] at 0s"],
  [0, "lose notification of window[0] at 0s"],
  [0, "hold notification of window[0] after complete 1 for 3s"],
  [0, "repeat ack of source at 0s"],
  [0, "repeat notification of window at 0s"],
  [0, "slow storage by 100 at 0s for 3s"],
  [1, "fail storage at 0.5s for 1s"],
  [0, "slow window[0] by 1000 at 0s for 2s"],
  [0, "silence source[0] at 1s for 1s"],
  [0, "fail commit of window[0] at 0s for 2s"],
  [0, "jump task-manager-1 by -1h at 1.2s", "jump task-managers by 2h at 2s"],
];

for (const [restarts, ...faults] of RECOVERABLE) {
  Deno.test(`SK-2 RS-8 nothing is lost or doubled: ${faults.join("; ")}`, () => {
    // a checkpoint that waits for a lost acknowledgement is given up after a second
    const run = runSums(faults, { checkpointTimeout: 1000, tolerableFailedCheckpoints: 0 });
    strictEqual(run.committed, EXPECTED);
    strictEqual(run.status, "FINISHED");
    ok(run.restarts >= restarts, `${run.restarts} restarts`);
    deepStrictEqual(run.timeline.world.faults.triggers.neverFired(), []);
    run.timeline.verify();
  });
}

Deno.test("F49 an append sink tells again what was told since the checkpoint, and loses nothing", () => {
  const { told } = runSums(["crash window[0] at 1.5s"]);
  const before = EXPECTED.split(" "), after = told.split(" ");
  ok(after.length > before.length);
  deepStrictEqual([...new Set(after)].sort(), [...new Set(before)].sort());
});

Deno.test("RS-2 RS-9 without checkpoints a job that may restart begins all over again", () => {
  const { told, timeline } = runSums(["crash window[0] at 1.5s"], {
    checkpointInterval: 0,
    restartStrategy: { type: "fixed-delay", attempts: 1, delay: 0 },
  });
  const [rewound] = timeline.trace.facts([Fact.sourceRewound]);
  strictEqual(rewound.origin, 0);
  ok(told.split(" ").length > EXPECTED.split(" ").length);
});

Deno.test("F13 RS-3 a job that has no attempt left is FAILED, and what was committed is a prefix", () => {
  const strategy = { type: "fixed-delay", attempts: 1, delay: 0 } as const;
  const faults = ["crash window[0] at 1.2s", "crash window[1] at 2.4s"];
  const { status, committed, timeline } = runSums(faults, { restartStrategy: strategy });
  strictEqual(status, "FAILED");
  const { cause, failedAt, endedAt } = timeline.world.jobManager;
  match(cause, /^window\[1\]: it was made to fail$/);
  ok(2_400_000 <= failedAt && failedAt < endedAt && endedAt < timeline.position.time);
  for (const pair of committed.split(" ")) ok(EXPECTED.split(" ").includes(pair), pair);
});

Deno.test("F30 a checkpoint that cannot be read stops the job by name, and no older one is taken", () => {
  const faults = ["corrupt checkpoint 1 after complete 1", "crash window[0] at 1.5s"];
  const { status, timeline } = runSums(faults);
  strictEqual(status, "FAILED");
  match(timeline.world.jobManager.cause, /^E-CHECKPOINT-CORRUPT: Checkpoint 1 cannot be read/);
  match(
    timeline.world.jobManager.cause,
    /wanted: a savepoint .* open\(job, \{ from: savepoint \}\) with/,
  );
});

Deno.test("F44 a transaction that timed out outside is lost, and the loss is reported", () => {
  const { committed, facts } = runSums([
    "expire transactions of out[0] after precommit 1 of out[0]",
  ]);
  ok(committed.length < EXPECTED.length);
  ok(facts.includes("transactionExpired window[0]"));
});

Deno.test("F55 a log that has forgotten what must be read again stops the job by name", () => {
  const faults = ["expire records of source[0] at 1.5s", "crash window[0] at 1.6s"];
  const { status, timeline } = runSums(faults, {
    restartStrategy: { type: "fixed-delay", attempts: 2, delay: 0 },
  });
  strictEqual(status, "FAILED");
  match(timeline.world.jobManager.cause, /E-SOURCE-RETENTION: Source "source" must go on from/);
});

Deno.test("F68 a record at which a function always throws uses up every attempt", () => {
  const { status, restarts, timeline } = runSums(["poison record 20 of window at 0s"]);
  strictEqual(status, "FAILED");
  strictEqual(restarts, 10);
  match(timeline.world.jobManager.cause, /E-UDF: .*attempt 10, .*at record \["a",10\]/);
});

Deno.test("F09 F45 a zombie writes on until it learns the truth, and fencing makes it harmless", () => {
  const { committed, timeline } = runSums([
    "disconnect task-manager-1<->job-manager at 1.2s for 100s",
  ]);
  strictEqual(committed, EXPECTED);
  ok(timeline.world.zombies.some((zombie) => zombie !== null));
});

Deno.test("M24 WG-10 watermarks are in no checkpoint: a restored window begins at −∞", () => {
  const { timeline } = runSums(["crash window[0] at 1.5s"]);
  const [restored] = timeline.trace.facts([Fact.stateRestored]);
  const watermarks = () => timeline.world.tasks.map(({ chain }) => chain.watermarks[0]);
  timeline.seek({ time: 1_499_999, done: 0 });
  ok(watermarks()[2] > MIN);
  timeline.seek({ time: restored.time + 1, done: 0 });
  strictEqual(watermarks()[2], MIN);
});

Deno.test("a fault that never fires leaves the run as it is, hash for hash", () => {
  const plain = runSums(), planned = runSums(["crash window[0] at 1h"]);
  strictEqual(planned.timeline.traceHash, plain.timeline.traceHash);
  deepStrictEqual(planned.timeline.world.faults.triggers.neverFired(), [0]);
});

Deno.test("recording never changes a run that fails", () => {
  const faults = ["crash window[0] on 2nd windowFired of window[0]", "crash out after precommit 2"];
  const hashes = (["off", "flight", "all"] as const).map((level) =>
    runSums(faults, {}, { record: { level } }).timeline.traceHash
  );
  deepStrictEqual(new Set(hashes).size, 1);
});

Deno.test("time travel goes through a failure and back, and a fork may let something fail", () => {
  const { timeline } = runSums(["crash window[0] at 1.5s"], {}, {
    keyframeDistance: 50,
  });
  const end = timeline.traceHash, { position } = timeline;
  for (const time of [2_000_000, 1_400_000, 1_502_000, 600_000]) timeline.seek({ time, done: 0 });
  strictEqual(timeline.seek(position).traceHash, end);
  const fork = timeline.fork({
    verb: "fault",
    at: { time: 2_600_000, done: 0 },
    fault: "crash task-manager-1",
  }).run();
  strictEqual(fork.world.jobManager.numRestarts, 2);
});

Deno.test("F04 RS-3 a new job manager counts restarts from the beginning", () => {
  const config = {
    restartStrategy: { type: "fixed-delay", attempts: 1, delay: 100 },
    taskManagerStartTime: 100_000,
  } as const;
  const [first, last] = ["crash window[0] at 1.3s", "crash window[0] after complete 2"];
  strictEqual(runSums([first, last], config).status, "FAILED");
  const { status, committed } = runSums([first, "crash job-manager at 1.8s", last], config);
  deepStrictEqual([status, committed], ["FINISHED", EXPECTED]);
});

Deno.test("F04 CP-12 a new job manager counts checkpoints that fail from the beginning", () => {
  const config = { tolerableFailedCheckpoints: 1, taskManagerStartTime: 100_000 };
  const fails = "fail upload of window[0] at 0.9s for 1.9s";
  strictEqual(runSums([fails], config).restarts, 1);
  const { restarts, committed } = runSums([fails, "crash job-manager at 1.4s"], config);
  deepStrictEqual([restarts, committed], [0, EXPECTED]);
});

Deno.test("F05 without high availability the job is gone with its job manager, and what was committed stays", () => {
  const { status, committed, timeline } = runSums(["crash job-manager at 1.5s"], {
    highAvailability: false,
  });
  strictEqual(status, "SUSPENDED");
  match(timeline.world.jobManager.cause, /^E-JOB-LOST/);
  ok(committed.length > 0 && committed.length < EXPECTED.length);
  strictEqual(timeline.isDone, true);
});

Deno.test("F14 RS-7 a pipeline of its own is started again alone, and the others go on", () => {
  const job = (env: StreamExecutionEnvironment) => {
    env.setParallelism(2);
    env.fromSource(LOG, WatermarkStrategy.noWatermarks<Pair>(), "source").uid("source")
      .map(([key, n]: Pair) => `${key}${n}`).uid("name").startNewChain()
      .sinkTo(transactionalLog<string>("out")).uid("out");
  };
  const committed = (faults: string[], failoverStrategy: "region" | "full") => {
    const config = { ...CONFIG, failoverStrategy };
    const timeline = open(job, { config, faults }).run();
    const attempts = timeline.world.tasks.map(({ attempt }) => attempt);
    const values = readCommitted<string>(timeline.world, "out").map(({ value }) => value);
    return { attempts, values: values.sort() };
  };
  const calm = committed([], "region");
  deepStrictEqual(committed(["crash name[1] at 1.5s"], "region"), {
    attempts: [0, 1, 0, 1],
    values: calm.values,
  });
  deepStrictEqual(committed(["crash name[1] at 1.5s"], "full").attempts, [1, 1, 1, 1]);
  const twice = committed(["crash name[1] at 1.5s", "crash name[0] at 1.55s"], "region");
  deepStrictEqual(twice.values, calm.values);
});

Deno.test("F61 a clock that jumps ahead makes timers fire at once, one that jumps back delays them", () => {
  const wake: KeyedProcessFunction<string, Pair, number> = {
    processElement([, n], context, _out) {
      if (n === 3) context.timerService.registerProcessingTimeTimer(1000);
    },
    onTimer(time, _context, out) {
      out.collect(time);
    },
  };
  const wokenAt = (...faults: string[]) => {
    const timeline = open((env) => {
      env.fromSource(LOG, WatermarkStrategy.noWatermarks<Pair>(), "source").uid("source")
        .keyBy(([key]) => key).process(wake).uid("wake").sinkTo(collectSink<number>("out"));
    }, { config: CONFIG, faults, record: { level: "all" } }).run();
    return [...timeline.trace.facts([Fact.timerFired])].map(({ time }) => time);
  };
  deepStrictEqual(wokenAt(), [1_001_000, 1_001_000]);
  deepStrictEqual(wokenAt("jump task-manager-0 by 10s at 500ms"), [500_000, 500_000]);
  deepStrictEqual(wokenAt("jump task-manager-0 by -1s at 500ms"), [2_001_000, 2_001_000]);
});

Deno.test("F09 the past of a run with a zombie is exact, also where its machine was given up a moment ago", () => {
  const faults = ["pause task-manager-1 at 1.2s for 80s"];
  const { timeline } = runSums(faults, {}, { keyframeDistance: 10 });
  timeline.verify();
  // what was held up is overdue when the machine goes on: a position after it is not run past
  for (const done of [2, 4, 6]) {
    const { position } = timeline.seek({ time: 81_200_000, done });
    deepStrictEqual(position, { time: 81_200_000, done });
  }
});

Deno.test("RS-9 a restore without a checkpoint is over too, and so is what was to go wrong during it", () => {
  for (const target of ["source", "source[0]"]) {
    const fault = `silence ${target} during restore 1`;
    const { status, restarts, committed, timeline } = runSums(
      ["crash window[0] at 0.3s", fault],
      {},
      { record: { level: "flight" } },
    );
    deepStrictEqual([status, restarts, committed], ["FINISHED", 1, EXPECTED], fault);
    const ended = [...timeline.trace.facts([Fact.faultEnded])].map(({ value }) => value);
    deepStrictEqual(ended, [fault]);
  }
});

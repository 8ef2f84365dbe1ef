import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { KeyedProcessFunction } from "./5_operator/process_function.ts";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import { AsyncDataStream } from "./graph/async_data_stream.ts";
import { valueState } from "./6_state/value_state.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { JobStatus } from "./element/job_status.ts";
import { replayableLog } from "./connector/replayable_log.ts";
import { keyedStore, storedRows } from "./connector/keyed_store.ts";
import { open, results } from "./open.ts";
import { CONFIG, EXPECTED, LOG, type Pair, runSums } from "./recovery_job_for_tests.ts";
import { Fact, FACT_NAMES } from "./trace/fact.ts";
import type { Timeline } from "./timeline.ts";

const NO_WATERMARKS = WatermarkStrategy.noWatermarks<Pair>();

/** The facts of one checkpoint, as names with the owner's label. */
function lifeOf(checkpointId: number, { trace, ground }: Timeline): string[] {
  return [...trace.facts()]
    .filter(({ stamp, kind }) =>
      stamp === checkpointId && FACT_NAMES.get(kind)!.columns.stamp === "checkpoint"
    )
    .map(({ name, owner }) => owner < 0 ? name : `${name} ${ground.plan.subtasks[owner].label}`);
}

Deno.test("SN-1 SN-2 a task sends the barrier, copies its state, writes it and says so, in that order", () => {
  const life = lifeOf(1, runSums().timeline).filter((line) => line.endsWith(" window[0]"));
  deepStrictEqual(
    life.filter((line) => !/barrierReceived|channel|transaction|commit/.test(line)).map((line) =>
      line.replace(" window[0]", "")
    ),
    [
      ...["alignmentStarted", "alignmentCompleted", "barrierEmitted", "snapshotStarted"],
      ...["snapshotTaken", "stateUploaded", "completionNotified"],
    ],
  );
});

Deno.test("CP-9 a checkpoint is complete when all parts are there and its metadata is stored", () => {
  const life = lifeOf(1, runSums().timeline);
  const count = (name: string) => life.filter((line) => line.startsWith(name)).length;
  strictEqual(count("checkpointAcknowledged"), 4);
  const places = ["checkpointAcknowledged", "checkpointFullyAcknowledged", "checkpointCompleted"]
    .map((name) => life.findLastIndex((line) => line === name));
  deepStrictEqual(places, [...places].sort((a, b) => a - b));
});

Deno.test("AL-6 no record behind a barrier is worked on before all barriers are there", () => {
  const { timeline } = runSums([], { checkpointInterval: 300, latency: 20_000 });
  let aligning = -1;
  const seen = new Set<number>();
  for (const fact of timeline.trace.facts()) {
    if (fact.owner !== 2) continue;
    if (fact.kind === Fact.alignmentStarted) aligning = fact.stamp;
    if (fact.kind === Fact.barrierReceived) seen.add(fact.subject);
    if (fact.kind === Fact.alignmentCompleted) {
      aligning = -1;
      seen.clear();
    }
    const isRecord = fact.kind === Fact.elementProcessed && fact.detail === 0;
    ok(!(isRecord && aligning > 0 && seen.has(fact.subject)), `at ${fact.time}`);
  }
});

Deno.test("SN-5 a task that copies its state takes no input meanwhile", () => {
  const { timeline } = runSums([], { snapshotTime: 150_000 });
  let since = -1;
  for (const { owner, kind, time } of timeline.trace.facts()) {
    if (owner !== 0) continue;
    if (kind === Fact.snapshotStarted) since = time;
    if (kind === Fact.elementProcessed && since >= 0) {
      ok(time > since + 150_000, "the next record comes after the copy");
      since = -1;
    }
  }
});

Deno.test("AL-12 TVX-26 without alignment a record may be counted twice, and none is lost", () => {
  const job = (env: StreamExecutionEnvironment) => {
    env.setParallelism(2);
    env.fromSource(LOG, NO_WATERMARKS, "source").uid("source")
      .rebalance().map(([key]: Pair) => key).uid("all").keyBy((key) => key)
      .process(COUNT).uid("count").sinkTo(keyedStore("last", ([key]: Pair) => key));
  };
  const counts = (checkpointMode: "exactly-once" | "at-least-once") => {
    const config = { ...CONFIG, checkpointMode, checkpointInterval: 500, latency: 200_000 };
    const timeline = open(job, { config, faults: ["crash count[0] at 1.95s"] }).run();
    strictEqual(timeline.world.jobManager.status, JobStatus.FINISHED);
    return storedRows<Pair>(timeline.world, "last").map(({ value: [key, n] }) => `${key}${n}`);
  };
  deepStrictEqual(counts("exactly-once"), ["a15", "b30", "c15"]);
  const more = counts("at-least-once").map((text) => Number(text.slice(1)));
  ok(more.every((n, i) => n >= [15, 30, 15][i]), `${more}`);
  ok(more.some((n, i) => n > [15, 30, 15][i]), `${more}`);
});

const SEEN = valueState<number>("seen");
const COUNT: KeyedProcessFunction<string, string, Pair> = {
  processElement(key, context, out) {
    const seen = context.state(SEEN);
    seen.update((seen.value() ?? 0) + 1);
    out.collect([key, seen.value()!]);
  },
};

Deno.test("EOI-3 a task whose last checkpoint is complete takes part in no other, so it comes to its end", () => {
  // one checkpoint is written while the next one is triggered, for ever
  const { status, timeline } = runSums([], {
    checkpointInterval: 10,
    maxConcurrentCheckpoints: 3,
    storageTime: 15_000,
  });
  strictEqual(status, "FINISHED");
  ok(timeline.position.time < 4_000_000, `finished at ${timeline.position.time} µs`);
});

Deno.test("EOI-3 after the end of all data one more checkpoint is taken at once, and then tasks finish", () => {
  const { timeline } = runSums([], { checkpointInterval: 3_600_000 });
  const names = [...timeline.trace.facts()].map(({ name }) => name);
  strictEqual(names.filter((name) => name === "checkpointCompleted").length, 1);
  ok(names.lastIndexOf("dataEnded") < names.indexOf("checkpointTriggered"));
  ok(timeline.position.time < 4_000_000, "an hour was not waited for");
});

Deno.test("F40 a source that ends early finishes with the next checkpoint, and later ones go on without it", () => {
  const short = replayableLog<Pair>({
    name: "short",
    partitions: [{ id: "0", records: [{ value: ["z", 1], arrival: 0, timestamp: 0 }] }],
  });
  const job = (env: StreamExecutionEnvironment) => {
    const few = env.fromSource(short, NO_WATERMARKS, "few").uid("few");
    env.fromSource(LOG, NO_WATERMARKS, "many").uid("many").union(few).rebalance()
      .map((pair: Pair) => pair).uid("all").keyBy(([key]) => key)
      .reduce(([key, n], _) => [key, n + 1]).uid("sum").sinkTo(collectSink<Pair>("out"));
  };
  const faults = ["crash sum[0] at 2.5s"];
  const timeline = open(job, { config: CONFIG, faults }).run();
  strictEqual(timeline.world.jobManager.status, JobStatus.FINISHED);
  const completed = [...timeline.trace.facts([Fact.checkpointCompleted])];
  ok(completed.length >= 3, `${completed.length} checkpoints`);
  const last = (key: string) =>
    results<Pair>(timeline.world, "out").filter(([k]) => k === key).at(-1)![1];
  deepStrictEqual([last("a"), last("z")], [14, 1]);
});

Deno.test("AS-5 what was asked of a service when the checkpoint was taken is asked again", () => {
  const job = (env: StreamExecutionEnvironment) => {
    const source = env.fromSource(LOG, NO_WATERMARKS, "source").uid("source");
    AsyncDataStream.orderedWait(
      source,
      {
        invoke: ([key, n]: Pair) => ({ latency: 700_000, results: [`${key}${n}`] }),
      },
      { timeout: 60_000 },
    ).uid("ask").sinkTo(keyedStore("answers", (text: string) => text));
  };
  const rows = (faults: string[]) =>
    storedRows<string>(open(job, { config: CONFIG, faults }).run().world, "answers")
      .map(({ value }) => value);
  deepStrictEqual(rows(["crash source[0] at 1.3s"]), rows([]));
});

Deno.test("TI-8 a processing-time timer that fell due while the job was down fires as soon as it is up", () => {
  const wake: KeyedProcessFunction<string, Pair, string> = {
    processElement([key, n], context, _out) {
      if (n === 3) context.timerService.registerProcessingTimeTimer(1_400);
      context.state(SEEN).update(key.length);
    },
    onTimer(time, context, out) {
      out.collect(`${context.currentKey} woken at ${time}`);
    },
  };
  const job = (env: StreamExecutionEnvironment) => {
    env.fromSource(LOG, NO_WATERMARKS, "source").uid("source").keyBy(([key]) => key)
      .process(wake).uid("wake").sinkTo(collectSink<string>("out"));
  };
  const config = {
    ...CONFIG,
    restartStrategy: { type: "fixed-delay", attempts: 1, delay: 400 },
  } as const;
  const timeline = open(job, { config, faults: ["crash wake[0] at 1.2s"] }).run();
  deepStrictEqual(results<string>(timeline.world, "out").sort(), [
    "b woken at 1400",
    "c woken at 1400",
  ]);
});

Deno.test("CP-12 more failed checkpoints in a row than are tolerated fail the job", () => {
  const faults = ["fail storage at 0.5s for 1.7s"];
  strictEqual(runSums(faults, { tolerableFailedCheckpoints: 0 }).restarts > 0, true);
  const tolerant = runSums(faults, { tolerableFailedCheckpoints: 5 });
  strictEqual(tolerant.restarts, 0);
  strictEqual(tolerant.committed, EXPECTED);
});

Deno.test("CP-14 a task whose state cannot be copied fails, and nobody blames a user's function", () => {
  const { restarts, committed, timeline } = runSums(["fail snapshot of window[0] at 0s"]);
  strictEqual(
    timeline.world.jobManager.cause,
    "window[0]: snapshotState of checkpoint 1 was made to fail",
  );
  deepStrictEqual([restarts, committed], [1, EXPECTED]);
});

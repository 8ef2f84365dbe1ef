import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import type { Config } from "./config.ts";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import type { Timeline } from "./timeline.ts";
import { NOTHING_IN_FLIGHT } from "./3_channel/channel_state.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { ExecutionState } from "./element/execution_state.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { completeConfig } from "./config_check.ts";
import { open, results } from "./open.ts";
import { valueState } from "./6_state/value_state.ts";
import { readCommitted } from "./connector/log_reader.ts";
import { transactionalLog } from "./connector/transactional_log.ts";
import type { Collector } from "./5_operator/collector.ts";
import type { KeyedProcessContext } from "./5_operator/process_function.ts";
import { CONFIG, EXPECTED, LOG, type Pair, runSums } from "./recovery_job_for_tests.ts";
import { Fact } from "./trace/fact.ts";

/** A job that cannot keep up: whatever has to wait for room waits long. */
const CONGESTED: Partial<Config> = {
  unalignedCheckpoints: true,
  checkpointInterval: 500,
  cost: 150_000,
  bufferCapacity: 1,
  buffersPerChannel: 1,
  floatingBuffersPerGate: 0,
  maxBuffersPerChannel: 2,
};

const FAULTS: readonly (readonly string[])[] = [
  [],
  ["crash window[0] at 2.5s"],
  ["crash window[1] after complete 2"],
  ["crash source[0] after complete 3"],
  ["crash task-manager-1 after complete 1"],
  ["crash window[0] during alignment 3"],
  ["crash window[0] after complete 2", "crash window[0] after complete 3"],
  ["crash job-manager after acknowledge 2"],
  ["pause task-manager-1 at 1.2s for 3s", "crash window[0] at 5s"],
  ["fail upload of window[0] at 2s"],
  ["decline window[1] at 1s", "crash source[1] at 4s"],
];

for (const alignedCheckpointTimeout of [0, 100, 1500]) {
  for (const faults of FAULTS) {
    const story = faults.length === 0 ? "without a fault" : faults.join("; ");
    Deno.test(`UC-5 UC-8 after ${alignedCheckpointTimeout} ms unaligned, ${story}`, () => {
      const run = runSums(faults, { ...CONGESTED, alignedCheckpointTimeout });
      strictEqual(run.status, "FINISHED");
      strictEqual(run.committed, EXPECTED);
    });
  }
}

/** What checkpoints hold of channels, in rows, checkpoint by checkpoint. */
function rowsOnTheirWay({ world: { coordinator, checkpoints } }: Timeline): number[] {
  return coordinator.completed.kept.map(({ spec: { snapshotIds } }) =>
    snapshotIds.reduce((sum, id) => {
      const { inputs, outputs } = checkpoints.get(id)?.spec.inFlight ?? NOTHING_IN_FLIGHT;
      return sum + [...inputs, ...outputs].reduce((rows, channel) => rows + channel.rows.length, 0);
    }, 0)
  );
}

Deno.test("UC-2 what barriers overtake is part of the checkpoint, and of aligned ones nothing is", () => {
  const retained = { retainedCheckpoints: 100 };
  const unaligned = runSums([], { ...CONGESTED, ...retained });
  ok(rowsOnTheirWay(unaligned.timeline).some((rows) => rows > 0));
  const aligned = runSums([], { ...CONGESTED, ...retained, unalignedCheckpoints: false });
  ok(rowsOnTheirWay(aligned.timeline).every((rows) => rows === 0));
});

/** How long checkpoints took in a run, in microseconds, those that were complete. */
function durations(config: Partial<Config>): number[] {
  const { trace } = runSums([], config, { record: { level: "flight" } }).timeline;
  const begun = new Map<number, number>(), took: number[] = [];
  for (let index = trace.start; index < trace.end; index++) {
    const { kind, stamp, time } = trace.at(index);
    if (kind === Fact.checkpointTriggered) begun.set(stamp, time);
    if (kind === Fact.checkpointCompleted) took.push(time - begun.get(stamp)!);
  }
  return took;
}

Deno.test("UC-4 F36 under back-pressure barriers that overtake are sooner there", () => {
  const longest = (config: Partial<Config>) => Math.max(...durations({ ...CONGESTED, ...config }));
  const aligned = longest({ unalignedCheckpoints: false });
  const unaligned = longest({});
  ok(unaligned * 3 < aligned, `${unaligned} and ${aligned} µs`);
  const timed = longest({ alignedCheckpointTimeout: 100 });
  ok(unaligned <= timed && timed < aligned, `${timed} µs with a timeout`);
});

Deno.test("UC-11 a checkpoint whose timeout is never over stays aligned", () => {
  const { timeline, committed } = runSums(["crash window[0] at 2.5s"], {
    ...CONGESTED,
    alignedCheckpointTimeout: 1_000_000,
    retainedCheckpoints: 100,
  }, { record: { level: "flight" } });
  strictEqual(committed, EXPECTED);
  ok(rowsOnTheirWay(timeline).every((rows) => rows === 0));
  const { trace } = timeline;
  for (let index = trace.start; index < trace.end; index++) {
    ok(trace.at(index).kind !== Fact.checkpointTurnedUnaligned);
  }
});

Deno.test("UC-8 what was on its way is read before the task runs, and before anything new", () => {
  const { timeline } = runSums(["crash task-managers after complete 3"], CONGESTED, {
    record: { level: "all" },
  });
  const { trace, ground: { plan } } = timeline;
  const isInitializing = plan.subtasks.map(() => false);
  let readCount = 0;
  for (let index = trace.start; index < trace.end; index++) {
    const { kind, owner, detail } = trace.at(index);
    if (kind === Fact.executionStateChanged) {
      isInitializing[owner] = detail === ExecutionState.INITIALIZING;
    }
    if (kind === Fact.elementProcessed && isInitializing[owner]) readCount++;
  }
  ok(readCount > 0);
});

/** A broadcast edge and a keyed one, both into slow tasks. */
function mixed(env: StreamExecutionEnvironment): void {
  env.setParallelism(2);
  const source = env
    .fromSource(LOG, WatermarkStrategy.forBoundedOutOfOrderness<Pair>(100), "source").uid("source");
  source.broadcast().map(([key]) => key).uid("all").sinkTo(collectSink("told")).uid("told");
  source.keyBy(([key]) => key).reduce(([key, a], [, b]) => [key, a + b] as const).uid("sum")
    .sinkTo(collectSink("sums")).uid("sums");
}

Deno.test("UC-7 F38 on a broadcast edge barriers stay aligned, and behind it they overtake again", () => {
  const config = { ...CONFIG, ...CONGESTED };
  const calm = open(mixed, { config }).run();
  const { trace, ground: { plan } } = calm;
  const blocked = new Set<string>();
  for (let index = trace.start; index < trace.end; index++) {
    const { kind, subject } = trace.at(index);
    if (kind !== Fact.channelBlocked) continue;
    blocked.add(plan.edges[plan.channels[subject].edge].partitioner.name);
  }
  deepStrictEqual([...blocked], ["BROADCAST"]);
  const failed = open(mixed, { config, faults: ["crash all[1] after complete 3"] }).run();
  strictEqual(failed.world.jobManager.attempt, 1);
  const last = (timeline: Timeline) =>
    results<Pair>(timeline.world, "sums").reduce(
      (sums, [key, sum]) => sums.set(key, Math.max(sums.get(key) ?? 0, sum)),
      new Map<string, number>(),
    );
  deepStrictEqual(last(failed), last(calm));
});

Deno.test("UC-6 AL-1 E-CHECKPOINT-UNALIGNED only exactly once, and one at a time", () => {
  const wrong = (config: Partial<Config>) => () =>
    completeConfig({ unalignedCheckpoints: true, ...config });
  throws(
    wrong({ checkpointMode: "at-least-once" }),
    /E-CHECKPOINT-UNALIGNED: .*at-least-once; wanted: exactly-once/,
  );
  throws(wrong({ maxConcurrentCheckpoints: 2 }), /E-CHECKPOINT-UNALIGNED: .*is 2; wanted: 1/);
  throws(wrong({ alignedCheckpointTimeout: -1 }), /E-CHECKPOINT-CONF/);
  throws(wrong({ forceUnalignedCheckpoints: 1 as never }), /E-CHECKPOINT-CONF/);
  ok(wrong({})());
});

const TOTAL = valueState<number>("total");

/** Two inputs of one slow task: the numbers of both add up by key. */
function connected(env: StreamExecutionEnvironment): void {
  env.setParallelism(2);
  const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Pair>(100);
  const [first, second] = ["first", "second"].map((name) =>
    env.fromSource(LOG, strategy, name).uid(name).keyBy(([key]) => key)
  );
  const add = (
    [key, n]: Pair,
    context: KeyedProcessContext<string>,
    out: Collector<Pair>,
  ) => {
    const total = (context.state(TOTAL).value() ?? 0) + n;
    context.state(TOTAL).update(total);
    out.collect([key, total]);
  };
  first.connect(second).process<Pair>({ processElement1: add, processElement2: add }).uid("sum")
    .sinkTo(transactionalLog<Pair>("sums")).uid("sums");
}

for (const fault of ["crash sum[0] after complete 2", "crash sum after complete 5"]) {
  Deno.test(`UC-8 a task with two inputs reads what was on its way on both first, ${fault}`, () => {
    const timeline = open(connected, { config: { ...CONFIG, ...CONGESTED }, faults: [fault] })
      .run();
    const { world, trace, ground: { plan } } = timeline;
    strictEqual(world.jobManager.attempt, 1);
    const largest = Map.groupBy(
      readCommitted<Pair>(world, "sums").map(({ value }) => value),
      ([key]) => key,
    );
    // twice what the log adds up to
    deepStrictEqual(
      [...largest].map(([key, rows]) => [key, Math.max(...rows.map(([, n]) => n))]).toSorted(),
      [["a", 420], ["b", 870], ["c", 450]],
    );
    const inputs = new Set([...trace.facts([Fact.channelStateRestored])]
      .map(({ subject }) => plan.edges[plan.channels[subject].edge].inputIndex));
    deepStrictEqual([...inputs].toSorted(), [0, 1]);
  });
}

// Faults that data and user code bring about: a hot key, a function that is not one, a key that changes,
// a value that is changed afterwards, one record that becomes very many.

import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import type { Config } from "./config.ts";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { readCommitted } from "./connector/log_reader.ts";
import { replayableLog } from "./connector/replayable_log.ts";
import { transactionalLog } from "./connector/transactional_log.ts";
import { JobStatus } from "./element/job_status.ts";
import { open } from "./open.ts";
import { readTaskMetrics } from "./task_metrics.ts";
import type { Timeline } from "./timeline.ts";
import { Fact } from "./trace/fact.ts";

/** A key and a number. */
type Pair = readonly [key: string, n: number];

/** Forty records in each of two splits, twenty a second. */
const logOf = (keyOf: (n: number) => string) =>
  replayableLog<Pair>({
    name: "log",
    partitions: [0, 1].map((id) => ({
      id: String(id),
      records: Array.from({ length: 40 }, (_, n) => ({
        value: [keyOf(n), 2 * n + id] as const,
        arrival: n * 50_000,
        timestamp: n,
      })),
    })),
  });

const CONFIG: Partial<Config> = {
  checkpointInterval: 500,
  restartStrategy: { type: "fixed-delay", attempts: 3, delay: 50 },
};

const none = () => WatermarkStrategy.noWatermarks<Pair>();
const numbers = (env: StreamExecutionEnvironment, keyOf = (n: number) => "abcde"[n % 5]) =>
  env.setParallelism(2).fromSource(logOf(keyOf), none(), "source").uid("source");

const run = (
  job: (env: StreamExecutionEnvironment) => void,
  faults: readonly string[] = [],
  config: Partial<Config> = {},
): Timeline => open(job, { config: { ...CONFIG, ...config }, faults }).run();

const committed = <T>({ world }: Timeline): T[] =>
  readCommitted<T>(world, "out").map(({ value }) => value);

Deno.test("F67 KG-3 all work of a hot key is one subtask's, however many there are, and none is lost", () => {
  const job = (env: StreamExecutionEnvironment) =>
    void numbers(env, () => "hot").keyBy(([key]) => key).reduce(([key, a], [, b]) => [key, a + b])
      .uid("sum").costs(20_000)
      .sinkTo(transactionalLog<Pair>("out"));
  const calm = run(job);
  const shares = readTaskMetrics(calm.world).filter(({ subtask }) => subtask.startsWith("sum"))
    .map(({ busyTimeMsPerSecond }) => Math.round(busyTimeMsPerSecond / 10)).sort((a, b) => a - b);
  strictEqual(shares[0], 0);
  ok(shares[1] > 50, `${shares[1]} % busy`);
  const total = (timeline: Timeline) => Math.max(...committed<Pair>(timeline).map(([, n]) => n));
  strictEqual(total(calm), (79 * 80) / 2);
  strictEqual(total(run(job, ["crash sum after complete 2"])), total(calm));
});

Deno.test("F70 chance and clock are refused, and a function that remembers is found by running it again", () => {
  const withMap = (map: (pair: Pair) => unknown) => (env: StreamExecutionEnvironment) =>
    void numbers(env).map(map).uid("map").sinkTo(transactionalLog("out"));
  for (const map of [() => Math.random(), () => Date.now(), () => crypto.randomUUID()]) {
    const { world } = run(withMap(map));
    strictEqual(world.jobManager.status, JobStatus.FAILED);
    match(world.jobManager.cause, /E-UDF-ENTROPY/);
  }
  let calls = 0;
  throws(() => run(withMap(([, n]) => [n, calls++])).verify(), /E-UDF-MEMORY: .*"Map"/);
});

Deno.test("F70 RS-10 what is told twice to a function that remembers has one effect, of another value", () => {
  const valuesOf = (...faults: string[]) => {
    let calls = 0;
    const timeline = run((env) => {
      numbers(env).map(([, n]) => [n, calls++] as const).uid("map")
        .sinkTo(transactionalLog<readonly [number, number]>("out"));
    }, faults);
    return committed<readonly [number, number]>(timeline).sort(([a], [b]) => a - b);
  };
  const calm = valuesOf(), replayed = valuesOf("crash map[0] at 1.3s");
  deepStrictEqual(replayed.map(([n]) => n), calm.map(([n]) => n)); // each once
  ok(JSON.stringify(replayed) !== JSON.stringify(calm));
});

Deno.test("F71 KG-1 a key that changes is refused where it is asked for, and what was committed stays right", () => {
  let asked = 0;
  const { world } = run((env) => {
    const fickle = ([key]: Pair) => ++asked > 60 ? `${key}${asked}` : key;
    numbers(env).keyBy(fickle).reduce(([key, a], [, b]) => [key, a + b])
      .sinkTo(transactionalLog<Pair>("out"));
  });
  strictEqual(world.jobManager.status, JobStatus.FAILED);
  match(world.jobManager.cause, /E-KEY: The key of record \["\w",\d+\]/);
  const all = Array.from({ length: 40 }, (_, n) => ["abcde"[n % 5], 4 * n + 1] as const);
  for (const [key, sum] of readCommitted<Pair>(world, "out").map(({ value }) => value)) {
    ok(sum <= all.filter(([k]) => k === key).reduce((total, [, n]) => total + n, 0));
  }
});

Deno.test("F72 a value that is changed after it was given away is frozen: the one who changes it fails", () => {
  const { world } = run((env) => {
    numbers(env).map((pair) => ({ pair, seen: 0 })).uid("wrap").startNewChain()
      .map((box) => {
        box.seen++;
        return box;
      }).uid("mark")
      .sinkTo(transactionalLog("out"));
  });
  strictEqual(world.jobManager.status, JobStatus.FAILED);
  match(world.jobManager.cause, /^wrap\[\d\]: E-UDF: .*read only property 'seen'/);
  deepStrictEqual(readCommitted(world, "out"), []);
});

Deno.test("F74 NET-8 ORD-15 a barrier waits until all that one record becomes is out, and nothing is lost", () => {
  const job = (env: StreamExecutionEnvironment) =>
    void numbers(env)
      .flatMap<number>(([, n], out) => {
        for (let i = 0; i < (n === 20 ? 500 : 1); i++) out.collect(1000 * n + i);
      }).uid("many")
      .rebalance().map((n) => n).uid("next").costs(2000)
      .sinkTo(transactionalLog<number>("out"));
  const narrow = { bufferCapacity: 4, buffersPerChannel: 1, floatingBuffersPerGate: 0 };
  const calm = run(job, [], narrow);
  const sorted = (timeline: Timeline) => committed<number>(timeline).sort((a, b) => a - b);
  strictEqual(sorted(calm).length, 79 + 500);
  // the first barrier behind it: from the source at once, through the next operator a while later
  const passed = (label: string) =>
    [...calm.trace.facts([Fact.barrierEmitted])].filter(({ owner, stamp }) =>
      calm.ground.plan.subtasks[owner].label === label && stamp === 1
    ).map(({ time }) => time)[0];
  ok(passed("next[0]") - passed("source[0]") > 100_000);
  deepStrictEqual(sorted(run(job, ["crash next[0] at 700ms"], narrow)), sorted(calm));
});

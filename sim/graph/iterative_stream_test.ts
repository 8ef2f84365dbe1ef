import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { ExecutionState } from "../element/execution_state.ts";
import { collection } from "../connector/collection.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { type Job, open, results } from "../mod.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";

/** Collatz: every number goes round until it is 1, and says how often. */
const collatz = (maxWait: number): Job => (env) => {
  const starts = [1, 2, 3, 6, 7, 9].map((n) => [n, n, 0] as const);
  const loop = env
    .fromSource(collection(starts), WatermarkStrategy.noWatermarks(), "starts")
    .map((start) => start as readonly [number, number, number])
    .iterate(maxWait);
  const next = loop.map(([start, n, count]) =>
    n === 1 ? [start, 1, count] as const : [start, n % 2 ? 3 * n + 1 : n / 2, count + 1] as const
  );
  loop.closeWith(next.filter(([, n]) => n !== 1));
  next.filter(([, n]) => n === 1)
    .map(([start, , count]) => `${start}: ${count}`)
    .sinkTo(collectSink("out"));
};

const expected = ["1: 0", "2: 1", "3: 7", "6: 8", "7: 16", "9: 19"];

Deno.test("CI-22 iterate feeds records back until the job is done with them", () => {
  const { world } = open(collatz(2000)).run();
  deepStrictEqual(results<string>(world, "out").toSorted(), expected);
  ok(world.tasks.every(({ state }) => state === ExecutionState.FINISHED), "every task has ended");
});

Deno.test("iterate with parallelism: subtask i hands back to subtask i", () => {
  const job: Job = (env) => {
    env.setParallelism(3);
    const loop = env
      .fromSource(collection([9, 8, 7, 6]), WatermarkStrategy.noWatermarks(), "n")
      .rebalance().map((n) => n).iterate(500);
    const less = loop.map((n) => n - 1);
    loop.closeWith(less.filter((n) => n > 0));
    less.filter((n) => n === 0).sinkTo(collectSink("out"));
  };
  const { world } = open(job).run();
  deepStrictEqual(results(world, "out"), [0, 0, 0, 0]);
});

Deno.test("DF-28 iterate waits for ever unless it is told: the run comes to rest, the job does not end", () => {
  const timeline = open(collatz(0)).run();
  deepStrictEqual(results<string>(timeline.world, "out").toSorted(), expected);
  strictEqual(timeline.isDone, true);
  const running = timeline.world.tasks.filter(({ state }) => state === ExecutionState.RUNNING);
  deepStrictEqual(running.map(({ spec }) => spec.vertex.name).slice(0, 1), ["Source: Iteration 0"]);
});

Deno.test("a head that waits too short a time ends before the input comes round", () => {
  const slow: Job = (env) => {
    const loop = env
      .fromSource(collection([2]), WatermarkStrategy.noWatermarks(), "n")
      .iterate(1);
    const less = loop.map((n) => n - 1).costs(5_000_000);
    loop.closeWith(less.filter((n) => n > 0));
    less.filter((n) => n === 0).sinkTo(collectSink("out"));
  };
  deepStrictEqual(results(open(slow).run().world, "out"), []);
});

Deno.test("iterations survive time travel: a run from the middle ends as the whole one", () => {
  const timeline = open(collatz(2000)).run();
  const hash = timeline.traceHash;
  timeline.seek({ time: 300_000, done: 0 });
  strictEqual(timeline.run().traceHash, hash);
});

Deno.test("E-GRAPH-ITERATION E-ITERATION an iteration is closed, with a feedback of its own width", () => {
  throws(() =>
    open((env) => {
      env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "n").iterate(1)
        .sinkTo(collectSink("out"));
    }), /E-GRAPH-ITERATION/);
  throws(() =>
    open((env) => {
      const loop = env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "n").iterate(
        1,
      );
      loop.closeWith(loop.map((n) => n).setParallelism(2));
    }), /E-ITERATION.*parallelism 2/s);
  throws(() =>
    open((env) => {
      env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "n").iterate(0.5);
    }), /E-ITERATION/);
});

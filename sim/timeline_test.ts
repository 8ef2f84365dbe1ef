import { deepStrictEqual, notStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { collectSink } from "./7_sink/collect_sink.ts";
import { collection } from "./connector/collection.ts";
import { countJob } from "./jobs_for_tests.ts";
import { open, results } from "./open.ts";
import type { Position } from "./position.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { firstDifference } from "./verify.ts";

const SEED = { seed: 5, config: { jitter: 3000 } };

/** Every position of a run with the hash that it has there. */
function walk(): { position: Position; hash: string }[] {
  const timeline = open(countJob, SEED);
  const places = [{ position: timeline.position, hash: timeline.traceHash }];
  while (timeline.stepForward()) {
    places.push({ position: timeline.position, hash: timeline.traceHash });
  }
  return places;
}

Deno.test("Timeline: seeking to a position is running to it, from either side", () => {
  const places = walk();
  const timeline = open(countJob, { ...SEED, keyframeDistance: 7 }).run();
  for (const n of [0, 1, 3, places.length - 1, 20, 21, 20, 2, 90, 89]) {
    const { position, hash } = places[n];
    timeline.seek(position);
    deepStrictEqual([timeline.position, timeline.traceHash, timeline.step], [position, hash, n]);
    const fresh = open(countJob, SEED).seek(position);
    strictEqual(firstDifference(timeline.world, fresh.world), null);
  }
});

Deno.test("Timeline: a step back undoes a step", () => {
  const timeline = open(countJob, SEED).seek({ time: 20_000, done: 2 });
  const { step, traceHash } = timeline;
  ok(timeline.stepBack());
  strictEqual(timeline.step, step - 1);
  ok(timeline.stepForward());
  strictEqual(timeline.traceHash, traceHash);
  ok(!open(countJob, SEED).stepBack(), "nothing comes before the start");
});

Deno.test("Timeline: past the end it stands at the end", () => {
  const timeline = open(countJob, SEED).run();
  const { traceHash } = timeline;
  strictEqual(timeline.seek({ time: 1e12, done: 0 }).traceHash, traceHash);
  ok(timeline.isDone && !timeline.stepForward());
});

Deno.test("Timeline: a place that is not in the run is the nearest one that is, and it says so", () => {
  const timeline = open(countJob, SEED).run();
  const { position: end } = timeline, start = { time: 0, done: 0 };
  strictEqual(timeline.isClamped, false);
  const rows: [time: unknown, done: unknown, stands: Position][] = [
    [-5, 0, start],
    [-Infinity, 0, start],
    [NaN, 0, start],
    ["1s", 0, start],
    [undefined, 0, start],
    [1e99, 0, end],
    [Infinity, 0, end],
  ];
  for (const [time, done, stands] of rows) {
    deepStrictEqual(timeline.seek({ time, done } as Position).position, stands, String(time));
    ok(timeline.isClamped, String(time));
    timeline.seek(end);
    ok(!timeline.isClamped);
  }
  timeline.seek({ time: 20_000, done: NaN });
  deepStrictEqual(
    [timeline.isClamped, timeline.step],
    [true, open(countJob, SEED).seek({ time: 20_000, done: 0 }).step],
  );
  for (const step of [-1, NaN, 1e9]) ok(timeline.seekStep(step).isClamped);
  strictEqual(timeline.seekStep(NaN).step, 0);
  ok(!timeline.seekStep(5).isClamped);
  strictEqual(timeline.view({ time: NaN, done: 0 }, { time: -1, done: 0 }).length, 0);
});

Deno.test("Timeline: keyframes stay few, and their distance does not steer", () => {
  const hashes = new Set<string>();
  for (const keyframeDistance of [1, 3, 1000]) {
    const timeline = open(countJob, { ...SEED, keyframeDistance, keyframeCountMax: 4 }).run();
    hashes.add(timeline.traceHash);
    ok(timeline.keyframeCount <= 4, `${timeline.keyframeCount} keyframes`);
    timeline.verify();
  }
  strictEqual(hashes.size, 1);
});

Deno.test("Timeline: recording off, at flight, at all, or in a ring is the same run", () => {
  const runs = [
    { level: "off" as const },
    { level: "flight" as const },
    { level: "all" as const },
    { level: "all" as const, chunkCountMax: 1 },
  ].map((record) => open(countJob, { ...SEED, record }).run());
  strictEqual(new Set(runs.map(({ traceHash }) => traceHash)).size, 1);
  strictEqual(runs[0].trace.length, 0);
  ok(runs[1].trace.length < runs[2].trace.length);
});

Deno.test("Timeline: view gives every fact of a stretch, whatever was recorded", () => {
  const all = open(countJob, { ...SEED, record: { level: "all" } }).run();
  const none = open(countJob, { ...SEED, record: { level: "off" }, keyframeDistance: 9 }).run();
  const from = { time: 12_000, done: 0 }, until = { time: 40_000, done: 0 };
  const seen = [...none.view(from, until).facts()].map(({ index: _, ...fact }) => fact);
  const wanted = [...all.trace.facts()].filter(({ time }) => time >= from.time && time < until.time)
    .map(({ index: _, ...fact }) => fact);
  deepStrictEqual(seen, wanted);
  ok(seen.length > 20);
});

Deno.test("Timeline: a fork changes what follows and leaves its parent alone", () => {
  const parent = open(countJob, { ...SEED, keyframeDistance: 10 }).run();
  const { traceHash } = parent;
  const at = { time: 15_000, done: 1 };
  const slow = { verb: "setLatency", at, from: 0, to: 1, latency: 50_000 } as const;
  const fork = parent.fork(slow);
  fork.seek(at);
  strictEqual(fork.traceHash, open(countJob, SEED).seek(at).traceHash, "equal up to the fork");
  fork.run();
  notStrictEqual(fork.traceHash, traceHash);
  strictEqual(parent.seek({ time: 0, done: 0 }).run().traceHash, traceHash);
  strictEqual(open(countJob, { ...SEED, interventions: [slow] }).run().traceHash, fork.traceHash);
  deepStrictEqual(results(fork.world, "sums").length, results(parent.world, "sums").length);
});

Deno.test("Timeline: a fork by a fault is verified from the keyframes of the run before it", () => {
  const config = { restartStrategy: { type: "fixed-delay", attempts: 1, delay: 1 } } as const;
  const parent = open(countJob, { ...SEED, config, keyframeDistance: 10 }).run();
  const at = { time: 15_000, done: 1 };
  const fork = parent.fork({ verb: "fault", at, fault: "crash count[0]" }).run();
  strictEqual(fork.world.jobManager.numRestarts, 1);
  fork.verify();
});

Deno.test("Timeline: what a watcher throws comes out, and fails no task of a job that may restart", () => {
  const config = { restartStrategy: { type: "fixed-delay", attempts: 5, delay: 1 } } as const;
  const timeline = open(countJob, { ...SEED, config });
  throws(() =>
    timeline.run(({ stepCount }) => {
      if (stepCount === 30) throw new Error("a claim does not hold");
      return false;
    }), /^Error: a claim does not hold$/);
  strictEqual(timeline.run().world.jobManager.numRestarts, 0);
});

Deno.test("Timeline: an intervention that cannot be is refused, with what there is", () => {
  const timeline = open(countJob, SEED);
  const at = { time: 0, done: 0 };
  const bad = [
    { verb: "setLatency", at, from: 0, to: 9, latency: 5 },
    { verb: "setLatency", at, from: 0, to: 0, latency: 5 },
    { verb: "setLatency", at, from: 0, to: 1, latency: 0 },
    { verb: "explode", at, from: 0, to: 1, latency: 5 },
    { verb: "setLatency", at: { time: -1, done: 0 }, from: 0, to: 1, latency: 5 },
    { verb: "savepoint", at, mode: "keep" },
    { verb: "savepoint", at: 7 },
  ];
  for (const intervention of bad) {
    throws(() => timeline.fork(intervention as never), /E-INTERVENTION/);
  }
});

Deno.test("Timeline: verify names the operator whose function remembers", () => {
  let seen = 0;
  const timeline = open((env) => {
    env.fromSource(collection([1, 2, 3, 4]), WatermarkStrategy.noWatermarks(), "numbers")
      .map((x) => x).name("honest")
      .map((x) => x + seen++).name("forgetful")
      .rebalance().sinkTo(collectSink("out"));
  }, { keyframeDistance: 2 }).run();
  throws(() => timeline.verify(), /E-UDF-MEMORY: .*forgetful/);
});

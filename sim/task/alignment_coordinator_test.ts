import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { collectSink } from "../7_sink/collect_sink.ts";
import { replayableLog } from "../connector/replayable_log.ts";
import { type Job, open, results } from "../mod.ts";
import { Fact } from "../trace/fact.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";

/** A log with one record every 10 ms of simulated time, in which event time goes on by `step`. */
const log = (name: string, count: number, step: number) =>
  replayableLog<number>({
    name,
    partitions: [{
      id: "0",
      records: Array.from({ length: count }, (_, i) => ({
        arrival: 10_000 * (i + 1),
        value: step * i,
        timestamp: step * i,
      })),
    }],
  });

const strategy = (maxDrift: number | null) => {
  const ascending = WatermarkStrategy.forMonotonousTimestamps<number>();
  return maxDrift === null ? ascending : ascending.withWatermarkAlignment("group", maxDrift, 100);
};

/** A slow log and one whose event time runs ten times as fast; a record takes 8 ms to read. */
const twoLogs = (maxDrift: number | null): Job => (env) => {
  const slow = env.fromSource(log("slow", 300, 10), strategy(maxDrift), "slow").uid("slow").costs(
    8000,
  );
  const fast = env.fromSource(log("fast", 300, 100), strategy(maxDrift), "fast").uid("fast").costs(
    8000,
  );
  slow.union(fast).map((n) => n).sinkTo(collectSink("out"));
};

/** How far event time is apart at most, while both still read. */
function widest(maxDrift: number | null): { drift: number; paused: number; out: number } {
  const timeline = open(twoLogs(maxDrift), { record: { level: "all" } }).run();
  const last: [number, number] = [0, 0];
  let drift = 0, paused = 0;
  for (const { kind, owner, stamp } of timeline.trace.facts()) {
    if (kind === Fact.sourcePaused) paused++;
    if (kind !== Fact.recordCreated) continue;
    last[owner] = stamp;
    if (last[0] < 2900) drift = Math.max(drift, last[1] - last[0]);
  }
  return { drift, paused, out: results(timeline.world, "out").length };
}

Deno.test("WA-1 WA-2 a source that is too far ahead waits for the slowest of its group", () => {
  const free = widest(null), aligned = widest(500);
  ok(free.drift > 20_000, `${free.drift} ms apart without alignment`);
  ok(aligned.drift < 6000, `${aligned.drift} ms apart with it`);
  ok(aligned.paused > 0);
  deepStrictEqual([free.paused, free.out, aligned.out], [0, 600, 600]);
});

Deno.test("WA-1 alignment survives time travel", () => {
  const timeline = open(twoLogs(500)).run();
  const hash = timeline.traceHash;
  timeline.seek({ time: 700_000, done: 0 });
  strictEqual(timeline.run().traceHash, hash);
});

Deno.test("WA-1 a group whose members have ended comes to rest", () => {
  const timeline = open(twoLogs(500)).run();
  ok(timeline.isDone);
  ok(timeline.world.alignments.every(({ isOver }) => isOver));
});

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { Config } from "../config.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { replayableLog } from "../connector/replayable_log.ts";
import { type Job, namesOf, open, results, written } from "../mod.ts";
import { Fact } from "../trace/fact.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";

const NO_BUFFERING: Partial<Config> = { bufferTimeout: 0, latency: 100, cost: 10 };

/** A log of one partition: [arrival in µs, value]. */
const log = (...records: [number, number][]) =>
  replayableLog<number>({
    name: "log",
    partitions: [{
      id: "0",
      records: records.map(([arrival, value]) => ({ arrival, value, timestamp: value })),
    }],
  });

function runAll(job: Job, config: Partial<Config> = NO_BUFFERING) {
  const timeline = open(job, { config, record: { level: "all" } }).run();
  const names = namesOf(timeline);
  const facts = [...timeline.trace.facts()].map((fact) => ({
    ...fact,
    who: names.subtasks[fact.owner],
  }));
  return { timeline, facts };
}

const twoTasks = (records: [number, number][], cost = 10): Job => (env) => {
  env.fromSource(log(...records), WatermarkStrategy.forMonotonousTimestamps<number>(), "source")
    .uid("source")
    .rebalance()
    .map((x) => x + 1).uid("map").name("map").costs(cost)
    .sinkTo(collectSink("out")).costs(0);
};

Deno.test("RT-1 StreamTask: an element's effects happen at the end of its cost", () => {
  const { facts } = runAll(twoTasks([[1000, 1]]));
  const born = facts.find(({ kind }) => kind === Fact.recordCreated)!;
  const sent = facts.find(({ kind }) => kind === Fact.bufferSent)!;
  const taken = facts.find(({ kind, detail }) => kind === Fact.elementPolled && detail === 0)!;
  const done = facts.find(({ kind, who, detail }) =>
    kind === Fact.elementProcessed && who === "map[0]" && detail === 0
  )!;
  deepStrictEqual([born.time, sent.time, taken.time, done.time], [1010, 1010, 1011, 1021]);
});

Deno.test("ORD-5 a chain finishes one element before it takes the next", () => {
  const { facts } = runAll((env) => {
    env.fromSource(log([0, 1], [0, 2]), WatermarkStrategy.noWatermarks<number>(), "source")
      .flatMap<number>((x, out) => {
        out.collect(x);
        out.collect(10 * x);
      })
      .map((x) => x)
      .sinkTo(collectSink("out"));
  });
  deepStrictEqual(
    facts.filter(({ kind }) => kind === Fact.resultWritten).map(({ value }) => value),
    [1, 10, 2, 20],
  );
});

Deno.test("EOI-1 the end brings the final watermark, then the end of data, then FINISHED", () => {
  const { facts, timeline } = runAll(twoTasks([[0, 1]]));
  const tail = facts.filter(({ who, kind }) => who === "map[0]" && kind === Fact.elementProcessed)
    .map(({ detail }) => detail);
  deepStrictEqual(tail.slice(-2), [1, 4]);
  ok(timeline.world.tasks.every(({ state }) => state === 5));
  ok(timeline.isDone);
});

Deno.test("NET-2 the flusher comes at the next multiple of the buffer timeout", () => {
  const config = { ...NO_BUFFERING, bufferTimeout: 7 };
  const { facts } = runAll(twoTasks([[1000, 1], [9000, 2]]), config);
  const sent = facts.filter(({ kind, detail }) => kind === Fact.bufferSent && detail === 0).map((
    { time },
  ) => time);
  // the second buffer is cut by the end of the input, not by the flusher
  deepStrictEqual(sent, [7000, 9010]);
});

Deno.test("NET-8 a slow consumer blocks its producer, and nothing is lost", () => {
  const records = Array.from({ length: 60 }, (_, i): [number, number] => [i, i]);
  const job: Job = (env) => {
    env.fromSource(log(...records), WatermarkStrategy.noWatermarks<number>(), "source")
      .rebalance().map((x) => x).uid("slow").costs(1000)
      .sinkTo(collectSink("out"));
  };
  const config = {
    ...NO_BUFFERING,
    bufferCapacity: 1,
    maxBuffersPerChannel: 2,
    slotsPerTaskManager: 1,
  };
  const { timeline, facts } = runAll(job, config);
  strictEqual(results(timeline.world, "out").length, 60);
  ok(facts.some(({ kind }) => kind === Fact.taskBlocked));
  const source = timeline.world.tasks[0];
  ok(source.blockedTime > 40_000, `blocked for ${source.blockedTime} µs`);
});

Deno.test("NET-6 a source whose buffers ran out before its next record came goes on with it", () => {
  const records = Array.from({ length: 20 }, (_, i): [number, number] => [i * 1000, i]);
  const config = { ...NO_BUFFERING, maxBuffersPerChannel: 2 };
  const { timeline, facts } = runAll(twoTasks(records, 5000), config);
  strictEqual(results(timeline.world, "out").length, records.length);
  ok(facts.some(({ kind }) => kind === Fact.taskBlocked));
});

Deno.test("MT-10 busy time is the cost of what was done", () => {
  const { timeline } = runAll(twoTasks([[0, 1], [5, 2], [5000, 3]], 400));
  deepStrictEqual(timeline.world.tasks.map(({ busyTime }) => busyTime), [30, 1200]);
});

Deno.test("ORD-7 results of a watermark leave before the watermark", () => {
  const { timeline } = runAll(twoTasks([[0, 1], [1, 2]]));
  deepStrictEqual(
    written(timeline.world, "out").map(({ value, timestamp }) => [value, timestamp]),
    [[2, 1], [3, 2]],
  );
});

Deno.test("WG-12 a partition that is silent from the start becomes idle and stops holding back", () => {
  const source = replayableLog<number>({
    name: "log",
    partitions: [
      {
        id: "speaks",
        records: [0, 1, 2, 3].map((i) => ({
          arrival: i * 1_000_000,
          value: i,
          timestamp: i * 1000,
        })),
      },
      { id: "silent", records: [{ arrival: 9_000_000, value: 9, timestamp: 9000 }] },
    ],
  });
  const { facts } = runAll((env) => {
    env.fromSource(
      source,
      WatermarkStrategy.forMonotonousTimestamps<number>().withIdleness(500),
      "source",
    )
      .rebalance().map((x) => x).uid("map").sinkTo(collectSink("out"));
  });
  const early = facts.filter(({ kind, who, time, stamp }) =>
    kind === Fact.watermarkAdvanced && who === "map[0]" && time < 5_000_000 && stamp > 0
  );
  ok(early.length > 0, "event time went on while the partition was silent");
});

Deno.test("WG-9 a partition that is read to its end no longer holds the others back", () => {
  const source = replayableLog<number>({
    name: "log",
    partitions: [
      { id: "short", records: [{ arrival: 0, value: 0, timestamp: 0 }] },
      {
        id: "long",
        records: [0, 1, 2, 3].map((i) => ({
          arrival: i * 1_000_000,
          value: i,
          timestamp: i * 1000,
        })),
      },
    ],
  });
  const { facts } = runAll((env) => {
    env.fromSource(source, WatermarkStrategy.forMonotonousTimestamps<number>(), "source")
      .rebalance().map((x) => x).uid("map").sinkTo(collectSink("out"));
  });
  const stamps = facts.filter(({ kind, who }) =>
    kind === Fact.watermarkAdvanced && who === "map[0]"
  ).map(({ stamp }) => stamp);
  ok(stamps.includes(999) && stamps.includes(1999), String(stamps));
});

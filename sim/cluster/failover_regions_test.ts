import { deepStrictEqual } from "node:assert/strict";
import { collectSink } from "../7_sink/collect_sink.ts";
import { readings } from "../graph/jobs_for_tests.ts";
import { planJob } from "../graph/plan_job.ts";
import { failoverRegions } from "./failover_regions.ts";
import { type FailoverTopology, failoverTopology } from "./failover_topology.ts";

const TYPES = { "=": "PIPELINED_BOUNDED", ":": "BLOCKING", "~": "PIPELINED_APPROXIMATE" } as const;

/** `0=1 1:2`: task 0 streams to task 1, task 1 leaves a result for task 2. */
function topology(taskCount: number, edges: string): FailoverTopology {
  const results = edges.split(" ").filter((edge) => edge !== "").map((edge) => ({
    producer: Number(edge[0]),
    consumers: [Number(edge[2])],
    type: TYPES[edge[1] as keyof typeof TYPES],
  }));
  return { taskCount, results };
}

/** Regions of such a topology, as `01 2`. */
const regions = (taskCount: number, edges: string) =>
  failoverRegions(topology(taskCount, edges)).tasks.map((tasks) => tasks.join("")).join(" ");

/** How many regions a job of two operators has that are wired in some way. */
const regionCount = (wire: "keyBy" | "forward" | "rescale", p: number, q = p) =>
  failoverRegions(failoverTopology(planJob((env) => {
    const source = readings(env, "s").setParallelism(p);
    const wired = wire === "keyBy" ? source.rebalance() : source[wire]();
    wired.sinkTo(collectSink("t")).setParallelism(q).disableChaining();
  }))).tasks.length;

Deno.test("RS-7 a job with an edge from all to all is one region, a pipeline per subtask is one each", () => {
  deepStrictEqual([regionCount("keyBy", 3), regionCount("forward", 3)], [1, 3]);
  deepStrictEqual([regionCount("rescale", 2, 4), regionCount("rescale", 3, 2)], [2, 2]);
});

Deno.test("RS-6 a result that is kept, or that may have gaps, is a border between regions", () => {
  deepStrictEqual(regions(4, "0=1 1:2 2=3"), "01 23");
  deepStrictEqual(regions(3, "0~1 1~2"), "0 1 2");
  deepStrictEqual(regions(3, ""), "0 1 2");
});

Deno.test("RS-6 tasks belong together over any number of streams, in whatever order they are named", () => {
  deepStrictEqual(regions(6, "4=5 2=3 0=1 1=4 3=5"), "012345");
  deepStrictEqual(regions(6, "2=5 1=4 0=3"), "03 14 25");
  deepStrictEqual(regions(3, "0=2 2=0 1:0"), "02 1", "what is fed back is no other region");
});

Deno.test("RS-6 regions that wait for each other's results in a circle are one", () => {
  deepStrictEqual(regions(4, "0=1 2=3 0:2 3:1"), "0123");
  deepStrictEqual(regions(6, "0=1 2=3 4=5 0:2 2:4 4:1"), "012345", "a circle of three");
  deepStrictEqual(regions(6, "0=1 2=3 4=5 0:2 2:4 3:5"), "01 23 45", "no circle");
  deepStrictEqual(regions(6, "0=1 2=3 4=5 2:4 5:3 0:2"), "01 2345", "0 and 1 are no part of it");
});

Deno.test("RS-6 regions are numbered by their first tasks", () => {
  deepStrictEqual(failoverRegions(topology(4, "1=3 0=2")), {
    regionOf: [0, 1, 0, 1],
    tasks: [[0, 2], [1, 3]],
  });
});

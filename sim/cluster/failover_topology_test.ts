import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { collectSink } from "../7_sink/collect_sink.ts";
import { readings } from "../graph/jobs_for_tests.ts";
import { planJob } from "../graph/plan_job.ts";
import { failoverTopology } from "./failover_topology.ts";

const plan = planJob((env) => {
  const source = readings(env, "s").setParallelism(2);
  const middle = source.rebalance().map((reading) => reading).setParallelism(2);
  source.rescale().sinkTo(collectSink("a")).setParallelism(1);
  middle.rescale().sinkTo(collectSink("b")).setParallelism(1);
});

Deno.test("RS-6 each task has a result for each of its edges, read by whom its channels lead to", () => {
  const { taskCount, results } = failoverTopology(plan);
  const labels = plan.subtasks.map(({ label }) => label);
  strictEqual(taskCount, labels.length);
  deepStrictEqual(
    results.map(({ producer, consumers }) =>
      `${labels[producer]} → ${consumers.map((task) => labels[task]).join(" ")}`
    ),
    [
      "s[0] → Map[0] Map[1]",
      "s[0] → a[0]",
      "s[1] → Map[0] Map[1]",
      "s[1] → a[0]",
      "Map[0] → b[0]",
      "Map[1] → b[0]",
    ],
  );
});

Deno.test("G-15 RS-6 a result is of the type of its edge", () => {
  const edges = plan.edges.map((edge) => ({
    ...edge,
    resultType: plan.vertices[edge.target].uid === "b" ? "BLOCKING" as const : edge.resultType,
  }));
  const types = failoverTopology({ ...plan, edges }).results.map(({ type }) => type);
  deepStrictEqual(types, [...Array(4).fill("PIPELINED_BOUNDED"), "BLOCKING", "BLOCKING"]);
});

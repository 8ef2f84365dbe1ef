import { deepStrictEqual } from "node:assert/strict";
import { collectSink } from "../7_sink/collect_sink.ts";
import { readings } from "../graph/jobs_for_tests.ts";
import { planJob } from "../graph/plan_job.ts";
import { failoverTopology } from "./failover_topology.ts";

Deno.test("RS-6 each task has a result for each of its edges, read by whom its channels lead to", () => {
  const plan = planJob((env) => {
    const source = readings(env, "s").setParallelism(2);
    source.rebalance().sinkTo(collectSink("a")).setParallelism(2);
    source.rescale().sinkTo(collectSink("b")).setParallelism(1);
  });
  const type = "PIPELINED_BOUNDED";
  deepStrictEqual(failoverTopology(plan), {
    taskCount: 5,
    results: [
      { producer: 0, consumers: [2, 3], type },
      { producer: 0, consumers: [4], type },
      { producer: 1, consumers: [2, 3], type },
      { producer: 1, consumers: [4], type },
    ],
  });
});

import { strictEqual, throws } from "node:assert/strict";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { type Config } from "../config.ts";
import { completeConfig } from "../config_check.ts";
import { collection } from "../connector/collection.ts";
import { planJob } from "../graph/plan_job.ts";
import { open, results } from "../open.ts";
import { checkNetworkBuffers } from "./network_buffers.ts";

/** source ×2 ═ HASH ═ sum ×2 ─ out ×2 on two task managers. */
const job = (env: Parameters<Parameters<typeof planJob>[0]>[0]) => {
  env.setParallelism(2)
    .fromSource(collection([1, 2], { splits: 2 }), WatermarkStrategy.noWatermarks<number>(), "n")
    .uid("source")
    .keyBy((n) => n).reduce((a, b) => a + b).uid("sum")
    .sinkTo(collectSink<number>("out"));
};
const check = (config: Partial<Config>) => {
  const complete = completeConfig(config);
  checkNetworkBuffers(planJob(job, { config: complete }), complete);
};

// each task manager: a source with two subpartitions, 2 + 1; a sum with one remote channel, 1 × 2 + 1
Deno.test("F23 NET-5 NET-6 buffers that are just enough are enough, and one less is refused with the arithmetic", () => {
  check({ networkBuffersPerTaskManager: 6 });
  throws(() => check({ networkBuffersPerTaskManager: 5 }), {
    message:
      /^E-NETWORK-BUFFERS: Deploying sum\[0\] to task-manager-0 takes 3 network buffers \(for an input 1 × 2 \+ 1\), but of its 5 only 2 are left; wanted: networkBuffersPerTaskManager of at least 6/,
  });
  throws(
    () => check({ networkBuffersPerTaskManager: 2 }),
    /source\[0\] .* \(for a result 2 \+ 1\)/,
  );
  check({ networkBuffersPerTaskManager: 5, floatingBuffersPerGate: 0 });
  check({ networkBuffersPerTaskManager: 8, slotsPerTaskManager: 2 }); // nothing is remote
});

Deno.test("F23 a job that does not get its buffers is stopped before anything is told", () => {
  throws(() => open(job, { config: { networkBuffersPerTaskManager: 5 } }), /E-NETWORK-BUFFERS/);
  const timeline = open(job, { config: { networkBuffersPerTaskManager: 6 } }).run();
  strictEqual(results(timeline.world, "out").length, 2);
});

import { deepStrictEqual, match, throws } from "node:assert/strict";
import type { Sink } from "../7_sink/sink.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { collection } from "../connector/collection.ts";
import { transactionalLog } from "../connector/transactional_log.ts";
import { planJob } from "./plan_job.ts";
import { checkTwoPhaseSinks, twoPhaseWarnings } from "./two_phase_checks.ts";

/** A job with these sinks behind one source. */
const planOf = (...sinks: Sink<number>[]) =>
  planJob((env) => {
    const stream = env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "in");
    for (const [i, sink] of sinks.entries()) stream.sinkTo(sink).uid(`sink ${i}`);
  });

Deno.test("E-SINK-2PC a sink with transactions needs checkpoints, others do not", () => {
  checkTwoPhaseSinks(planOf(collectSink("out")), 0);
  checkTwoPhaseSinks(planOf(collectSink("out"), transactionalLog("log")), 1);
  throws(
    () => checkTwoPhaseSinks(planOf(collectSink("out"), transactionalLog("log")), 0),
    /E-SINK-2PC: The sink "log" .* takes no checkpoints/,
  );
});

Deno.test("E-SINK-ID F46 two sinks must not name their transactions alike", () => {
  checkTwoPhaseSinks(planOf(transactionalLog("a"), transactionalLog("b"), collectSink("a")), 1);
  throws(
    () => checkTwoPhaseSinks(planOf(transactionalLog("a"), transactionalLog("a")), 1),
    /E-SINK-ID: .*"a"/,
  );
});

Deno.test("W-SINK-TIMEOUT a transaction timeout shorter than checkpoint and restart is told, with both numbers", () => {
  const terms = { checkpointTimeout: 600, restartDelay: 60 };
  const plan = planOf(
    transactionalLog("short", { transactionTimeout: 659 }),
    transactionalLog("just", { transactionTimeout: 660 }),
    transactionalLog("for ever", { transactionTimeout: Infinity }),
    collectSink("none"),
  );
  const [one, two] = twoPhaseWarnings(plan, { ...terms, checkpointInterval: 100 });
  match(one, /"short" .* 659 ms, but an interval \(100 ms\), a checkpoint .* 760 ms together/);
  match(two, /"just" /);
  const warnings = twoPhaseWarnings(plan, terms);
  deepStrictEqual(warnings.length, 1);
  match(
    warnings[0],
    /^W-SINK-TIMEOUT: .*"short" .* 659 ms, .*\(600 ms\) .*\(60 ms\) may take 660 ms/,
  );
});

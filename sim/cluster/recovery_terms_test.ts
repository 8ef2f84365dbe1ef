import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { type Config, DEFAULT_CONFIG } from "../config.ts";
import { keyedStore } from "../connector/keyed_store.ts";
import { socket } from "../connector/socket.ts";
import { transactionalLog } from "../connector/transactional_log.ts";
import { collection } from "../connector/collection.ts";
import { planJob } from "../graph/plan_job.ts";
import { recoveryTerms } from "./recovery_terms.ts";

const plan = planJob((env) => {
  const ones = env.fromSource(collection([1]), WatermarkStrategy.noWatermarks<number>(), "ones");
  ones.sinkTo(collectSink("a")).uid("append");
  ones.sinkTo(keyedStore("b", (n: number) => n)).uid("upsert");
  ones.sinkTo(transactionalLog("c")).uid("two-phase");
});
const terms = (config: Partial<Config>) =>
  recoveryTerms(plan, { ...DEFAULT_CONFIG, checkpointInterval: 1000, ...config }, false);

Deno.test("recoveryTerms tells sinks apart by what becomes of their results outside", () => {
  deepStrictEqual(
    terms({}).sinks,
    ["append", "upsert", "two-phase"].map((kind) => ({ name: kind, kind })),
  );
});

Deno.test("RS-2 … RS-5 recoveryTerms knows how many restarts each strategy allows", () => {
  const allowed = (restartStrategy: Config["restartStrategy"]) => {
    const { restartsMax, restartDelay } = terms({ restartStrategy, deploymentTime: 7 });
    return [restartsMax, restartDelay];
  };
  deepStrictEqual(allowed({ type: "default" }), [Infinity, 1_000_007]);
  deepStrictEqual(allowed({ type: "none" }), [0, 7]);
  deepStrictEqual(allowed({ type: "fixed-delay", attempts: 3, delay: 20 }), [3, 20_007]);
  deepStrictEqual(allowed({ type: "failure-rate", maxFailures: 2, delay: 5 }), [2, 5007]);
  deepStrictEqual(allowed({ type: "exponential-delay", attempts: 4 }), [4, 1_000_007]);
  strictEqual(terms({ checkpointInterval: 0 }).restartsMax, 0);
});

Deno.test("F43 F47 recoveryTerms knows what a commit that is turned down, or comes late, does to a sink", () => {
  const sink = transactionalLog<number>("out", { onCommitFailure: "fail", protocol: "old" });
  const plan = planJob((env) => {
    env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones").sinkTo(sink);
  });
  deepStrictEqual(recoveryTerms(plan, DEFAULT_CONFIG, true).sinks, [
    { name: "out", kind: "two-phase", failsWithCommit: true, hasOldProtocol: true },
  ]);
});

Deno.test("recoveryTerms: one source that cannot rewind is enough", () => {
  strictEqual(terms({}).canRewind, true);
  const tapped = planJob((env) => {
    const lines = socket([{ arrival: 0, text: "a" }]);
    env.fromSource(lines, WatermarkStrategy.noWatermarks<string>(), "lines").sinkTo(
      collectSink("out"),
    );
  });
  strictEqual(recoveryTerms(tapped, DEFAULT_CONFIG, true).canRewind, false);
});

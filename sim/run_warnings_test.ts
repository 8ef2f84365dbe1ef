import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { RunOptions } from "./open.ts";
import type { JobOptions } from "./graph/plan_job.ts";
import type { Config } from "./config.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { collection } from "./connector/collection.ts";
import { readCommitted } from "./connector/log_reader.ts";
import { transactionalLog } from "./connector/transactional_log.ts";
import { open } from "./open.ts";
import { openScenario } from "./open_scenario.ts";
import { assertRefused } from "./refused_for_tests.ts";
import { labelOf, runWarnings } from "./run_warnings.ts";
import { scenario } from "./scenario.ts";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";

/** One record into a transaction, which the log outside keeps open for an hour. */
function job(env: StreamExecutionEnvironment): void {
  env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones")
    .sinkTo(transactionalLog("out")).uid("out");
}

const warningsOf = (run: RunOptions<JobOptions>) => runWarnings(open(job, run).ground);

Deno.test("a run about which there is nothing to say", () => {
  deepStrictEqual(warningsOf({ config: { checkpointInterval: 1000 } }), []);
  deepStrictEqual(
    warningsOf({ config: { checkpointInterval: 1000 }, faults: ["crash out[0] at 0s"] }),
    [],
  );
});

Deno.test("E-SINK-2PC a job whose results nobody would ever see is not opened", () => {
  assertRefused(() => open(job), "E-SINK-2PC", '"out"');
});

Deno.test("W-SINK-TIMEOUT counts interval, checkpoint and the longest restart", () => {
  const [warning, ...rest] = warningsOf({ config: { checkpointInterval: 3_000_000 } });
  deepStrictEqual(rest, []);
  // 60 s is the longest delay that grows, 5.1 s it takes to stand in for a machine and to deploy
  match(
    warning,
    /^W-SINK-TIMEOUT: .* after 3600000 ms, but an interval \(3000000 ms\), a checkpoint/,
  );
  match(warning, / and a restart \(65100 ms\) may take 3665100 ms together/);
  const fixed = { type: "fixed-delay", attempts: 9, delay: 7000 } as const;
  for (const [restartStrategy, delay] of [[fixed, 12_100], [{ type: "none" }, 5100]] as const) {
    const [said] = warningsOf({ config: { checkpointInterval: 3_000_000, restartStrategy } });
    match(said, new RegExp(`a restart \\(${delay} ms\\)`));
  }
});

Deno.test("W-CHECKPOINT-TIMEOUT CP-8 is said where no checkpoint can ever be complete, and nowhere else", () => {
  const numbers = collection([1, 2, 3, 4, 5], { interval: 100_000 });
  const running = (env: StreamExecutionEnvironment) => {
    env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers").sinkTo(collectSink("out"));
  };
  const run = (more: Partial<Config>) => {
    const config = { checkpointInterval: 100, tolerableFailedCheckpoints: 99, ...more };
    const once = { ...config, checkpointsAfterTasksFinish: false };
    const timeline = open(running, { config: once }).run();
    const { numberOfCompletedCheckpoints: completed } = timeline.world.coordinator.stats;
    return { warnings: runWarnings(timeline.ground), completed };
  };
  const hasty = run({ storageTime: 20_000, checkpointTimeout: 22 }); // of 1 + 0.1 + 20 + 1 ms
  strictEqual(hasty.warnings.length, 1);
  match(hasty.warnings[0], /^W-CHECKPOINT-TIMEOUT: .* \(22 ms\), .* takes 22\.1 ms: .* 20 ms\);/);
  const patient = run({ storageTime: 20_000, checkpointTimeout: 23 });
  deepStrictEqual([hasty.completed, patient.warnings], [0, []]);
  ok(patient.completed > 0);
  deepStrictEqual(
    run({ storageTime: 20_000, checkpointTimeout: 10, checkpointInterval: 0 }).warnings,
    [],
  );
});

Deno.test("W-SINK-TAIL EOI-4 without a last checkpoint the last results are seen by nobody", () => {
  const config = { checkpointInterval: 1000, checkpointsAfterTasksFinish: false };
  const [warning, ...rest] = warningsOf({ config });
  deepStrictEqual(rest, []);
  match(warning, /^W-SINK-TAIL: The sink "out" .* checkpointsAfterTasksFinish is false/);
  const { world } = open(job, { config }).run();
  deepStrictEqual(readCommitted(world, "out"), [], "as the warning says");
});

Deno.test("W-FAULT-UNRECOVERABLE is said of a run, and of a scenario that is opened", () => {
  const config = { checkpointInterval: 1000, restartStrategy: { type: "none" } } as const;
  const faults = ["crash out[0] at 0s"];
  const [warning] = warningsOf({ config, faults });
  match(warning, /^W-FAULT-UNRECOVERABLE: The job may fail once, .* out: prefix$/);
  const written = scenario({ job: { ref: "test:one", graphHash: "" }, config, faults });
  deepStrictEqual(openScenario(written, () => job).warnings, [warning]);
  strictEqual(labelOf(open(job, { config, faults }).ground).restarts, 1);
});

Deno.test("F04 F05 what a lost job manager means is a matter of high availability", () => {
  const faults = ["crash job-manager at 0s"];
  const isRecoverable = [true, false].map((highAvailability) =>
    labelOf(open(job, { config: { checkpointInterval: 1000, highAvailability }, faults }).ground)
      .isRecoverable
  );
  deepStrictEqual(isRecoverable, [true, false]);
});

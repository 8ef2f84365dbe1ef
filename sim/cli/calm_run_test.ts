// A run without faults is the measure of the one with them, unless it fails by itself.

import { deepStrictEqual, match } from "node:assert/strict";
import type { StreamExecutionEnvironment } from "../graph/stream_execution_environment.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collection } from "../connector/collection.ts";
import { transactionalLog } from "../connector/transactional_log.ts";
import { TestHost } from "./host_for_tests.ts";
import { main } from "./main.ts";

/** Ten numbers, one a second, into a log that waits for a second and a half. */
function hasty(env: StreamExecutionEnvironment): void {
  const numbers = collection(Array.from({ length: 10 }, (_, n) => n), { interval: 1_000_000 });
  const stream = env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers").uid(
    "numbers",
  );
  stream.sinkTo(transactionalLog("out", { transactionTimeout: 1500 })).uid("out");
  stream.sinkTo(collectSink("told")).uid("told");
}

async function run(...args: string[]): Promise<string> {
  const host = new TestHost();
  host.modules.set("hasty.ts", { default: hasty });
  await main(["--lessons=lessons", "run", "hasty.ts", "--checkpoint", "2s", ...args], host);
  return host.out;
}

Deno.test("a job that fails without any fault says that its ledger expects rows twice", async () => {
  const args = ["--restart", "fixed-delay:20:1s", "--fault", "crash numbers[0] at 3.5s"];
  match(
    await run(...args),
    /\n {2}beside it +the run without faults fails, too, .*\n? .*restarts\)\n/,
  );
  const { recovery } = JSON.parse(await run(...args, "--json"));
  const [out, told] = recovery.ledger;
  deepStrictEqual([recovery.calmRestarts > 0, out.expected, told.expected > 10], [true, 10, true]);
});

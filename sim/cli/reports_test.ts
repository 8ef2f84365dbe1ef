import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { StreamExecutionEnvironment } from "../graph/stream_execution_environment.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { collection } from "../connector/collection.ts";
import { TestHost } from "./host_for_tests.ts";
import { main } from "./main.ts";

const config = { bufferCapacity: 1, buffersPerChannel: 1, floatingBuffersPerGate: 0 };

/** A hundred numbers, ten ms apart, and somebody who takes as long as he is told for each. */
function slow(env: StreamExecutionEnvironment, { cost = 50 }: { readonly cost?: number }): void {
  const numbers = collection(Array.from({ length: 100 }, (_, n) => n), { interval: 10_000 });
  env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers").uid("numbers")
    .rebalance().map((n) => n).uid("slow").costs(1000 * cost)
    .sinkTo(collectSink("out"));
}

async function run(...args: string[]): Promise<TestHost & { code: number }> {
  const host = new TestHost();
  host.modules.set("slow.ts", { default: slow, config });
  const code = await main(["--lessons=lessons", "run", "slow.ts", ...args], host);
  return Object.assign(host, { code });
}

Deno.test("MT-10 --report backpressure has the columns of Flink's web interface, and says who is waited for", async () => {
  const { out, code } = await run("--report", "backpressure");
  strictEqual(code, 0);
  match(
    out,
    /\nBack pressure\n\n {2}subtask +backpressured +idle +busy +status\n/,
  );
  match(out, /─\n {2}numbers\[0\] +99 % +1 % +< 1 % +HIGH\n {2}slow\[0\] +0 % +< 1 % +100 % +OK\n/);
  match(out, /OK\n {2}the others wait for slow\[0\]\n/);
  const calm = await run("--report", "backpressure", "--options", '{"cost":0}');
  match(calm.out, /numbers\[0\] +0 % +\d+ % .* OK\n[^]* {2}nobody has to wait for long\n/);
});

Deno.test("--report backpressure is data with --json, and nothing else is told then", async () => {
  const told = JSON.parse((await run("--report", "backpressure", "--json")).out);
  strictEqual(told.checkpoints, undefined);
  const [numbers, mapping] = told.backPressure;
  deepStrictEqual([numbers.level, mapping.level], ["HIGH", "OK"]);
  const [{ subtask, backPressured, idle, busy, isWaitedFor }] = mapping.subtasks;
  deepStrictEqual([subtask, backPressured, isWaitedFor], ["slow[0]", 0, true]);
  ok(Math.abs(idle + busy - 1) < 1e-9);
  strictEqual(JSON.parse((await run("--json")).out).backPressure, undefined);
});

Deno.test("a report that there is not is refused before the run, with those that there are", async () => {
  const { err, code } = await run("--report", "back-pressure");
  strictEqual(code, 2);
  match(err, /^E-FLAG-VALUE: --report is "back-pressure"; wanted: checkpoints, .* or backpressure/);
});

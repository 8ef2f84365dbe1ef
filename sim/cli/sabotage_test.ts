import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import type { StreamExecutionEnvironment } from "../graph/stream_execution_environment.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collection } from "../connector/collection.ts";
import { transactionalLog } from "../connector/transactional_log.ts";
import { TestHost } from "./host_for_tests.ts";
import { main } from "./main.ts";
import type { RecoveryReport } from "./recovery_report.ts";

/** Five numbers, a tenth of a second apart, into a sink that shows them with checkpoints. */
function numbers(env: StreamExecutionEnvironment): void {
  env.fromSource(
    collection([1, 2, 3, 4, 5], { interval: 100_000 }),
    WatermarkStrategy.noWatermarks(),
    "numbers",
  ).sinkTo(transactionalLog("out"));
}

const CONFIG = { checkpointInterval: 150 };

function hostWithNumbers(): TestHost {
  const host = new TestHost();
  host.modules.set("numbers.ts", { default: numbers, config: CONFIG });
  return host;
}

const SABOTAGED = [
  "run",
  "numbers.ts",
  "--sabotage",
  "repeated-commit",
  "--fault",
  "crash out after commit 1",
  "--scenario",
  "s.json",
];

const call = (host: TestHost, ...args: string[]) => main(["--lessons=lessons", ...args], host);

Deno.test("a run that is broken on purpose says so before it, below it, and in its scenario", async () => {
  const host = hostWithNumbers();
  strictEqual(await call(host, ...SABOTAGED), 0);
  match(
    host.err,
    /^W-SABOTAGE: the engine is broken on purpose, by repeated-commit: A commit that is asked for again/m,
  );
  match(
    host.out,
    /\n {2}sabotage +repeated-commit: A commit that is asked for again[^.]* results again\n/,
  );
  deepStrictEqual(JSON.parse(host.text("s.json")).sabotage, ["repeated-commit"]);
});

/** What the ledger says of the first sink. */
function seen(json: { readonly recovery: Pick<RecoveryReport, "ledger"> }) {
  const [{ expected, visible, duplicated }] = json.recovery.ledger!;
  return { expected, visible, duplicated: duplicated.length };
}

Deno.test("the ledger sets a broken engine beside one that works", async () => {
  const host = hostWithNumbers();
  const json = async (...args: string[]) => {
    host.out = "";
    strictEqual(await call(host, "run", "numbers.ts", "--json", ...args), 0);
    return JSON.parse(host.out);
  };
  const broken = await json(...SABOTAGED.slice(2));
  deepStrictEqual(broken.sabotage, ["repeated-commit"]);
  deepStrictEqual(seen(broken), { expected: 5, visible: 7, duplicated: 2 });
  const whole = await json("--fault", "crash out after commit 1");
  strictEqual(whole.sabotage, undefined);
  deepStrictEqual(seen(whole), { expected: 5, visible: 5, duplicated: 0 });
  const calm = await json("--sabotage", "repeated-commit");
  deepStrictEqual(seen(calm), { expected: 5, visible: 5, duplicated: 0 }); // nothing was asked for again
});

Deno.test("its scenario and its trace bring it back, and say what they are", async () => {
  const host = hostWithNumbers();
  strictEqual(await call(host, ...SABOTAGED, "--trace", "t.jsonl"), 0);
  for (const [file, ...more] of [["s.json"], ["t.jsonl", "--verify"]]) {
    [host.out, host.err] = ["", ""];
    strictEqual(await call(host, "replay", file, "--job", "numbers.ts", ...more), 0);
    match(host.err, /^W-SABOTAGE: .* repeated-commit/m);
  }
  match(host.out, /engineSabotaged +repeated-commit/);
  match(host.out, /Verified: the run was done again and gave the same \d+ facts/);
});

Deno.test("a policy that there is not is refused, with the names of those that there are", async () => {
  const host = hostWithNumbers();
  strictEqual(await call(host, "run", "numbers.ts", "--sabotage", "early-comit"), 2);
  match(host.err, /^E-SABOTAGE: No policy .* is called "early-comit"; did you mean early-commit\?/);
  match(host.err, /wanted: one of shifted-offset, kept-buffers, /);
});

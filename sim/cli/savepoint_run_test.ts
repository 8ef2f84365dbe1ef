// Jobs on the command line that give a savepoint, stop with one, and go on from it.

import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { StreamExecutionEnvironment } from "../graph/stream_execution_environment.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { collection } from "../connector/collection.ts";
import { transactionalLog } from "../connector/transactional_log.ts";
import { parseSavepoint, savepointText } from "../savepoint_text.ts";
import { SCENARIO_TEXT_MAX } from "../scenario_text.ts";
import { TestHost } from "./host_for_tests.ts";
import { main } from "./main.ts";

const WORDS = [..."abacabadab"];
const SECOND = 1_000_000;

/** Counts a letter a second; the options change what the tests want to change. */
interface CountingOptions {
  readonly uid?: string;
  readonly isSafe?: boolean;
  readonly length?: number;
}

function counting(
  env: StreamExecutionEnvironment,
  { uid = "count", isSafe = false, length = 1 }: CountingOptions,
): void {
  const words = collection(WORDS, { interval: SECOND });
  const counts = env.fromSource(words, WatermarkStrategy.noWatermarks(), "words").uid("words")
    .map((word: string) => ({ word: word.repeat(length), count: 1 })).uid("ones")
    .keyBy(({ word }) => word).sum("count").uid(uid)
    .map(({ word, count }) => `${word.slice(0, 1)}${count}`).uid("texts");
  counts.sinkTo(isSafe ? transactionalLog<string>("out") : collectSink<string>("out")).uid("out");
}

/** The counts of the letters of a text, one after the other. */
function countsOf(words: readonly string[], first = 0): string[] {
  const counts = new Map<string, number>();
  return words.map((word) => {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    return `${word}${counts.get(word)}`;
  }).slice(first);
}

class Machine extends TestHost {
  constructor() {
    super();
    this.modules.set("job.ts", { default: counting });
  }

  async run(...args: string[]): Promise<number> {
    this.out = this.err = "";
    return await main(["--lessons=lessons", "run", "job.ts", ...args], this);
  }

  // deno-lint-ignore no-explicit-any
  async json(...args: string[]): Promise<any> {
    strictEqual(await this.run("--json", ...args), 0, this.err);
    return JSON.parse(this.out);
  }

  /** What the only sink was given. */
  async values(...args: string[]): Promise<string[]> {
    const { sinks: [{ results }] } = await this.json(...args);
    return results.map(({ value }: { readonly value: string }) => value);
  }
}

for (const parallelism of ["1", "2", "3"]) {
  Deno.test(`CP-16 KG-8 a job that stops with a savepoint goes on from its file with ${parallelism} subtasks`, async () => {
    const machine = new Machine();
    const before = await machine.values("--stop-with-savepoint", "4.5s");
    deepStrictEqual(before, countsOf(WORDS.slice(0, 5)));
    const after = await machine.values("--from", "savepoint.json", "--parallelism", parallelism);
    deepStrictEqual(after.toSorted(), countsOf(WORDS, 5).toSorted());
  });
}

Deno.test("CP-15 a savepoint is written to the file that is named, and the job goes on", async () => {
  const machine = new Machine();
  deepStrictEqual(
    await machine.values("--savepoint", "4.5s", "--savepoint-to", "my/sp.json"),
    countsOf(WORDS),
  );
  strictEqual(machine.stat("savepoint.json"), null);
  const { mode, triggeredAt } = parseSavepoint(machine.text("my/sp.json"));
  deepStrictEqual([mode, triggeredAt], ["take", 4_500_001]);
  deepStrictEqual(await machine.values("--from", "my/sp.json"), countsOf(WORDS, 5));
});

Deno.test("a run says what it has written, what it begins from, and what it has left behind", async () => {
  const machine = new Machine();
  strictEqual(await machine.run("--stop-with-savepoint", "4.5s"), 0);
  match(machine.out, /\nThe savepoint\n\n +taken +at 4\.5 s, complete .* later, as checkpoint 1\n/);
  match(machine.out, / holds +\d+ entries of 5 operators\n +written +savepoint\.json\n/);
  match(machine.out, / deno task savepoint savepoint\.json\n/);
  const options = ["--options", '{"uid":"other"}'];
  strictEqual(await machine.run("--from", "savepoint.json", ...options), 2);
  match(machine.err, /^E-RESTORE-MISSING: .*"count" \(3 entries\)/);
  const allowed = ["--allow-non-restored-state", ...options];
  strictEqual(await machine.run("--from", "savepoint.json", ...allowed), 0);
  match(
    machine.out,
    /\nBegun from a savepoint\n\n +savepoint +1 of savepoint\.json, complete at 4\.5 s\n/,
  );
  match(
    machine.out,
    / restored +words, ones, texts, out\n +new +other\n +left behind +count \(3 entries\)\n/,
  );
});

Deno.test("both are fields of what --json prints", async () => {
  const machine = new Machine();
  const { savepoint } = await machine.json("--stop-with-savepoint", "4.5s", "--drain");
  deepStrictEqual([savepoint.mode, savepoint.file, savepoint.checkpointId], [
    "drain",
    "savepoint.json",
    1,
  ]);
  deepStrictEqual(savepoint.operators.map((one: { uid: string }) => one.uid), [
    "words",
    "ones",
    "count",
    "texts",
    "out",
  ]);
  const { begunFrom } = await machine.json("--from", "savepoint.json");
  deepStrictEqual([begunFrom.checkpointId, begunFrom.dropped, begunFrom.unknownTransactions], [
    1,
    [],
    0,
  ]);
});

Deno.test("SK-5 transactions that stand in the log of the run before are told", async () => {
  const machine = new Machine();
  const safe = ["--checkpoint", "2s", "--options", '{"isSafe":true}'];
  strictEqual(await machine.run("--stop-with-savepoint", "4.5s", ...safe), 0);
  strictEqual(await machine.run("--from", "savepoint.json", ...safe), 0);
  match(
    machine.out,
    / outside +1 transaction of the savepoint is not known to the log of this run/,
  );
});

Deno.test("a run with a savepoint, and one that begins from it, are replayed by their commands", async () => {
  const machine = new Machine();
  const replay = async () => {
    const words = machine.out.trim().split("\n").at(-1)!.split(" ").slice(2);
    machine.out = machine.err = "";
    strictEqual(await main(["--lessons=lessons", ...words], machine), 0, machine.err);
    match(machine.out, /, as the scenario expects\./);
  };
  strictEqual(await machine.run("--stop-with-savepoint", "4.5s"), 0);
  await replay();
  strictEqual(await machine.run("--from", "savepoint.json"), 0);
  ok(!machine.out.includes("--from"), "the scenario carries it");
  machine.files.delete("savepoint.json");
  await replay();
});

Deno.test("a savepoint that is too large for a scenario is named by the command that replays the run", async () => {
  const machine = new Machine();
  const long = ["--options", `{"length":${SCENARIO_TEXT_MAX / 8}}`];
  strictEqual(await machine.run("--stop-with-savepoint", "4.5s", ...long), 0);
  strictEqual(await machine.run("--from", "savepoint.json", ...long), 0);
  match(
    machine.out,
    /\ndeno task replay out\/job-\w+\.json --job job\.ts --from savepoint\.json\n$/,
  );
});

const MISSED: readonly [what: string, args: string[], why: string][] = [
  ["after the end", ["--savepoint", "1h"], "the job is not running"],
  [
    "that storage cannot keep",
    [
      "--savepoint",
      "4.5s",
      "--fault",
      "fail storage at 4s for 600ms",
      "--restart",
      "fixed-delay:1:1s",
    ],
    "a task could not write its state to storage",
  ],
  [
    "of a job that is down",
    ["--savepoint", "4.5s", "--fault", "crash count[0] at 4.4s", "--restart", "fixed-delay:1:1s"],
    "the job is not running",
  ],
];

for (const [what, args, why] of MISSED) {
  Deno.test(`E-SAVEPOINT-NONE a savepoint ${what} is missed with its reason, behind the results`, async () => {
    const machine = new Machine();
    strictEqual(await machine.run(...args), 2);
    match(machine.out, /\nSink out: /);
    match(machine.err, /(^|\n)E-SAVEPOINT-NONE: There is no savepoint of /);
    ok(machine.err.includes(`: ${why}; wanted: `), machine.err);
    ok(!machine.files.has("savepoint.json"));
  });
}

Deno.test("F41 CP-16 a stop that fails makes the job fail, and it goes on by itself if it may", async () => {
  const machine = new Machine();
  const args = ["--stop-with-savepoint", "4.5s", "--fault", "fail storage at 4.4s for 500ms"];
  strictEqual(await machine.run(...args, "--checkpoint", "2s"), 2);
  match(machine.err, /E-SAVEPOINT-NONE: .*: a task could not write its state to storage/);
  match(machine.out, / job +FINISHED, 1 restart\n/);
  strictEqual(await machine.run(...args), 2);
  match(machine.err, /E-JOB-FAILED: .*savepoint/);
});

Deno.test("where the job stops on purpose the run without faults is nothing to compare with", async () => {
  const machine = new Machine();
  const args = ["--stop-with-savepoint", "4.5s", "--fault", "crash count[0] at 2s"];
  strictEqual(await machine.run(...args, "--checkpoint", "1s"), 0);
  match(machine.out, / no ledger +without the faults .* the job stops with a savepoint/);
});

Deno.test("E-FLAG-VALUE flags of savepoints that fit nothing are refused", async () => {
  const cases: [string[], RegExp][] = [
    [["--savepoint", "1s", "--stop-with-savepoint", "2s"], /one too many/],
    [["--drain"], /--drain .* --stop-with-savepoint, too/],
    [["--savepoint-to", "x.json"], /--savepoint-to .* --savepoint TIME, too/],
    [["--allow-non-restored-state"], /--from FILE, too/],
    [["--compare", "sinks", "--savepoint", "1s"], /--compare .* or savepoints/],
    [["--savepoint", "soon"], /--savepoint is "soon"; wanted: a duration/],
  ];
  for (const [args, message] of cases) {
    const machine = new Machine();
    strictEqual(await machine.run(...args), 2);
    match(machine.err, /^E-FLAG-VALUE: /);
    match(machine.err, message);
  }
});

Deno.test("E-FILE-MISSING E-SAVEPOINT-PARSE E-SAVEPOINT-CHECKSUM what is no savepoint is refused", async () => {
  const machine = new Machine();
  strictEqual(await machine.run("--from", "none.json"), 2);
  match(machine.err, /^E-FILE-MISSING: /);
  machine.put("job.json", "import {}");
  strictEqual(await machine.run("--from", "job.json"), 2);
  match(machine.err, /^E-SAVEPOINT-PARSE: /);
  await machine.run("--savepoint", "4.5s");
  const { checkpointId: _, ...rest } = JSON.parse(machine.text("savepoint.json"));
  machine.put("savepoint.json", JSON.stringify({ ...rest, checkpointId: 9 }));
  strictEqual(await machine.run("--from", "savepoint.json"), 2);
  match(machine.err, /^E-SAVEPOINT-CHECKSUM: /);
});

Deno.test("demo tells no sum of records for a part of the week, and crashes half-way of what it runs", async () => {
  const host = new TestHost();
  const demo = (...args: string[]) => {
    host.out = host.err = "";
    return main(["--lessons=lessons", "demo", ...args], host);
  };
  strictEqual(await demo("--stop-with-savepoint", "3d"), 0, host.err);
  ok(!host.out.includes(" too late + "));
  strictEqual(await demo("--from", "savepoint.json"), 0, host.err);
  match(
    host.out,
    / fault +crash task-manager-0 before acknowledge 20 of daily\[0\]\n +struck at 5 d\n/,
  );
  const savepoint = parseSavepoint(host.text("savepoint.json"));
  strictEqual(savepointText(savepoint), host.text("savepoint.json").trim());
});

import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { StreamExecutionEnvironment } from "../graph/stream_execution_environment.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collection } from "../connector/collection.ts";
import { TestHost } from "./host_for_tests.ts";
import { main } from "./main.ts";

interface Word {
  readonly word: string;
}

/** A learner's job: counts words that it is given. */
function words(env: StreamExecutionEnvironment, options: { input?: readonly Word[] }): void {
  env.fromSource(
    collection(options.input ?? [{ word: "a" }]),
    WatermarkStrategy.noWatermarks(),
    "words",
  )
    .map(({ word }) => ({ word, count: 1 }))
    .keyBy(({ word }) => word)
    .sum("count")
    .sinkTo(collectSink("counts"));
}

/** Throws at its third record. */
function throwsAtThree(env: StreamExecutionEnvironment): void {
  env.fromSource(
    collection([1, 2, 3], { interval: 1_000_000 }),
    WatermarkStrategy.noWatermarks(),
    "n",
  )
    .map((n) => {
      if (n === 3) throw new RangeError("three");
      return n;
    })
    .sinkTo(collectSink("out"));
}

/** Remembers outside its state. */
function remembers(env: StreamExecutionEnvironment): void {
  let sum = 0;
  env.fromSource(collection([1, 2]), WatermarkStrategy.noWatermarks(), "n")
    .map((n) => sum += n)
    .sinkTo(collectSink("out"));
}

function hostWith(modules: Record<string, Record<string, unknown>>): TestHost {
  const host = new TestHost();
  for (const [path, module] of Object.entries(modules)) host.modules.set(path, module);
  return host;
}

const run = (host: TestHost, ...args: string[]) =>
  main(["--lessons=lessons", "run", ...args], host);

Deno.test("run shows what each sink of the plan was given, metrics, hash and the replay command", async () => {
  const host = hostWith({ "my/words.ts": { default: words } });
  host.put("in.ndjson", '{"word":"a"}\n{"word":"b"}\n{"word":"a"}\n');
  strictEqual(await run(host, "my/words.ts", "--input", "in.ndjson"), 0);
  strictEqual(host.err, "");
  match(host.out, /^my\/words\.ts\n\nSink counts: 3 results\n/);
  match(host.out, /\n +timestamp {2}word {2}count\n.*\n +−∞ {2}a +1\n +−∞ {2}b +1\n +−∞ {2}a +2\n/);
  match(host.out, /\nOperators\n[\s\S]*\n {2}words +1 +3 +3\n/);
  match(host.out, /\nTasks, .*\n[\s\S]*\n {2}words +0 +1 +100\.0 % +0\.0 % +100\.0 %\n/);
  match(
    host.out,
    /\ndeno task replay out\/words-[0-9a-f]{8}\.json --job my\/words\.ts --input in\.ndjson\n$/,
  );
});

Deno.test("lines that cannot be read are named, and the others are run", async () => {
  const host = hostWith({ "words.ts": { default: words } });
  host.put("in.ndjson", '\ufeff{"word":"a"}\r\n{"word":\r\n\r\n{"word":"b"}\r\n');
  strictEqual(await run(host, "words.ts", "--input", "in.ndjson", "--json"), 0);
  const { job, sinks, rejected, metrics, tasks } = JSON.parse(host.out);
  strictEqual(job, "words.ts");
  deepStrictEqual(sinks[0].results.map((r: { value: Word }) => r.value.word), ["a", "b"]);
  strictEqual(rejected.length, 1);
  match(rejected[0], /^E-FILE-LINE: in\.ndjson line 2: /);
  strictEqual(metrics[0].numRecordsIn, 2);
  strictEqual(tasks[0].operators[0].numRecordsIn, 2);
  match(host.err, /^1 line was kept aside; the run goes on without it\nE-FILE-LINE/);
});

Deno.test("of many bad lines the first ten are shown", async () => {
  const host = hostWith({ "words.ts": { default: words } });
  host.put("in.ndjson", "x\n".repeat(25));
  strictEqual(await run(host, "words.ts", "--input", "in.ndjson"), 0);
  strictEqual(host.err.split("\n").length, 13);
  match(host.err, /\nand 15 more such lines\n$/);
  match(host.out, /Sink counts: no results/);
});

Deno.test("a CSV file gives an object of texts for each row", async () => {
  const host = hostWith({ "words.ts": { default: words } });
  host.put("in.csv", 'word,n\r\na,1\r\n"b, c",2\r\n');
  strictEqual(await run(host, "words.ts", "--input", "in.csv", "--json"), 0);
  const [{ results }] = JSON.parse(host.out).sinks;
  deepStrictEqual(results.map((r: { value: unknown }) => r.value), [
    { word: "a", count: 1 },
    { word: "b, c", count: 1 },
  ]);
});

Deno.test("options and config reach the job; --parallelism, --bound and --lateness are options, too", async () => {
  let seen: unknown;
  const job = (env: StreamExecutionEnvironment, options: unknown) => {
    seen = options;
    words(env, {});
  };
  const host = hostWith({ "job.ts": { default: job, config: { latency: 7 } } });
  const args = [
    "--options",
    '{"size":3}',
    "--bound",
    "1s",
    "--parallelism",
    "2",
    "--config",
    '{"cost":1}',
  ];
  strictEqual(await run(host, "job.ts", ...args, "--scenario", "s.json"), 0);
  deepStrictEqual(seen, { parallelism: 2, bound: 1000, size: 3 });
  const scenario = JSON.parse(host.text("s.json"));
  deepStrictEqual(scenario.config, { cost: 1, latency: 7, parallelism: 2 });
  deepStrictEqual(scenario.options, { bound: 1000, parallelism: 2, size: 3 });
  match(host.out, /\ndeno task replay s\.json --job job\.ts\n$/);
});

Deno.test("a run that fails says where, keeps what it traced, and ends with the command that replays it", async () => {
  const host = hostWith({ "bad.ts": { default: throwsAtThree } });
  strictEqual(await run(host, "bad.ts", "--trace", "t.txt"), 2);
  strictEqual(host.out, "");
  match(
    host.err,
    /^E-UDF: A user function threw RangeError: three — in operator "Map" \(subtask n\[0\]/,
  );
  ok(!host.err.includes("    at "));
  match(host.text("t.txt"), /resultWritten +#1 /);
  const last = host.err.trimEnd().split("\n").at(-1)!;
  match(last, /^deno task replay out\/bad-[0-9a-f]{8}\.json --job bad\.ts$/);
  const file = last.split(" ")[3];
  const again = hostWith({ "bad.ts": { default: throwsAtThree } });
  again.files = host.files;
  strictEqual(await main(["replay", file, "--job", "bad.ts"], again), 2);
  match(again.out, /resultWritten +#1 [\s\S]*\n── 2s\/1, \d+ of \d+ steps done ─+\n$/);
  match(again.err, /^E-UDF: A user function threw RangeError: three/);
});

Deno.test("--verify finds a function that remembers", async () => {
  const host = hostWith({ "remembers.ts": { default: remembers } });
  strictEqual(await run(host, "remembers.ts"), 0);
  strictEqual(await run(host, "remembers.ts", "--verify"), 2);
  match(host.err, /^E-UDF-MEMORY: [\s\S]*\nReplay it:\ndeno task replay /);
});

Deno.test("a job that cannot be run is refused by name", async () => {
  const host = hostWith({
    "none.ts": { other: 1 },
    "text.ts": { default: "job" },
    "config.ts": { default: words, config: 7 },
    "empty.ts": { default: () => {} },
    "promise.ts": { default: async () => {} },
  });
  host.load = (path) =>
    path === "syntax.ts"
      ? Promise.reject(new TypeError("Expected '}' at syntax.ts:3:7\n\n  code"))
      : TestHost.prototype.load.call(host, path);
  host.put("syntax.ts", "");
  host.put("folder/a.ts", "");
  host.put("graph.json", '{"nodes":1}');
  host.put("cut.json", "{");
  host.put("scenario.json", '{"format":1,"job":{"ref":"lesson:readings"}}');
  const cases: [string, RegExp][] = [
    ["nothing.ts", /^E-FILE-MISSING/],
    ["folder", /^E-FILE-DIRECTORY/],
    ["none.ts", /^E-JOB-EXPORT: "none\.ts" has no default export/],
    ["text.ts", /^E-JOB-EXPORT: "text\.ts" has "job" where the job should be/],
    ["config.ts", /^E-JOB-EXPORT: "config\.ts" exports config 7/],
    ["empty.ts", /^E-GRAPH-NOSOURCE/],
    ["promise.ts", /^E-JOB-ASYNC/],
    [
      "syntax.ts",
      /^E-JOB-LOAD: "syntax\.ts" could not be loaded: TypeError: Expected '}' at syntax\.ts:3:7/,
    ],
    ["graph.json", /^E-GRAPH/],
    ["cut.json", /^E-JOB-LOAD: "cut\.json" is not JSON/],
    ["scenario.json", /^E-JOB-LOAD: .*say: deno task replay scenario\.json/],
    ["lesson:reading", /^E-JOB-MISSING: .*did you mean lesson:readings\?/],
    ["lesson:xyz", /^E-JOB-MISSING: .*shipped are: lesson:readings, /],
  ];
  for (const [word, message] of cases) {
    host.err = "";
    strictEqual(await run(host, word), 2, word);
    match(host.err, message, word);
    ok(!host.err.includes("    at "), word);
  }
});

Deno.test("a graph as plain data is a job, and its scenario carries it whole", async () => {
  const host = new TestHost();
  const graph = {
    nodes: [
      { id: "ones", type: "source", splits: [{ id: "0", records: [{ value: 1 }] }] },
      { id: "out", type: "sink", inputs: ["ones"] },
    ],
  };
  host.put("graph.json", JSON.stringify(graph));
  strictEqual(await run(host, "graph.json"), 0);
  match(host.out, /Sink out: 1 result\n/);
  const last = host.out.trimEnd().split("\n").at(-1)!;
  strictEqual(await main(["replay", last.split(" ")[3]], host), 0);
  match(host.out, /as the scenario expects\.\n$/);
});

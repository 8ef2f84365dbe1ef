import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { TestHost } from "./host_for_tests.ts";
import { main } from "./main.ts";

interface Day {
  readonly key: string;
  readonly windowStart: number;
  readonly windowEnd: number;
  readonly count: number;
  readonly maxMagnitude: number;
}

interface Outcome {
  readonly recordsIn: number;
  readonly recordsFiltered: number;
  readonly late: number;
  readonly results: readonly Day[];
  readonly traceHash: string;
}

const DAY = 86_400_000;
const WEEK = Deno.readTextFileSync(
  new URL("../../lessons/quakes/quakes.ndjson", import.meta.url),
);

async function demo(line: string, host = new TestHost()): Promise<TestHost> {
  const words = line.split(" ").filter((word) => word !== "");
  const code = await main(["--lessons=lessons", "demo", ...words], host);
  strictEqual(code, 0, host.err);
  return host;
}

async function json(line: string, host = new TestHost()): Promise<Outcome> {
  return JSON.parse((await demo(`--json ${line}`, host)).out);
}

/** An independent group-by: no function of ours has a part in it. */
function countByHand(text: string): Day[] {
  const days: Record<string, Day> = {};
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const { net: key, type, time, mag } = JSON.parse(line);
    if (type !== "earthquake") continue;
    const windowStart = time - (time % DAY);
    const old = days[`${key} ${windowStart}`];
    days[`${key} ${windowStart}`] = {
      key,
      windowStart,
      windowEnd: windowStart + DAY,
      count: (old?.count ?? 0) + 1,
      maxMagnitude: Math.max(old?.maxMagnitude ?? -Infinity, mag),
    };
  }
  return Object.values(days).sort((a, b) =>
    a.key < b.key ? -1 : a.key > b.key ? 1 : a.windowStart - b.windowStart
  );
}

const counted = ({ results }: Outcome) => results.reduce((sum, day) => sum + day.count, 0);

Deno.test("demo --json prints one object with these fields and nothing else", async () => {
  const { out, err, files } = await demo("--json");
  strictEqual(err, "");
  strictEqual(files.size, 0);
  strictEqual(out.split("\n").length, 2);
  const outcome = JSON.parse(out);
  deepStrictEqual(Object.keys(outcome), [
    "job",
    "seed",
    "recordsIn",
    "recordsFiltered",
    "late",
    "results",
    "recovery",
    "traceHash",
    "steps",
    "simulatedMillis",
  ]);
  deepStrictEqual([outcome.job, outcome.seed, outcome.recordsIn], ["lesson:quakes", 0, 1707]);
  deepStrictEqual(Object.keys(outcome.results[0]), [
    "key",
    "windowStart",
    "windowEnd",
    "count",
    "maxMagnitude",
  ]);
  match(outcome.traceHash, /^[0-9a-f]{16}$/);
  ok(outcome.steps > 1707 && Math.abs(outcome.simulatedMillis - 7 * DAY) < DAY);
});

Deno.test("with --lateness 30d the last result of each window is the plain group-by", async () => {
  const plain = countByHand(WEEK);
  strictEqual(plain.length, 78);
  for (const more of ["", " --bound 0s", " --parallelism 1", " --parallelism 32 --seed 5"]) {
    const outcome = await json(`--lateness 30d${more}`);
    deepStrictEqual(outcome.results, plain, more);
    strictEqual(outcome.late, 0);
  }
});

Deno.test("whatever the flags, counted + late + filtered is 1,707", async () => {
  const lines = [
    "",
    "--bound 0s",
    "--bound 1ms --lateness 1h",
    "--bound 36h",
    "--lateness 1d",
    "--bound 30d",
    "--parallelism 1",
    "--parallelism 7 --seed 12",
    "--parallelism 32 --bound 2h --lateness 12h",
  ];
  for (const line of lines) {
    const outcome = await json(line);
    strictEqual(outcome.recordsIn, 1707);
    strictEqual(outcome.recordsFiltered, 28);
    strictEqual(counted(outcome) + outcome.late + 28, 1707, line);
  }
});

Deno.test("equal flags give equal runs, another seed another run of the same outcome", async () => {
  const [first, again, seeded] = [await json(""), await json(""), await json("--seed 7")];
  deepStrictEqual(again, first);
  ok(seeded.traceHash !== first.traceHash);
  deepStrictEqual(seeded.results, first.results);
  const watched = new TestHost();
  strictEqual((await json("--trace a.trace --verify", watched)).traceHash, first.traceHash);
  match(watched.err, /^Verified: all [\d,]+ steps were run again/);
});

Deno.test("the table shows every network and day, what was late, and how to replay it", async () => {
  const { out, err, files } = await demo("");
  strictEqual(err, "");
  ok(!out.includes("\x1b"));
  match(out, /^One real week of earthquakes/);
  match(out, /1,707 records = [\d,]+ counted \+ 54 too late \+ 28 that are no earthquakes/);
  match(out, /\n {2}network +Jan 31 +Feb 1 .* together\n/);
  match(out, /\n {2}us +16 {2}6\.1 .*25 {2}6\.4/);
  match(out, /Too late: 54 records/);
  // they count from the crash on: 1,707 less the 655 that came before checkpoint 13
  match(out, /\nOperators, since attempt 1 began\n[\s\S]*\n {2}quakes +4 +1,052 +1,052 +0 +0\n/);
  match(out, /\n {2}daily +1,477 +0 +< 0\.1 % +100\.0 % +daily\[\d\] +< 0\.1 %\n/);
  match(out, /trace hash +[0-9a-f]{16}\n/);
  const last = out.trimEnd().split("\n").at(-1)!;
  match(last, /^deno task replay out\/lesson-quakes-[0-9a-f]{8}\.json$/);
  deepStrictEqual([...files.keys()], [last.split(" ")[3]]);
  for (const line of out.split("\n")) ok(line.length <= 100, line);
});

Deno.test("where nothing may be written, the scenario stands in the command itself", async () => {
  const host = new TestHost();
  host.writeError = Object.assign(new Error("no"), { name: "NotCapable" });
  const last = (await demo("", host)).out.trimEnd().split("\n").at(-1)!;
  const text = /^deno task replay '(\{.*\})'$/.exec(last)![1];
  const code = await main(["--lessons=lessons", "replay", text, "--around", "1"], host);
  strictEqual(code, 0);
  match(host.out, /as the scenario expects\.\n$/);
});

Deno.test("another feed is read, and its bad lines are named", async () => {
  const host = new TestHost();
  const feed = WEEK.split("\n").slice(0, 300).join("\r\n");
  host.put("my.ndjson", `\ufeff${feed}\r\nnonsense\r\n`);
  const outcome = await json("--input my.ndjson --lateness 30d", host);
  strictEqual(outcome.recordsIn, 300);
  deepStrictEqual(outcome.results, countByHand(feed));
  match(host.err, /^1 line was kept aside.*\nE-FILE-LINE: my\.ndjson line 301: "nonsense"/);
});

Deno.test("impossible values are refused by name with exit code 2 and no stack", async () => {
  const cases: [string, RegExp][] = [
    ["--parallelism 0", /^E-PARALLELISM: [^\n]*\n$/],
    ["--parallelism 33", /^E-PARALLELISM: [^\n]*from 1 to 32/],
    ["--bound 6", /^E-FLAG-VALUE: --bound is "6"/],
    ["--josn", /^E-FLAG: There is no flag --josn; did you mean --json\?\n$/],
    ["--input none.ndjson", /^E-FILE-MISSING: [^\n]*\n$/],
    ["--level some", /^E-FLAG-VALUE: --level is "some"; wanted: all or flight/],
    ["more", /^E-ARGUMENT: "more" is too much/],
    [
      "--max-steps 100",
      /^E-BUDGET-EVENTS: The run took 100 steps[\s\S]*\nReplay it:\ndeno task replay /,
    ],
  ];
  for (const [line, message] of cases) {
    const host = new TestHost();
    strictEqual(await main(["--lessons=lessons", "demo", ...line.split(" ")], host), 2, line);
    match(host.err, message);
    strictEqual(host.out, "");
    ok(!host.err.includes("    at "));
  }
});

Deno.test("the trace can be had as text and as a file, and neither changes the run", async () => {
  const host = new TestHost();
  await json("--trace t.txt", host);
  const lines = host.text("t.txt").split("\n");
  match(lines[0], /^ +time \(s\) +subtask +fact +record +key +event time +where +value$/);
  ok(lines.length > 20_000);
  await demo("--trace t.trace --level flight", host);
  match(host.text("t.trace"), /^\{"format":"headwater-trace","version":1,/);
});

Deno.test("a long run says how far it is: one line on a terminal, now and then a line elsewhere", async () => {
  const slow = new TestHost();
  slow.clockStep = 400;
  await json("", slow);
  strictEqual(slow.err, "");
  const terminal = new TestHost();
  terminal.clockStep = 400;
  terminal.isTerminal.stderr = true;
  await json("--parallelism 16 --lateness 30d", terminal);
  const seen = terminal.err.replaceAll("\x1b[K", "<clear>").replaceAll("\r", "<back>");
  match(seen, /^<back> *\d+ % {2}[^\n]* of simulated time, [\d,]+ steps, [^\n]*<back><clear>$/);
});

import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { scenario } from "../scenario.ts";
import { scenarioText } from "../scenario_text.ts";
import { TestHost } from "./host_for_tests.ts";
import { main } from "./main.ts";

const READINGS = scenarioText(scenario({ job: { ref: "lesson:readings", graphHash: "" } }));

async function replay(host: TestHost, ...args: string[]): Promise<number> {
  host.out = host.err = "";
  return await main(["--lessons=lessons", "replay", ...args], host);
}

Deno.test("replay shows the facts before and after a position, and the hash at the end", async () => {
  const host = new TestHost();
  host.put("s.json", READINGS);
  strictEqual(await replay(host, "s.json", "--at", "15.12s", "--around", "3"), 0);
  const lines = host.out.split("\n");
  match(lines[0], /time \(s\) +subtask +fact/);
  match(lines[3], /^ +15\.100001 {2}window\[1\] +creditReturned/);
  match(lines[4], /^── 15\.12s, \d+ of \d+ steps done ─+$/);
  match(
    lines[5],
    /^ +15\.120001 {2}window\[1\] +elementProcessed +r9 +"a" +t 7000 +source\[1\]→window\[1\]$/,
  );
  match(
    lines[9],
    /^The run ends at 23\.02\d+s\/1 after \d+ steps; its trace hash is [0-9a-f]{16}\.$/,
  );
  strictEqual(lines.length, 11);
});

Deno.test("a position may count actions, and every position of an instant is another place", async () => {
  const host = new TestHost();
  const firstAfter = async (at: string) => {
    strictEqual(await replay(host, READINGS, "--at", at, "--around", "1"), 0);
    return host.out.split("\n")[3].trim().split(/ +/).slice(0, 3).join(" ");
  };
  strictEqual(await firstAfter("2.4s/0"), "2.400000 window[0] bufferSent");
  strictEqual(await firstAfter("2400000/1"), "2.400000 window[1] bufferSent");
  strictEqual(await firstAfter("2.4s/2"), "2.400001 sink[0] bufferReceived");
});

Deno.test("a position before the start or past the end is moved to it, and that is said", async () => {
  const host = new TestHost();
  strictEqual(await replay(host, READINGS, "--at", "-5s", "--around", "2"), 0);
  match(host.err, /^Nothing comes before the start; this is 0s\n$/);
  match(
    host.out,
    /\n── 0s, 0 of \d+ steps done ─+\n +0\.000000 +source\[0\] +executionStateChanged/,
  );
  strictEqual(await replay(host, READINGS, "--at", "30d", "--around", "2"), 0);
  match(host.err, /^The run ends before 30d; this is its end\n$/);
  match(host.out, /FINISHED\n── 23\.02\d+s\/1, (\d+) of \1 steps done ─+\n\n/);
  strictEqual(await replay(host, READINGS, "--at", "NaN"), 2);
  match(host.err, /^E-POSITION: "NaN" is not a position/);
});

Deno.test("without a position the scenario's own is taken, or else the end", async () => {
  const host = new TestHost();
  const at = scenarioText(
    scenario({ job: { ref: "lesson:readings", graphHash: "" }, at: "4000000" }),
  );
  strictEqual(await replay(host, at, "--around", "1"), 0);
  match(host.out, /\n── 4s, /);
  strictEqual(host.err, "");
  strictEqual(await replay(host, READINGS, "--around", "1"), 0);
  match(host.err, /^This is the end of the run; --at 1\.5s/);
});

Deno.test("more facts than there are shows all there are", async () => {
  const host = new TestHost();
  strictEqual(await replay(host, READINGS, "--at", "4s", "--around", "100000"), 0);
  ok(host.out.split("\n").length > 600);
  strictEqual(await replay(host, READINGS, "--at", "4s", "--around", "0"), 0);
  strictEqual(host.out.split("\n").length, 5);
});

Deno.test("a run that differs from what the scenario expects is refused", async () => {
  const host = new TestHost();
  const traceHash = "0123456789abcdef";
  const job = { ref: "lesson:readings", graphHash: "00000000" };
  strictEqual(await replay(host, scenarioText(scenario({ job, traceHash })), "--around", "1"), 2);
  match(host.err, /^W-SCENARIO-GRAPH: /);
  match(
    host.err,
    /\nE-TRACE-DIVERGED: The run ends at .* expects 0123456789abcdef\. Usual cause: see the warnings/,
  );
});

Deno.test("a scenario that cannot be opened is refused by name", async () => {
  const host = new TestHost();
  host.put("empty.json", " ");
  host.put("altered.json", READINGS.replace('"seed":0', '"seed":1'));
  host.put("cut.json", READINGS.slice(0, 50));
  host.put("newer.json", '{"format":99}');
  const unknown = scenarioText(scenario({ job: { ref: "lesson:later", graphHash: "" } }));
  const foreign = scenarioText(scenario({ job: { ref: "file:their job.ts", graphHash: "" } }));
  const code = (text: string) => scenarioText(scenario({ job: { code: text } }));
  const cases: [string, RegExp][] = [
    ["none.json", /^E-FILE-MISSING/],
    ["empty.json", /^E-SCENARIO-EMPTY/],
    ["altered.json", /^E-SCENARIO-CHECKSUM/],
    ["cut.json", /^E-SCENARIO-PARSE/],
    ["newer.json", /^E-SCENARIO-VERSION/],
    [unknown, /^E-JOB-MISSING/],
    [foreign, /^E-SCENARIO-JOB: .*add --job 'their job\.ts'\n$/],
    [code('import fs from "node:fs"; export default fs;'), /^E-SCENARIO-JOB: .*imports "node:fs"/],
    [code('export * from "https://x.y/z.ts";'), /^E-SCENARIO-JOB/],
    [code('await import("./a.ts");'), /^E-SCENARIO-JOB/],
    [
      code('import { open } from "@headwater/sim"; export default open;'),
      /^E-TEST: there is no sandbox here/,
    ],
  ];
  for (const [word, message] of cases) {
    strictEqual(await replay(host, word), 2, word);
    match(host.err, message, word);
    strictEqual(host.out, "");
  }
});

Deno.test("what comes out of a sandbox cannot steer the terminal", async () => {
  const host = new TestHost();
  const code = scenarioText(scenario({ job: { code: "export default () => {}" } }));
  const here = { time: 0, done: 0 };
  const end = { position: here, steps: 0, traceHash: "\x1b" };
  const view = { warnings: ["\x07"], heading: "h", before: ["\x1b]0;evil\x07", 7], after: [] };
  host.askSandbox = () => Promise.resolve({ view: { ...view, here, step: 0, end } });
  strictEqual(await replay(host, code, "--at", "0"), 0);
  match(
    host.out,
    /^h\n\?\]0;evil\?\n7\n── 0s, 0 of 0 steps done ─+\n\nThe run ends .* hash is \?\.\n$/,
  );
  for (const forged of ["nonsense", { view }, { view: { ...view, here, step: NaN, end } }, null]) {
    host.askSandbox = () => Promise.resolve(forged);
    strictEqual(await replay(host, code, "--at", "0"), 2);
    match(host.err, /^E-SCENARIO-JOB: The answer from the sandbox has no /);
  }
  host.askSandbox = () => Promise.resolve({ error: { code: "\x1b[2J", sentence: 7 } });
  strictEqual(await replay(host, code), 2);
  strictEqual(host.err, "?[2J: 7\n");
});

Deno.test("a trace file is shown around a time, and verified fact by fact", async () => {
  const host = new TestHost();
  const run = (...args: string[]) =>
    main(["--lessons=lessons", "run", "lesson:readings", ...args], host);
  strictEqual(await run("--trace", "r.trace"), 0);
  strictEqual(await replay(host, "r.trace", "--at", "15s", "--around", "2", "--verify"), 0);
  const lines = host.out.split("\n");
  deepStrictEqual([lines.length, lines[3].slice(0, 7)], [10, "── 15s "]);
  match(lines[4], /^ +15\.000010 {2}source\[1\] +elementProcessed +r9 /);
  match(lines[7], /^4 of \d+ facts, trace hash "[0-9a-f]{16}"$/);
  match(lines[8], /^Verified: the run was done again and gave the same \d+ facts\.$/);
  strictEqual(await replay(host, "r.trace"), 0);
  match(host.out, /^ +time[\s\S]*\n\n(\d+) of \1 facts, /);
});

Deno.test("a trace in few bytes is shown, verified and refused like one of lines", async () => {
  const host = new TestHost();
  for (const file of ["r.trace", "r.bin"]) {
    strictEqual(
      await main(["--lessons=lessons", "run", "lesson:readings", "--trace", file], host),
      0,
    );
  }
  const sizeOf = (file: string) => host.files.get(file)!.length;
  ok(2 * sizeOf("r.bin") < sizeOf("r.trace"), `${sizeOf("r.bin")}, ${sizeOf("r.trace")}`);
  const args = ["--at", "15s", "--around", "2", "--verify"];
  strictEqual(await replay(host, "r.trace", ...args), 0);
  const shown = host.out;
  strictEqual(await replay(host, "r.bin", ...args), 0);
  strictEqual(host.out, shown);
  host.files.set("cut.bin", host.files.get("r.bin")!.slice(0, -1));
  strictEqual(await replay(host, "cut.bin"), 2);
  match(host.err, /^E-TRACE-CORRUPT: The trace file is damaged at byte \d+: /);
  strictEqual(await replay(host, "cut.bin", "--partial"), 0);
  match(host.err, /^W-TRACE-PARTIAL: /);
});

Deno.test("a trace that another job wrote diverges at a fact that is named", async () => {
  const host = new TestHost();
  const run = (...args: string[]) =>
    main(["--lessons=lessons", "run", "lesson:readings", ...args], host);
  strictEqual(await run("--trace", "slow.trace", "--config", '{"latency":5000}'), 0);
  // the slow run's facts under the fast run's scenario
  const [header, ...rows] = host.text("slow.trace").split("\n");
  const named = JSON.parse(header);
  named.about.scenario = READINGS;
  const { LineChecksum } = await import("../trace/trace_file.ts");
  const sum = new LineChecksum();
  const lines = [JSON.stringify(named), ...rows.filter((row) => row.startsWith("["))];
  for (const line of lines) sum.add(`${line}\n`);
  lines.push(JSON.stringify({ sealed: lines.length - 1, checksum: sum.text }));
  host.put("forged.trace", lines.join("\n"));
  strictEqual(await replay(host, "forged.trace", "--verify"), 2);
  match(
    host.err,
    /^E-TRACE-DIVERGED: Fact 11 is the first that differs\. Then: "1\.100000 {2}source\[0\].* arrives 1\.105000.*Now: .* arrives 1\.101000/,
  );
});

Deno.test("a damaged trace is refused with the line, and shown in part on request", async () => {
  const host = new TestHost();
  const args = ["run", "lesson:readings", "--trace", "r.trace"];
  strictEqual(await main(["--lessons=lessons", ...args], host), 0);
  host.put("cut.trace", host.text("r.trace").slice(0, 20_000));
  strictEqual(await replay(host, "cut.trace"), 2);
  match(host.err, /^E-TRACE-CORRUPT: The trace file is damaged at line \d+: /);
  strictEqual(host.out, "");
  strictEqual(await replay(host, "cut.trace", "--partial"), 0);
  match(host.err, /^W-TRACE-PARTIAL: /);
  match(host.out, / elementProcessed +r1 /);
});

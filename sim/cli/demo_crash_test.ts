// What the demo proves: one crash half-way, and nobody can tell by the results.

import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { TestHost } from "./host_for_tests.ts";
import { main } from "./main.ts";

const DAY = 86_400_000, HOUR = 3_600_000;
/** Midnight before the week. */
const START = 1_517_356_800_000;

const UPDATED: readonly number[] = Deno.readTextFileSync(
  new URL("../../lessons/quakes/quakes.ndjson", import.meta.url),
).trim().split("\n").map((line) => JSON.parse(line).updated - START);

async function demo(...args: string[]): Promise<TestHost & { code: number }> {
  const host = new TestHost();
  const code = await main(["--lessons=lessons", "demo", ...args], host);
  return Object.assign(host, { code });
}

// deno-lint-ignore no-explicit-any
async function json(...args: string[]): Promise<any> {
  return JSON.parse((await demo("--json", ...args)).out);
}

Deno.test("demo loses a task manager half-way, and its tables are those of a week without a crash", async () => {
  const [crashed, calm] = [await json(), await json("--fault", "none")];
  const { recovery } = crashed;
  deepStrictEqual(crashed.results, calm.results);
  deepStrictEqual([crashed.late, calm.late], [54, 54]);
  const [{ fault, struckAt }, ...others] = recovery.faults;
  strictEqual(fault, "crash task-manager-0 before acknowledge 14 of daily[0]");
  deepStrictEqual([Math.floor(struckAt / 1e6), others], [3.5 * DAY / 1000, []]);
  deepStrictEqual([recovery.isExercised, recovery.status, recovery.restarts], [
    true,
    "FINISHED",
    1,
  ]);
  // four checkpoints a day for seven days and one at the end, of which one is never acknowledged
  deepStrictEqual(recovery.checkpoints, { completed: 28, failed: 1, inProgress: 0 });
  const { checkpoint, triggeredAt, duration } = recovery.lastRecovery;
  deepStrictEqual([checkpoint, Math.floor(triggeredAt / 1000)], [13, 78 * HOUR]);
  // five seconds until another process stands in, a tenth of one to deploy it
  ok(duration > 5_100_000 && duration < 5_110_000, `${duration}`);
  const replayed = UPDATED.filter((at) => at > 78 * HOUR && at <= 84 * HOUR);
  strictEqual(recovery.recordsReplayed, replayed.length);
  strictEqual(replayed.length, 27);
  // deno-lint-ignore no-explicit-any
  const pages = recovery.ledger.map((page: any) =>
    [page.sink, page.kind, page.promised, page.expected, page.visible, page.lost.length]
      .concat(page.duplicated.length, page.wrong.length, page.outOfOrder)
  );
  deepStrictEqual(pages, [
    ["results", "two-phase", "exactly-once", 78, 78, 0, 0, 0, 0],
    ["late", "two-phase", "exactly-once", 54, 54, 0, 0, 0, 0],
  ]);
  deepStrictEqual([calm.recovery.ledger, calm.recovery.faults], [null, []]);
});

Deno.test("demo tells the fault, the promise that was made before, the recovery and the ledger", async () => {
  const { out, err, code } = await demo();
  deepStrictEqual([err, code], ["", 0]);
  match(
    out,
    /\n {2}fault +crash task-manager-0 before acknowledge 14 of daily\[0\]\n +struck at 3 d 12 h\n/,
  );
  match(out, /\n {2}said before +recoverable: The job may fail once/);
  match(out, /\n {2}promised +exactly-once behind results and late\. Rows become visible only/);
  match(
    out,
    /\n {2}job +FINISHED, 1 restart\n {2}last cause +daily\[1\]: the connection to quakes\[0\]/,
  );
  match(
    out,
    /\n {2}recovery +from checkpoint 13 \(3 d 6 h\), running again after 5\.1 s; 27 records replayed\n/,
  );
  match(out, /\n {2}checkpoints +28 completed, 1 failed\n/);
  match(out, /\n {2}results +two-phase +exactly-once +78 +78 +0 +0 +0\n/);
});

Deno.test("SK-11 --compare sinks: the first day of ten networks twice, written again, or taken back", async () => {
  const { out, err, code, files } = await demo("--compare", "sinks");
  deepStrictEqual([err, code, files.size], ["", 0, 3]);
  match(out, /^One crash, three sinks\n\n {2}with +--bound 2 d, --idleness 6 h\n {2}fault /);
  const table = out.slice(out.indexOf("Behind results"), out.indexOf("Behind late"));
  deepStrictEqual(table.trim().split("\n").slice(2).map((line) => line.trim().split(/ {2,}/)), [
    ["kind", "promised", "expected", "visible", "lost", "duplicated", "out of order", "rewritten"]
      .concat("aborted"),
    table.split("\n")[3].trim().split(/ {2,}/),
    ["append", "at-least-once", "78", "88", "0", "10", "0", "0", "0"],
    ["upsert", "exactly-once", "78", "78", "0", "0", "10", "0"], // order is not a matter of tables
    ["two-phase", "exactly-once", "78", "78", "0", "0", "0", "0", "10"],
  ]);
  const twice = out.slice(out.indexOf("There once more"), out.indexOf("Replay them"));
  match(twice, /^There once more behind results \(append\): 10\n/);
  const starts = [...twice.matchAll(/ (\d{13}) +\d{13} /g)].map(([, start]) => Number(start));
  deepStrictEqual(new Set(starts), new Set([START]));
  const replays = [...out.matchAll(/deno task (replay out\S+)/g)].map(([, words]) => words);
  strictEqual(replays.length, 3);
  for (const line of out.split("\n")) ok(line.length <= 100, line);
});

Deno.test("AL-12 what counts twice is no loss of records, and the ledger says so", async () => {
  const twice = "hold trigger of quakes[0] at 71h for 4h; crash daily after complete 12";
  const patient = '{"checkpointTimeout":86400000,"autoWatermarkInterval":60000}';
  const args = ["--guarantee", "at-least-once", "--bound", "48h", "--idleness", "6h"];
  const { out } = await demo(...args, "--config", patient, "--fault", twice);
  match(out, / +results +append +at-least-once +78 +78 +7 +0 +0 +7\n/);
  match(out, /\n +No record is lost, but some count twice: .* a higher one is wrong\n/);
});

Deno.test("--compare sinks says what it needs, and what is to be said of all runs only once", async () => {
  const compare = (...args: string[]) => demo("--compare", "sinks", ...args);
  match(
    (await compare("--sink", "append")).err,
    /^E-FLAG-VALUE: --compare sinks .* --sink names one/,
  );
  match((await compare("--fault", "none")).err, /^E-FLAG-VALUE: --compare sinks needs a --fault\n/);
  const { err, code } = await compare("--fault", "crash task-manager-1 at 30d");
  deepStrictEqual([code, err.match(/W-FAULT-NEVER-FIRED/g)!.length], [0, 1]);
  const eager = (await compare("--bound", "6h")).out;
  match(eager, / two-phase +exactly-once +73 +74 +1 .*\n {2}Watermarks are in no checkpoint: /);
  const { runs } = await json("--compare", "sinks");
  deepStrictEqual(
    runs.map(({ sink, recovery }: { sink: string; recovery: { ledger: unknown[] } }) =>
      `${sink} ${recovery.ledger.length}`
    ),
    ["append 2", "upsert 2", "two-phase 2"],
  );
});

Deno.test("--report checkpoints has the columns of Flink's web interface, and one checkpoint its subtasks", async () => {
  const { out } = await demo("--report", "checkpoints");
  match(
    out,
    /\n {2}ID +status +acknowledged +trigger time +latest ack +end to end +entries +remark\n/,
  );
  match(
    out,
    /\n {2}14 +FAILED +7\/8 +3 d 12 h +\+ 5\.1 ms +6\.1 ms +\d+ +tasks are started again\n/,
  );
  match(out, /\n +1 +COMPLETED +8\/8 +6 h +\+ 5\.1 ms +7\.1 ms +\d+\n\n/);
  const one = (await demo("--report", "checkpoints/14")).out;
  match(one, /\nCheckpoint 14, subtask by subtask\n[\s\S]*\n {2}daily\[0\] +never +0\n/);
  const { checkpoints } = await json("--report", "checkpoints");
  strictEqual(checkpoints.length, 29);
  const sum = (list: { entries: number }[]) => list.reduce((all, { entries }) => all + entries, 0);
  for (const { entries, subtasks } of checkpoints) strictEqual(sum(subtasks), entries);
  match((await demo("--report", "checkpoints/99")).err, /^E-FLAG-VALUE: .* there are 1 to 29\n$/);
  match(
    (await demo("--report", "all")).err,
    /^E-FLAG-VALUE: --report is "all"; wanted: checkpoints/,
  );
});

Deno.test("M24 where late records decide, what counts as late may differ after a crash, and that is said", async () => {
  const { out, code } = await demo(
    "--fault",
    "crash task-manager-0 before acknowledge 27 of daily[0]",
  );
  strictEqual(code, 0);
  match(out, /\n {2}late +two-phase +exactly-once +54 +38 +16 /);
  match(out, /\n {2}Watermarks are in no checkpoint: /);
  match(out, /\nLost behind results: 9\n[\s\S]*\nExpected nowhere, and yet behind results: 9\n/);
  match(out, /\n1,707 records = 1,641 counted \+ 38 too late \+ 28 that are no earthquakes\n/);
});

Deno.test("a run ends with a scenario that brings fault, checkpoints and recovery back", async () => {
  const host = await demo(
    "--scenario",
    "s.json",
    "--checkpoint",
    "12h",
    "--restart",
    "fixed-delay:2:3s",
  );
  const { faults, config, options } = JSON.parse(host.text("s.json"));
  deepStrictEqual(faults, ["crash task-manager-0 before acknowledge 7 of daily[0]"]);
  deepStrictEqual(options, { guarantee: "exactly-once" });
  strictEqual(config.checkpointInterval, 12 * HOUR);
  deepStrictEqual(config.restartStrategy, { type: "fixed-delay", attempts: 2, delay: 3000 });
  host.out = host.err = "";
  const replay = (...args: string[]) =>
    main(["--lessons=lessons", "replay", "s.json", ...args], host);
  strictEqual(await replay("--at", "302400.0062s", "--around", "9"), 0);
  match(
    host.out,
    /jobStatusChanged +RESTARTING[\s\S]*\n── 302400\.0062s \(3 d 12 h\), .* job RESTARTING ─/,
  );
  match(host.out, /\nThe run ends .* job FINISHED, attempt 1; .* as the scenario expects\.\n$/);
  host.out = "";
  strictEqual(await replay("--at", "302405.107125s", "--around", "25", "--verify"), 0);
  match(host.out, /quakes\[0\] +sourceRewound +quakes-ak +back from record \d+ to record \d+\n/);
  match(host.out, /daily\[1\] +stateRestored +#6 +\d+ entries\n/);
  match(host.out, /, job RESTARTING, attempt 1 ─/);
  match(host.out, /\nVerified: all [\d,]+ steps/);
});

// Failures of a job of one's own: what is said before, what is told below, and how a command ends whose
// job does not.

import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { StreamExecutionEnvironment } from "../graph/stream_execution_environment.ts";
import type { SinkKind } from "../cluster/recovery_terms.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collection } from "../connector/collection.ts";
import { keyedStore } from "../connector/keyed_store.ts";
import { transactionalLog } from "../connector/transactional_log.ts";
import { TestHost } from "./host_for_tests.ts";
import { main } from "./main.ts";

interface Options {
  readonly sink?: SinkKind;
  /** A number at which the job throws. */
  readonly bad?: number;
}

/** Ten numbers, one a second, counted up into a sink of any kind. */
function count(env: StreamExecutionEnvironment, { sink = "append", bad }: Options): void {
  const numbers = collection(Array.from({ length: 10 }, (_, n) => n), { interval: 1_000_000 });
  const sinks = {
    "append": collectSink<number>("out"),
    "upsert": keyedStore<number>("out", (n) => n),
    "two-phase": transactionalLog<number>("out"),
  };
  env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers").uid("numbers")
    .map((n) => {
      if (n === bad) throw new RangeError("bad number");
      return n;
    }).uid("check")
    .keyBy(() => "all").reduce((a, b) => a + b).uid("sum")
    .sinkTo(sinks[sink]).uid("sink");
}

async function run(...args: string[]): Promise<TestHost & { code: number }> {
  const host = new TestHost();
  host.modules.set("count.ts", { default: count });
  const code = await main(["--lessons=lessons", "run", "count.ts", ...args], host);
  return Object.assign(host, { code });
}

/** Lines of an error, the replay command apart. */
function ended({ err, code }: { err: string; code: number }) {
  const [before, replay = ""] = err.split("\n\nReplay it:\n");
  return { code, last: before.split("\n").at(-1)!, replay: replay.trim() };
}

const CRASH = ["--fault", "crash sum[0] at 5.5s", "--checkpoint", "2s"];

Deno.test("run tells a crash and three kinds of sink; the crash comes behind checkpoint 2", async () => {
  for (
    const [sink, row] of [
      // checkpoint 2 is taken behind 0 to 4, so the sum of 0 to 5 is told before the crash and behind it
      ["append", "append +at-least-once +10 +11 +0 +1"],
      ["upsert", "upsert +exactly-once +10 +10 +0 +0 +1"],
      ["two-phase", "two-phase +exactly-once +10 +10 +0 +0 +1"],
    ]
  ) {
    const { out, err, code } = await run(...CRASH, "--sink", sink);
    deepStrictEqual([err, code], ["", 0]);
    match(out, /\n {2}recovery +from checkpoint 2 \(4\.0 s\), .*; 1 record replayed\n/);
    match(out, new RegExp(`\\n {2}out +${row}\\n`), out);
  }
});

Deno.test("--compare sinks sets them side by side, for any job that takes options.sink", async () => {
  const { out, code } = await run(...CRASH, "--compare", "sinks");
  strictEqual(code, 0);
  match(out, /\nThere once more behind out \(append\): 1\n\n {2}value\n {2}─────\n +15\n/);
});

Deno.test("faults are given one by one, or behind semicolons, and each that does not strike is told", async () => {
  const faults = ["--fault", "crash sum[0] at 2.5s; crash check[0] at 4.5s", "--fault"];
  const { out, err, code } = await run("--checkpoint", "2s", ...faults, "crash sum[0] at 90min");
  strictEqual(code, 0);
  match(err, /^W-FAULT-NEVER-FIRED: The fault "crash sum\[0\] at 90min" did not strike/);
  match(out, /\n {2}job +FINISHED, 2 restarts\n/);
  match(
    out,
    /crash check\[0\] at 4\.5s\n +struck at 4\.5 s\n.*at 90min\n +not exercised: it never struck\n/,
  );
});

Deno.test("F11 a fault that lies in wait in vain proves nothing either, and says what to write", async () => {
  const hasty = "lose ack of sum[0] during trigger 1";
  const { out, err } = await run("--checkpoint", "2s", "--fault", hasty);
  match(
    err,
    /^W-FAULT-NO-EFFECT: .* no ack of sum\[0\] was sent\. .* "during trigger 1 of …"\n$/,
  );
  match(out, /during trigger 1\n +not exercised: it struck at 2\.0 s and met nothing\n/);
  match(out, /\n {2}job +FINISHED, 0 restarts\n/);
  const { recovery } = JSON.parse(
    (await run("--checkpoint", "2s", "--fault", hasty, "--json")).out,
  );
  deepStrictEqual([recovery.isExercised, recovery.faults[0].hasMet], [false, false]);
});

Deno.test("F11 during restore 1 is the restore of whoever is struck, unless another one is named", async () => {
  const failing = "crash sum[0] at 2.5s; fail restore of sum[0] during restore 1";
  for (const fault of [failing, `${failing} of sum[0]`]) {
    const { err, out } = await run("--checkpoint", "2s", "--fault", fault);
    strictEqual(err, "");
    match(out, /\n {2}job +FINISHED, 2 restarts\n/);
  }
  const { err } = await run("--checkpoint", "2s", "--fault", `${failing} of numbers[0]`);
  match(err, /^W-FAULT-NO-EFFECT: .* no restore of sum\[0\] was tried\. .* over too soon\n$/);
});

Deno.test("F13 a job without an attempt left is FAILED: code 2, the cause, and how to see it again", async () => {
  const limit = ["--restart", "fixed-delay:1:1s", "--checkpoint", "2s"];
  const failed = await run(...limit, "--fault", "crash sum[0] at 2.5s; crash sum[0] at 4.5s");
  match(
    failed.err,
    /^W-FAULT-UNRECOVERABLE: The job may fail 2 times, and its restart .* 1 restart;/,
  );
  match(
    failed.out,
    /\n {2}job +FAILED at 4\.5 s, 1 restart\n {2}last cause +sum\[0\]: it was made to fail\n/,
  );
  match(failed.out, /\n {2}promised +none behind out\./); // by its id as in the ledger, not by its uid, sink
  match(
    failed.out,
    /\n {2}recovery +from checkpoint 1 \(2\.0 s\), running again after 1\.1 s; 0 records/,
  );
  match(failed.out, /\n {2}out +append +none +10 +5 +5 +0\n/);
  match(failed.out, /\n {2}simulated [^\n]* steps; the job failed at 4\.5 s\n/);
  const { code, last, replay } = ended(failed);
  strictEqual(code, 2);
  match(
    last,
    /^E-JOB-FAILED: The job is FAILED after 1 restart; its last cause: sum\[0\]: it was/,
  );
  match(replay, /^deno task replay out\/count-[0-9a-f]{8}\.json --job count\.ts$/);
  failed.out = "";
  strictEqual(await main(replay.split(" ").slice(2), failed), 0);
  match(failed.out, /\nThe run ends .* job FAILED, attempt 1; .* as the scenario expects\.\n$/);
});

Deno.test("F30 a checkpoint that cannot be read ends the job by name: no older one is taken in silence", async () => {
  const faults = ["--fault", "corrupt checkpoint 2 after complete 2; crash sum[0] at 4.5s"];
  const { last, code, replay } = ended(await run("--checkpoint", "2s", ...faults));
  strictEqual(code, 2);
  match(
    last,
    /^E-CHECKPOINT-CORRUPT: The job is FAILED: Checkpoint 2 cannot be read: it is damaged\./,
  );
  match(replay, /^deno task replay /);
  const told = await run("--checkpoint", "2s", ...faults, "--json");
  const { recovery, error } = JSON.parse(told.out);
  strictEqual(error.code, "E-CHECKPOINT-CORRUPT");
  deepStrictEqual([told.code, recovery.status, recovery.label.isRecoverable], [2, "FAILED", false]);
  match(recovery.cause, /^E-CHECKPOINT-CORRUPT/);
  match(told.err, /\nE-CHECKPOINT-CORRUPT: [^\n]*\n\nReplay it:\ndeno task replay /);
});

Deno.test("F68 a function that always throws uses every attempt up, and there is no run to compare with", async () => {
  const bad = ["--options", '{"bad":5}', "--checkpoint", "2s", "--restart", "fixed-delay:2:1s"];
  const { out, ...end } = await run(...bad, "--fault", "crash sum[0] at 1.5s");
  const { code, last } = ended(end);
  strictEqual(code, 2);
  match(last, /^E-JOB-FAILED: The job is FAILED after 2 restarts; .* threw RangeError: bad number/);
  match(out, /\n {2}no ledger +without the faults there is no run to compare: it is FAILED: /);
  ok(!out.includes("The ledger"));
});

Deno.test("E-BUDGET-RESTARTS a job that begins again for ever is stopped, with the command that shows it", async () => {
  const ever = ["--checkpoint", "2s", "--restart", "fixed-delay:1000000:1ms"];
  const { code, last, replay } = ended(await run(...ever, "--fault", "fail storage at 3s for 10d"));
  strictEqual(code, 2);
  match(
    last,
    /^E-BUDGET-RESTARTS: The job was started again 10000 times and has not ended; the last/,
  );
  match(replay, /^deno task replay out\/count-[0-9a-f]{8}\.json --job count\.ts$/);
});

Deno.test("a run that stops in the middle is told as data, too, as far as it came", async () => {
  const bad = ["--options", '{"bad":5}', "--json"];
  const thrown = await run(...bad);
  strictEqual(thrown.code, 2);
  const { error, recovery, simulatedMillis } = JSON.parse(thrown.out);
  deepStrictEqual([error.code, recovery, simulatedMillis], ["E-UDF", undefined, 5000]);
  const watched = await run(...bad, "--checkpoint", "2s", "--max-steps", "60");
  const stopped = JSON.parse(watched.out);
  deepStrictEqual([stopped.error.code, stopped.steps], ["E-BUDGET-EVENTS", 60]);
  strictEqual(stopped.recovery.status, "RUNNING");
  match(watched.err, /^E-BUDGET-EVENTS: [^\n]*\n\nReplay it:\ndeno task replay /);
});

Deno.test("a fault that cannot be read, or strike, is refused before anything runs", async () => {
  const cases: [string, RegExp][] = [
    [
      "crash sum[0] att 2s",
      /^E-FAULT-SYNTAX: At column 14 of a fault, it says "att" .*did you mean at\?\n {2}crash sum\[0\] att 2s\n {15}\^\n$/,
    ],
    [
      "",
      /^E-FLAG-VALUE: --fault is ""; wanted: a fault, such as "crash task-manager-1 .*", or none\n$/,
    ],
    [" ; ", /^E-FLAG-VALUE: --fault is " ; "; wanted: a fault, such as /],
    [
      "crash sum[3] at 2s",
      /^E-FAULT-TARGET: .* there is no sum\[3\]; sum has the subtask 0 alone\n$/,
    ],
    ["crash summ[0] at 2s", /^E-FAULT-TARGET: .* did you mean sum\[0\]\?\n$/],
    ["crash task-manager-1 at 2s", /^E-FAULT-TARGET: .* this run has task-manager-0 alone\n$/],
    ["pause task-manager-0 at 2s for 0s", /^E-FAULT-TIME/],
  ];
  for (const [fault, message] of cases) {
    const { err, out, code } = await run("--fault", fault);
    deepStrictEqual([out, code], ["", 2], fault);
    match(err, message);
  }
});

Deno.test("flags that contradict each other, or the job, are refused with what is wanted", async () => {
  const cases: [string[], RegExp][] = [
    [
      ["--guarantee", "exactly-once"],
      /E-FLAG-VALUE: .* needs checkpoints, but the job takes none; wanted: --checkpoint/,
    ],
    [["--guarantee", "at-least-once", "--checkpoint", "0s"], /--checkpoint turns them off/],
    [
      ["--guarantee", "none", "--checkpoint", "1s"],
      /--guarantee none goes without checkpoints, but .* every 1000 ms/,
    ],
    [
      ["--guarantee", "exactlyonce"],
      /wanted: none or at-least-once or exactly-once; did you mean exactly-once\?/,
    ],
    [["--unaligned"], /E-FLAG-VALUE: --unaligned .* the job takes none; wanted: --checkpoint/],
    [["--aligned-timeout", "100ms", "--checkpoint", "1s"], /without --unaligned they never do/],
    [
      ["--unaligned", "--checkpoint", "1s", "--guarantee", "at-least-once"],
      /^E-CHECKPOINT-UNALIGNED: .*at-least-once; wanted: exactly-once/,
    ],
    [["--sink", "two-phase"], /^E-SINK-2PC: The sink "out"/],
    [["--restart", "twice"], /^E-FLAG-VALUE: --restart is "twice"/],
    [["--restart", "failure-rate:0:1min:1s"], /^E-RESTART-STRATEGY: The option maxFailures/],
    [["--report", "checkpoint"], /^E-FLAG-VALUE: --report is "checkpoint"/],
    [["--compare", "sinks"], /^E-FLAG-VALUE: --compare sinks needs a --fault/],
  ];
  for (const [args, message] of cases) {
    const { err, code } = await run(...args);
    strictEqual(code, 2, args.join(" "));
    match(err, message);
  }
  const host = new TestHost();
  strictEqual(
    await main(["--lessons=lessons", "run", "lesson:readings", "--sink", "upsert"], host),
    2,
  );
  match(
    host.err,
    /^E-FLAG-VALUE: --sink is "upsert", but the job has no such sink \(it has sink: append, /,
  );
});

Deno.test("UC-1 UC-11 --unaligned lets barriers overtake, --aligned-timeout only after a while", async () => {
  const options = async (...args: string[]) => {
    const host = await run("--checkpoint", "2s", ...args, "--scenario", "s.json");
    const { config } = JSON.parse(host.text("s.json"));
    return [config.unalignedCheckpoints, config.alignedCheckpointTimeout];
  };
  deepStrictEqual(await options("--unaligned"), [true, undefined]);
  deepStrictEqual(await options("--unaligned", "--aligned-timeout", "100ms"), [true, 100]);
  const { out, code } = await run("--unaligned", ...CRASH, "--sink", "two-phase");
  strictEqual(code, 0);
  match(out, /\n {2}out +two-phase +exactly-once +10 +10 +0 +0 +2\n/);
});

Deno.test("--guarantee decides on alignment: none goes without checkpoints, and then a crash ends the job", async () => {
  const mode = async (...args: string[]) => {
    const host = await run(...args, "--scenario", "s.json");
    const { config, options } = JSON.parse(host.text("s.json"));
    return [config.checkpointInterval, config.checkpointMode, options.guarantee];
  };
  const every = ["--checkpoint", "2s", "--guarantee"];
  deepStrictEqual(await mode(...every, "at-least-once"), [2000, "at-least-once", "at-least-once"]);
  deepStrictEqual(await mode(...every, "exactly-once"), [2000, "exactly-once", "exactly-once"]);
  deepStrictEqual(await mode("--guarantee", "none"), [0, undefined, "none"]);
  const { last, code } = ended(await run("--guarantee", "none", "--fault", "crash sum[0] at 4.5s"));
  strictEqual(code, 2);
  match(last, /^E-JOB-FAILED: .* after 0 restarts; .* without checkpoints it allows none/);
});

Deno.test("a job that is only saved tells its checkpoints, and has no ledger", async () => {
  const { out, code } = await run("--checkpoint", "2s", "--report", "checkpoints");
  strictEqual(code, 0);
  match(
    out,
    /\nCheckpoints and failures\n\n {2}job +FINISHED, 0 restarts\n {2}checkpoints +5 completed/,
  );
  match(out, /\nCheckpoints\n\n {2}ID +status /);
  ok(!out.includes("The ledger") && !out.includes("recovery"));
  const { recovery, checkpoints } = JSON.parse(
    (await run("--checkpoint", "2s", "--report", "checkpoints", "--json")).out,
  );
  deepStrictEqual([recovery.lastRecovery, checkpoints.length], [null, 5]);
});

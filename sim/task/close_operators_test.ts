import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { ProcessFunction } from "../5_operator/process_function.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { readCommitted } from "../connector/log_reader.ts";
import { replayableLog } from "../connector/replayable_log.ts";
import { transactionalLog } from "../connector/transactional_log.ts";
import { JobStatus } from "../element/job_status.ts";
import { open } from "../open.ts";
import { Fact } from "../trace/fact.ts";

const LOG = replayableLog<number>({
  name: "log",
  partitions: [{
    id: "0",
    records: Array.from({ length: 30 }, (_, n) => ({ value: n, arrival: n * 100_000 })),
  }],
});

/** Passes numbers on; `close` is told how often it was called before. */
const passing = (close: (before: number) => void): ProcessFunction<number, number> => {
  let before = 0;
  return {
    processElement: (n, _context, out) => out.collect(n),
    close: () => close(before++),
  };
};

function run(faults: readonly string[], first = passing(() => {}), second = passing(() => {})) {
  const timeline = open((env) => {
    env.fromSource(LOG, WatermarkStrategy.noWatermarks<number>(), "source").uid("source")
      .process(first).uid("first").startNewChain()
      .process(second).uid("second")
      .sinkTo(transactionalLog<number>("out")).uid("out");
  }, {
    config: {
      checkpointInterval: 1000,
      restartStrategy: { type: "fixed-delay", attempts: 3, delay: 100 },
    },
    faults,
    record: { level: "all" },
  }).run();
  const { world, trace } = timeline;
  strictEqual(world.jobManager.status, JobStatus.FINISHED, world.jobManager.cause);
  return {
    restarts: world.jobManager.numRestarts,
    values: readCommitted<number>(world, "out").map(({ value }) => value),
    facts: (kind: number, operator: number) =>
      [...trace.facts([kind])].filter(({ owner, subject }) => owner === 1 && subject === operator),
    failures: [...trace.facts([Fact.taskFailed])].map(({ value }) => String(value)),
  };
}

const ALL = Array.from({ length: 30 }, (_, n) => n);
const throwing = (isMeant: (before: number) => boolean) =>
  passing((before) => {
    if (isMeant(before)) throw new Error("the file is gone");
  });

Deno.test("F12 EOI-2 what throws when it is closed at the end fails its task, once, and all is told once", () => {
  const { restarts, values, failures, facts } = run([], throwing((before) => before === 0));
  strictEqual(restarts, 1);
  match(failures.join("; "), /^E-UDF: A user function threw Error: the file is gone/);
  // the one behind it was closed in both attempts, once in each
  strictEqual(facts(Fact.functionClosed, 1).length, 2);
  deepStrictEqual(values, ALL);
});

Deno.test("F12 what throws when a task is cancelled is told and counts as no failure; the others are closed", () => {
  const { restarts, values, facts } = run(
    ["crash source[0] at 1500ms"],
    throwing((before) => before === 0),
  );
  strictEqual(restarts, 1);
  const [failed, ...more] = facts(Fact.closeFailed, 0);
  deepStrictEqual([failed.value, more.length], ["the file is gone", 0]);
  strictEqual(facts(Fact.functionClosed, 0).length, 1);
  strictEqual(facts(Fact.functionClosed, 1).length, 2);
  deepStrictEqual(values, ALL);
});

Deno.test("F12 SK-6 what fails for another reason and throws when it is closed fails once, and holds no transaction", () => {
  const { restarts, values, failures, facts } = run(
    ["crash first[0] at 1500ms"],
    throwing((before) => before === 0),
  );
  strictEqual(restarts, 1);
  deepStrictEqual(failures, ["it was made to fail"]);
  strictEqual(facts(Fact.closeFailed, 0).length, 1);
  strictEqual(facts(Fact.transactionAborted, 2).length, 1);
  deepStrictEqual(values, ALL);
});

Deno.test("F12 a fault of closing strikes a cancelled task or one that ends, whichever comes first", () => {
  const cancelled = run(["fail close of second[0] at 1s", "crash source[0] at 1500ms"]);
  strictEqual(cancelled.restarts, 1);
  ok(cancelled.facts(Fact.closeFailed, 2).length === 1);
  const ended = run(["fail close of second[0] at 1s"]);
  strictEqual(ended.restarts, 1);
  match(ended.failures[0], /it was made to fail/);
  deepStrictEqual([cancelled.values, ended.values], [ALL, ALL]);
});

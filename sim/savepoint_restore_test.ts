// Jobs that begin from a savepoint: the same job at another parallelism, another job, and what is refused.

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { Job } from "./graph/plan_job.ts";
import type { KeyedProcessFunction } from "./5_operator/process_function.ts";
import type { Savepoint } from "./checkpoint/savepoint.ts";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import type { Timeline } from "./timeline.ts";
import type { World } from "./world.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { valueState } from "./6_state/value_state.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { readSavepoint } from "./checkpoint/savepoint_listing.ts";
import { keyedStore, storedRows } from "./connector/keyed_store.ts";
import { readCommitted } from "./connector/log_reader.ts";
import { replayableLog } from "./connector/replayable_log.ts";
import { transactionalLog } from "./connector/transactional_log.ts";
import { JOB_STATUS_NAMES } from "./element/job_status.ts";
import { open, results } from "./open.ts";
import { CONFIG, LOG, type Pair } from "./recovery_job_for_tests.ts";
import { assertRefused } from "./refused_for_tests.ts";
import { reminders, takeOne } from "./savepoint_job_for_tests.ts";
import { parseSavepoint, savepointText } from "./savepoint_text.ts";
import { savepointsOf } from "./take_savepoint.ts";
import { Fact } from "./trace/fact.ts";

const WATERMARKS = WatermarkStrategy.forBoundedOutOfOrderness<Pair>(100);
const statusOf = ({ world }: Timeline) => JOB_STATUS_NAMES[world.jobManager.status];

/** What readers of a transactional log see, in no order. */
function committed(world: World, id: string): string[] {
  return readCommitted<string>(world, id).map(({ value }) => value).sort();
}

const WHOLE = open(reminders, { config: CONFIG }).run().world;

/** Of each state, list and timer what is known of every key, whoever has it. */
function content(savepoint: Savepoint) {
  return readSavepoint(savepoint).map(({ uid, states, timers }) => ({
    uid,
    states: states.map(({ name, entries }) => ({
      name,
      entries: entries.map(({ key, window, value }) => ({ key, window, value })),
    })),
    timers: timers.map(({ key, window, timestamp, domain }) => ({
      key,
      window,
      timestamp,
      domain,
    })),
  }));
}

/** The next savepoint of a job that begins from one, and is not given time to do anything. */
function takenAgain(savepoint: Savepoint, parallelism: number): Savepoint {
  const at = { time: savepoint.completedAt, done: 0 };
  const timeline = open(reminders, {
    config: CONFIG,
    from: savepoint,
    options: { parallelism },
    interventions: [{ verb: "savepoint", at }],
  });
  timeline.run(({ coordinator }) => coordinator.completed.savepoints.length > 0);
  return savepointsOf(timeline)[0];
}

for (const mode of ["take", "stop"] as const) {
  for (const parallelism of [1, 2, 3, 5]) {
    Deno.test(`CI-48 KG-8 SK-5 a job that goes on from a savepoint (${mode}) with ${parallelism} subtasks has the results of one that never stopped`, () => {
      for (const time of [50_000, 1_250_000, 2_930_000]) {
        const { savepoint, timeline } = takeOne(time, mode);
        if (mode === "stop") timeline.run();
        const from = parseSavepoint(savepointText(savepoint));
        const options = { parallelism };
        const next = open(reminders, { config: CONFIG, from, outside: timeline.world, options })
          .run();
        strictEqual(statusOf(next), "FINISHED");
        deepStrictEqual(committed(next.world, "sums"), committed(WHOLE, "sums"));
        const ofOneSplit = (rows: string[]) => rows.filter((row) => !row.startsWith("b"));
        deepStrictEqual(
          ofOneSplit(committed(next.world, "told")),
          ofOneSplit(committed(WHOLE, "told")),
        );
      }
    });
  }
}

Deno.test("KG-8 TI-11 rescaled and back, every key has what it had, and its timers", () => {
  const { savepoint } = takeOne(1_250_000);
  for (const parallelism of [1, 3, 8]) {
    const rescaled = takenAgain(savepoint, parallelism);
    deepStrictEqual(content(rescaled), content(savepoint));
    deepStrictEqual(content(takenAgain(rescaled, 2)), content(savepoint));
  }
});

Deno.test("CP-3 ids of checkpoints go on behind the savepoint, and the clock where it was complete", () => {
  const { savepoint } = takeOne(1_250_000);
  const next = open(reminders, { config: CONFIG, from: savepoint });
  deepStrictEqual(next.position, { time: savepoint.completedAt, done: 0 });
  next.run();
  const ids = [...next.trace.facts([Fact.checkpointTriggered])].map(({ stamp }) => stamp);
  deepStrictEqual(ids.slice(0, 2), [savepoint.checkpointId + 1, savepoint.checkpointId + 2]);
  const [first] = [...next.trace.facts()];
  deepStrictEqual([first.name, first.stamp], ["savepointRestored", savepoint.checkpointId]);
});

Deno.test("RS-8 until its own first checkpoint a job starts again from the savepoint, then no more", () => {
  const { savepoint, timeline } = takeOne(1_250_000);
  const run = (fault: string) =>
    open(reminders, {
      config: CONFIG,
      from: savepoint,
      outside: timeline.world,
      faults: [fault],
      options: { parallelism: 3 },
    }).run();
  for (
    const [fault, from] of [["crash remember[1] at 1.5s", 2], [
      "crash remember[1] at 2.6s",
      3,
    ]] as const
  ) {
    const next = run(fault);
    const restores = [...next.trace.facts([Fact.restoreStarted])].map(({ stamp }) => stamp);
    deepStrictEqual(restores, [from]);
    deepStrictEqual(committed(next.world, "sums"), committed(WHOLE, "sums"));
  }
});

Deno.test("a run from a savepoint is rewound and replayed like any other; before it there is nothing", () => {
  const { savepoint } = takeOne(1_250_000);
  const next = open(reminders, { config: CONFIG, from: savepoint, keyframeDistance: 40 }).run();
  const end = next.traceHash, { position, start } = next;
  for (const time of [2_000_000, 1_258_000, 0]) next.seek({ time, done: 0 });
  deepStrictEqual([next.position, next.isClamped], [start, true]);
  strictEqual(next.seek(position).traceHash, end);
  const facts = [...next.view({ time: 0, done: 0 }, { time: 1_258_000, done: 0 }).facts()];
  strictEqual(facts[0].name, "savepointRestored");
  ok(facts.every(({ time }) => time >= savepoint.completedAt));
  next.verify();
});

Deno.test("TI-8 a processing-time timer that fell due before the job begins again fires at once", () => {
  const wake: KeyedProcessFunction<string, Pair, string> = {
    processElement([key, n], context) {
      if (n === 0) context.timerService.registerProcessingTimeTimer(1_000);
      context.state(valueState<string>("key")).update(key);
    },
    onTimer: (time, context, out) => out.collect(`${context.currentKey} woken at ${time}`),
  };
  const job: Job = (env) => {
    env.fromSource(LOG, WATERMARKS, "in").uid("in").keyBy(([key]) => key).process(wake).uid("wake")
      .sinkTo(collectSink<string>("out"));
  };
  const first = open(job, {
    interventions: [{ verb: "savepoint", at: { time: 500_000, done: 0 }, mode: "stop" }],
  }).run();
  const [savepoint] = savepointsOf(first);
  const late = { ...savepoint, completedAt: 1_500_000 };
  const next = open(job, { from: late });
  next.seek({ time: 1_501_000, done: 0 });
  deepStrictEqual(results<string>(next.world, "out").sort(), [
    "a woken at 1000",
    "b woken at 1000",
  ]);
});

// the world outside

Deno.test("SK-5 a log that was not carried over does not know the savepoint's transactions, and says so", () => {
  const { savepoint } = takeOne(1_250_000, "stop");
  const next = open(reminders, { config: CONFIG, from: savepoint }).run();
  strictEqual(statusOf(next), "FINISHED");
  const unknown = [...next.trace.facts([Fact.transactionUnknown])].map(({ value }) => value);
  deepStrictEqual(unknown.sort(), ["sums[0]-1", "sums[1]-1", "told[0]-1", "told[1]-1"]);
});

Deno.test("SK-5 SK-6 what a job left open in the log is aborted by the one that begins after it", () => {
  const { savepoint, timeline } = takeOne(1_250_000);
  timeline.seek({ time: 1_900_000, done: 0 }); // it goes on writing, and is forgotten
  const next = open(reminders, { config: CONFIG, from: savepoint, outside: timeline.world }).run();
  const { transactions } = next.world.outsides[0].outside!;
  deepStrictEqual(
    new Set(transactions.map(({ status }) => status)),
    new Set(["committed", "aborted"]),
  );
  strictEqual(new Set(transactions.map(({ name }) => name)).size, transactions.length);
  deepStrictEqual(committed(next.world, "sums"), committed(WHOLE, "sums"));
});

Deno.test("a log outside is carried over as it is at that moment, whatever becomes of the other run", () => {
  const { savepoint, timeline } = takeOne(1_250_000);
  const next = open(reminders, { config: CONFIG, from: savepoint, outside: timeline.world });
  timeline.run();
  next.run();
  deepStrictEqual(committed(next.world, "sums"), committed(WHOLE, "sums"));
  next.seek(next.start).run();
  deepStrictEqual(committed(next.world, "sums"), committed(WHOLE, "sums"));
});

Deno.test("E-OUTSIDE-INHERIT a sink of another kind cannot take over what is there", () => {
  const job: Job = (env) => {
    env.fromSource(LOG, WATERMARKS, "in").uid("in").sinkTo(transactionalLog<Pair>("counts"));
  };
  const collecting: Job = (env) => {
    env.fromSource(LOG, WATERMARKS, "in").uid("in").sinkTo(collectSink<Pair>("counts"));
  };
  assertRefused(
    () => open(job, { config: CONFIG, outside: open(collecting).world }),
    "E-OUTSIDE-INHERIT",
    `"counts"`,
    "TransactionalPartition",
    "CollectOutside",
  );
});

Deno.test("E-OUTSIDE-INHERIT a run in place of its world is refused", () => {
  const timeline = open(reminders, { config: CONFIG });
  for (const outside of [timeline, null, {}] as unknown as World[]) {
    assertRefused(
      () => open(reminders, { config: CONFIG, outside }),
      "E-OUTSIDE-INHERIT",
      "outsides is undefined",
      "world",
    );
  }
});

Deno.test("E-SAVEPOINT what is no savepoint cannot be begun from", () => {
  for (
    const [from, ...words] of [
      [null, "from is null", "an object"],
      ["a text", `from is "a text"`, "an object"],
      [{ format: 1 }, "from.operators is undefined", "a list"],
    ] as const
  ) {
    assertRefused(
      () => open(reminders, { config: CONFIG, from: from as unknown as Savepoint }),
      "E-SAVEPOINT",
      ...words,
    );
  }
});

Deno.test("EOI-3 OS-4 sources that had finished before the savepoint are not read again by more or fewer subtasks", () => {
  const short = replayableLog<Pair>({
    name: "short",
    partitions: ["0", "1"].map((id) => ({
      id,
      records: [{ value: ["z", Number(id) + 1] as const, arrival: 0, timestamp: 0 }],
    })),
  });
  const job = (env: StreamExecutionEnvironment, { parallelism = 2 }: { parallelism?: number }) => {
    env.setParallelism(parallelism);
    const few = env.fromSource(short, WATERMARKS, "few").uid("few");
    env.fromSource(LOG, WATERMARKS, "many").uid("many").union(few)
      .keyBy(([key]) => key).reduce(([key, a], [, b]) => [key, a + b] as const).uid("sum")
      .sinkTo(keyedStore<Pair>("out", ([key]) => key)).uid("out");
  };
  const first = open(job, {
    config: CONFIG,
    interventions: [{ verb: "savepoint", at: { time: 1_250_000, done: 0 }, mode: "stop" }],
  }).run();
  const [savepoint] = savepointsOf(first);
  ok(savepoint.operators[0].subtasks.every(({ isFinished }) => isFinished));
  for (const parallelism of [1, 2, 3]) {
    const options = { parallelism };
    const next = open(job, { config: CONFIG, from: savepoint, outside: first.world, options })
      .run();
    strictEqual(statusOf(next), "FINISHED");
    const sums = new Map(storedRows<Pair>(next.world, "out").map(({ value }) => value));
    deepStrictEqual([sums.get("a"), sums.get("z")], [210, 3]);
  }
});

Deno.test("CP-16 a job that was drained can go on, though windows that fired early fire again", () => {
  const { savepoint, timeline } = takeOne(1_250_000, "drain");
  timeline.run();
  const next = open(reminders, { config: CONFIG, from: savepoint, outside: timeline.world }).run();
  strictEqual(statusOf(next), "FINISHED");
  ok(committed(next.world, "sums").length >= committed(WHOLE, "sums").length);
});

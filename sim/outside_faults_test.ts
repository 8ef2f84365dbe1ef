// Faults between a sink and the world outside that a whole job is needed for.

import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { readCommitted, readUncommitted } from "./connector/log_reader.ts";
import { replayableLog } from "./connector/replayable_log.ts";
import { socket } from "./connector/socket.ts";
import { transactionalLog, type TransactionalLogOptions } from "./connector/transactional_log.ts";
import { JobStatus } from "./element/job_status.ts";
import { open } from "./open.ts";
import { labelOf } from "./run_warnings.ts";
import type { Source } from "./1_source/source.ts";
import type { Timeline } from "./timeline.ts";
import { Fact } from "./trace/fact.ts";

/** Fifty numbers in each of two splits, ten a second; each split stays in one pipeline. */
const LOG = replayableLog<number>({
  name: "log",
  partitions: [0, 1].map((id) => ({
    id: String(id),
    records: Array.from({ length: 50 }, (_, n) => ({ value: 2 * n + id, arrival: n * 100_000 })),
  })),
});

/** Two pipelines that share nothing, each on a machine of its own. */
const pipelines = <T>(source: Source<T>, options: TransactionalLogOptions = {}) => {
  return (env: StreamExecutionEnvironment) => {
    env.setParallelism(2).fromSource(source, WatermarkStrategy.noWatermarks<T>(), "source")
      .uid("source")
      .map((n: T) => n).uid("next").startNewChain()
      .sinkTo(transactionalLog<T>("out", options)).uid("out");
  };
};

const run = <T>(
  source: Source<T>,
  faults: readonly string[],
  options: TransactionalLogOptions = {},
) => {
  const timeline = open(pipelines(source, options), {
    config: {
      checkpointInterval: 1000,
      heartbeatInterval: 500,
      heartbeatTimeout: 1000,
      taskManagerStartTime: 100_000,
      restartStrategy: { type: "fixed-delay", attempts: 10, delay: 100 },
    },
    faults,
  }).run();
  const values = readCommitted<T>(timeline.world, "out").map(({ value }) => value);
  return { timeline, values, facts: (kind: number) => [...timeline.trace.facts([kind])] };
};

const ALL = Array.from({ length: 100 }, (_, n) => n);
const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);

Deno.test("F47 a broker that cannot tell transactions apart lets a late commit show half of the next one", () => {
  const faults = [
    "hold requests of out[1] at 1900ms for 500ms",
    "repeat requests of out[1] after acknowledge 2",
  ];
  deepStrictEqual(sorted(run(LOG, faults).values), ALL);
  const { values, timeline, facts } = run(LOG, faults, { protocol: "old" });
  strictEqual(labelOf(timeline.ground).isRecoverable, false);
  deepStrictEqual(sorted([...new Set(values)]), ALL);
  ok(values.length > ALL.length, "rows of the torn transaction are there twice");
  const failure = facts(Fact.taskFailed)[0];
  match(String(failure.value), /E-SINK-COMMITTED: .* which is committed .* in the old protocol/);
});

Deno.test("F48 what is asked of a world outside that is away is done when it is back, in its order", () => {
  const { values, timeline, facts } = run(LOG, ["hold requests of out at 1500ms for 2s"]);
  deepStrictEqual(sorted(values), ALL);
  strictEqual(timeline.world.jobManager.numRestarts, 0);
  const committed = facts(Fact.transactionCommitted).filter(({ owner }) => owner === 3);
  deepStrictEqual(
    committed.map(({ stamp }) => stamp),
    [1, 2, 3, 4, 5, 6].slice(0, committed.length),
  );
  strictEqual(committed.filter(({ time }) => time > 1_500_000 && time < 3_500_000).length, 0);
});

Deno.test("F09 F18 F45 SK-5 a zombie that writes on is turned down; without a fence what it writes stays in the log", () => {
  const faults = ["disconnect task-manager-1->job-manager at 1700ms for 2s"];
  const fenced = run(LOG, faults);
  deepStrictEqual(sorted(fenced.values), ALL);
  strictEqual(fenced.timeline.world.zombies.some((zombie) => zombie !== null), true);
  ok(fenced.facts(Fact.transactionFenced).length > 0);
  const open = run(LOG, faults, { isFenced: false });
  strictEqual(open.facts(Fact.transactionFenced).length, 0);
  deepStrictEqual(sorted(open.values), ALL); // no checkpoint covers what the zombie writes
  deepStrictEqual([fenced, open].map(writesTooLate), [false, true]);
});

/** True when an attempt of the second pipeline wrote into the log after a newer one had begun to. */
function writesTooLate({ timeline }: { readonly timeline: Timeline }): boolean {
  const rows = readUncommitted<number>(timeline.world, "out").filter(({ value }) =>
    value % 2 === 1
  );
  const times = (wanted: number) =>
    rows.filter(({ attempt }) => attempt === wanted).map(({ writtenAt }) => writtenAt);
  return Math.max(...times(0)) > Math.min(...times(1));
}

Deno.test("F56 what a source cannot read again is missing after a failure, and nothing is there twice", () => {
  const chunks = ALL.map((n) => ({ arrival: n * 50_000, text: `${n}\n` }));
  const { values, timeline } = run(socket(chunks), ["crash source[0] at 2500ms"]);
  strictEqual(timeline.world.jobManager.status, JobStatus.FINISHED);
  const numbers = values.map(Number);
  ok(numbers.length < ALL.length && numbers.length > 80);
  strictEqual(new Set(numbers).size, numbers.length);
});

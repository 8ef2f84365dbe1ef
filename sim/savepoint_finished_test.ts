// What had finished when a savepoint was taken, and the job that goes on from it.

import { deepStrictEqual } from "node:assert/strict";
import type { SavedOperator, Savepoint } from "./checkpoint/savepoint.ts";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import type { Timeline } from "./timeline.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { replayableLog } from "./connector/replayable_log.ts";
import { readCommitted } from "./connector/log_reader.ts";
import { transactionalLog } from "./connector/transactional_log.ts";
import { open } from "./open.ts";
import { savepointsOf } from "./take_savepoint.ts";
import { Fact } from "./trace/fact.ts";

const record = (value: number, arrival: number) => ({ value, arrival, timestamp: 0 });
const SHORT = { id: "short", records: [record(1, 0), record(2, 10)] };
const LONG = { id: "long", records: [3, 4, 5, 6, 7, 8].map((n) => record(n, 300_000 * (n - 2))) };

/** One split has come to its end long before the other. */
const uneven = replayableLog({ name: "uneven", partitions: [SHORT, LONG] });
const [short, long] = [SHORT, LONG].map((partition) =>
  replayableLog({ name: partition.id, partitions: [partition] })
);

const config = { checkpointInterval: 200 };

/** Runs a job until it has stopped with a savepoint, when the short split is long at its end. */
function stopped(job: (env: StreamExecutionEnvironment) => void): Timeline {
  const interventions = [{ verb: "savepoint", at: { time: 1_000_000, done: 0 }, mode: "stop" }];
  return open(job, { config, interventions: interventions as never }).run();
}

const committed = ({ world }: Timeline) =>
  readCommitted<number>(world, "out").map((row) => row.value);
const find = ({ operators }: Savepoint, wanted: string) =>
  operators.find(({ uid }) => uid === wanted) as SavedOperator;
const finishedOf = (operator: SavedOperator) => operator.subtasks.map((one) => one.isFinished);

/** The same two vertices, of which the first changes its parallelism. */
const copyOf = (parallelism: number) => (env: StreamExecutionEnvironment): void => {
  env.fromSource(uneven, WatermarkStrategy.noWatermarks(), "in").uid("in")
    .setParallelism(parallelism)
    .map((n: number) => n).uid("copy").setParallelism(2).disableChaining()
    .sinkTo(transactionalLog<number>("out")).uid("out").setParallelism(1);
};

for (const parallelism of [1, 2, 3]) {
  Deno.test(`EOI-3 KG-8 where only some subtasks had finished all begin again, and lose nothing that ${parallelism} subtasks before them send`, () => {
    const before = stopped(copyOf(2));
    const [from] = savepointsOf(before);
    deepStrictEqual(finishedOf(find(from, "copy")), [true, false]);
    const next = open(copyOf(parallelism), { config, from, outside: before.world }).run();
    deepStrictEqual(committed(next).toSorted(), [1, 2, 3, 4, 5, 6, 7, 8]);
  });
}

/** Two sources that nothing connects before the sink. */
function both(env: StreamExecutionEnvironment): void {
  const done = env.fromSource(short, WatermarkStrategy.noWatermarks(), "short").uid("short")
    .map((n: number) => n).uid("done").disableChaining();
  const rest = env.fromSource(long, WatermarkStrategy.noWatermarks(), "long").uid("long");
  done.union(rest).sinkTo(transactionalLog<number>("out")).uid("out");
}

Deno.test("EOI-3 what had finished as a whole, and all before it, is not run again", () => {
  const before = stopped(both);
  const [from] = savepointsOf(before);
  deepStrictEqual(finishedOf(find(from, "done")), [true]);
  const next = open(both, { config, from, outside: before.world }).run();
  deepStrictEqual(committed(next).toSorted(), [1, 2, 3, 4, 5, 6, 7, 8]);
  const { vertices, subtasks } = next.ground.plan;
  const { id } = vertices.find(({ chain }) => chain[0].operator.uid === "done")!;
  const own = subtasks.find(({ vertex }) => vertex === id)!.id;
  const timesOf = (kind: number) =>
    [...next.trace.facts([kind])].filter(({ owner }) => owner === own).map(({ time }) => time);
  deepStrictEqual(timesOf(Fact.dataEnded), timesOf(Fact.stateRestored), "it waits for nobody");
});

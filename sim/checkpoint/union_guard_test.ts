import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { StreamExecutionEnvironment } from "../graph/stream_execution_environment.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import {
  operatorListState,
  type OperatorStateDescriptor,
  unionListState,
} from "../6_state/operator_list_descriptor.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { replayableLog } from "../connector/replayable_log.ts";
import { JOB_STATUS_NAMES } from "../element/job_status.ts";
import { open } from "../open.ts";
import { Fact } from "../trace/fact.ts";
import { CoordinatorBench } from "./coordinator_bench_for_tests.ts";

/** A source, and a vertex of two subtasks that have united lists. */
function benchWith(hasUnion: boolean): CoordinatorBench {
  const bench = CoordinatorBench.running({ predecessors: [[], [0], [0]], vertexOf: [0, 1, 1] });
  bench.hasUnion = hasUnion;
  bench.advanceTo(1000);
  bench.acknowledge(1, 0, -1);
  return bench;
}

Deno.test("OS-7 a checkpoint is given up when some subtasks with a united list have finished, and some have not", () => {
  const bench = benchWith(true);
  bench.ended = [11];
  bench.acknowledge(1, 1);
  bench.take();
  bench.acknowledge(1, 2);
  deepStrictEqual(bench.take().slice(0, 3), [
    "checkpointAcknowledged #1 of 2",
    "checkpointAborted #1 CHECKPOINT_DECLINED_TASK_CLOSING",
    "discard 11 12",
  ]);
  strictEqual(bench.coordinator.latest(), null);
});

for (
  const [what, finished, hasUnion] of [
    ["none of them has finished", [false, false], true],
    ["all have finished", [true, true], true],
    ["nothing is united", [true, false], false],
  ] as const
) {
  Deno.test(`OS-7 a checkpoint is complete when ${what}`, () => {
    const bench = benchWith(hasUnion);
    bench.ended = [11, 12].filter((_, i) => finished[i]);
    for (const subtask of [1, 2]) bench.acknowledge(1, subtask);
    bench.store(1);
    deepStrictEqual(bench.coordinator.latest()?.snapshots, [11, 12]);
  });
}

const record = (value: number, arrival: number) => ({ value, arrival, timestamp: 0 });
const UNEVEN = replayableLog({
  name: "uneven",
  partitions: [
    { id: "short", records: [record(1, 0), record(2, 10)] },
    { id: "long", records: [3, 4, 5, 6, 7].map((n) => record(n, 300_000 * (n - 2))) },
  ],
});

/** Every reader counts in a list of some mode; that of the short split finishes long before the other. */
const counting =
  (list: OperatorStateDescriptor<number>) => (env: StreamExecutionEnvironment): void => {
    env.setParallelism(2);
    env.fromSource(UNEVEN, WatermarkStrategy.noWatermarks(), "in")
      .map({
        map: (n: number, context) => {
          context.operatorState(list).add(n);
          return n;
        },
      })
      .sinkTo(collectSink("out"));
  };

/** Checkpoints by the time of their trigger in ms, and how they ended. */
function history(list: OperatorStateDescriptor<number>) {
  const timeline = open(counting(list), { config: { checkpointInterval: 200 } }).run();
  strictEqual(JOB_STATUS_NAMES[timeline.world.jobManager.status], "FINISHED");
  return timeline;
}

Deno.test("OS-7 EOI-3 a job with a united list has no checkpoint from when its first subtask has ended until all have", () => {
  const { world, trace } = history(unionListState<number>("seen"));
  const reasons = [...trace.facts([Fact.checkpointAborted])].map(({ value }) => value);
  ok(reasons.length > 3);
  deepStrictEqual([...new Set(reasons)], ["CHECKPOINT_DECLINED_TASK_CLOSING"]);
  const completed = [...trace.facts([Fact.checkpointCompleted])];
  const ends = [...trace.facts([Fact.dataEnded])].map(({ time }) => time);
  strictEqual(completed.length, 1);
  ok(ends.length === 2 && completed[0].time > Math.max(...ends), "it is the final one");
  strictEqual(world.jobManager.numRestarts, 0, "none of them counts as a failure");
});

Deno.test("OS-7 with a list that is split it has them all the time", () => {
  const { trace } = history(operatorListState<number>("seen"));
  strictEqual([...trace.facts([Fact.checkpointAborted])].length, 0);
  ok([...trace.facts([Fact.checkpointCompleted])].length > 4);
});

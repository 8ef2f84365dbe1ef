// The two stories of unaligned checkpoints in whole jobs: letters of two channels, put together.
//
//   source[0]  A  1 2 ▌n▐ 3   ─▶ ┐
//                                ├ all[0] ─▶ out[0]
//   source[1]  B  x y z ▌n▐   ─▶ ┘

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { type Millis, MIN } from "./clock/time.ts";
import type { Config } from "./config.ts";
import type { FactRow } from "./trace/fact.ts";
import type { Timeline } from "./timeline.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import type { InFlight } from "./3_channel/channel_state.ts";
import { StateTable } from "./6_state/state_table.ts";
import { readCommitted } from "./connector/log_reader.ts";
import { replayableLog } from "./connector/replayable_log.ts";
import { transactionalLog } from "./connector/transactional_log.ts";
import { ElementKind } from "./element/element.ts";
import { ExecutionState } from "./element/execution_state.ts";
import { open } from "./open.ts";
import { Fact } from "./trace/fact.ts";

/** When each letter of a channel comes, in milliseconds. */
type Letters = Readonly<Record<string, number>>;

interface Story {
  readonly a: Letters;
  readonly b: Letters;
  /** Of the task that puts letters together, in ms. */
  readonly cost: number;
  readonly alignedTimeout?: number;
  readonly faults: readonly string[];
}

const CONFIG: Partial<Config> = {
  checkpointInterval: 150,
  unalignedCheckpoints: true,
  bufferTimeout: 0,
  slotsPerTaskManager: 1,
  latency: 1000,
  restartStrategy: { type: "fixed-delay", attempts: 1, delay: 10 },
};

const PUT_TOGETHER = 2; // the subtask all[0], behind two sources

/** The job, stopped when its first checkpoint is complete. */
function play({ a, b, cost, alignedTimeout = 0, faults }: Story): Timeline {
  const letters = replayableLog<string>({
    name: "letters",
    partitions: Object.entries({ A: a, B: b }).map(([id, letters]) => ({
      id,
      records: Object.entries(letters)
        .map(([value, millis]) => ({ value, arrival: 1000 * millis, timestamp: 0 }))
        .sort((one, other) => one.arrival - other.arrival), // names such as "1" come first in objects
    })),
  });
  const timeline = open((env) => {
    env.fromSource(letters, WatermarkStrategy.noWatermarks(), "source").setParallelism(2)
      .keyBy(() => "all")
      .reduce((before, letter) => before + letter).uid("all").costs(1000 * cost)
      .rebalance()
      .sinkTo(transactionalLog<string>("out"));
  }, {
    config: { ...CONFIG, alignedCheckpointTimeout: alignedTimeout },
    faults,
    record: { level: "all" },
  });
  return timeline.run(({ coordinator }) => coordinator.latest() !== null);
}

/** What the first checkpoint holds of a subtask. */
function heldOf({ world, ground: { keys } }: Timeline, subtask: number) {
  const { coordinator, checkpoints } = world;
  const { spec } = checkpoints.get(coordinator.latest()!.spec.snapshotIds[subtask])!;
  const { values } = spec.operators[0].keyed;
  return {
    state: values instanceof StateTable
      ? values.entries({ keys, maxParallelism: 128 }).map(({ value }) => value)
      : [],
    inputs: lettersOf(spec.inFlight.inputs),
    outputs: lettersOf(spec.inFlight.outputs),
  };
}

function lettersOf(ends: InFlight["inputs"]): unknown[][] {
  return ends.map(({ rows }) =>
    rows.filter(({ kind }) => kind === ElementKind.RECORD).map(({ value }) => value)
  );
}

function committed({ world }: Timeline): string[] {
  return readCommitted<string>(world, "out").map(({ value }) => value);
}

/** What the middle task has done with letters and in which state it was, from its restart on. */
function afterRestart({ trace }: Timeline): string[] {
  const told: string[] = [];
  let state = 0;
  for (const { kind, owner, detail, value } of trace.facts()) {
    if (owner !== PUT_TOGETHER) continue;
    if (kind === Fact.executionStateChanged) state = detail;
    if (kind === Fact.stateRestored) told.length = 0;
    if (kind !== Fact.elementProcessed || detail !== ElementKind.RECORD) continue;
    told.push(`${state === ExecutionState.RUNNING ? "running" : "recovering"} ${value}`);
  }
  return told;
}

Deno.test("TVX-27 a job whose barriers overtake goes on as if nothing had been", () => {
  const story: Story = {
    a: { 1: 0, 2: 110, 3: 160 },
    b: { x: 1, y: 120, z: 140, end: 2000 },
    cost: 100, // 1 until 100, x until 200: there the barrier of A waits since 151
    faults: [
      // z and the barrier of B are on their way until 440 and 450
      "delay task-manager-1->task-manager-0 by 300ms at 130ms for 500ms",
      "crash all after complete 1",
    ],
  };
  const timeline = play(story);
  const { state, inputs } = heldOf(timeline, PUT_TOGETHER);
  deepStrictEqual([state, inputs], [["1x"], [["2"], ["y", "z"]]]);
  // what waited at the sink, or before it, is saved too: 1 was there, 1x was not
  const sink = heldOf(timeline, 3);
  deepStrictEqual(
    [...heldOf(timeline, PUT_TOGETHER).outputs, ...sink.inputs].flat(),
    ["1x"],
  );
  timeline.run();
  deepStrictEqual(afterRestart(timeline), [
    ...["recovering 2", "recovering y", "recovering z"],
    ...["running 3", "running end"],
  ]);
  deepStrictEqual(committed(timeline), ["1", "1x", "1x2", "1x2y", "1x2yz", "1x2yz3", "1x2yz3end"]);
  const calm = play({ ...story, faults: story.faults.slice(0, 1) }).run();
  // without a failure the letters come in another order, and are the same
  const sorted = (run: Timeline) => [...committed(run).at(-1)!].toSorted();
  deepStrictEqual(sorted(calm), sorted(timeline));
});

/** The first time at which the middle task told something, in ms since the trigger. */
function sinceTrigger(timeline: Timeline, kind: number): number {
  const { trace } = timeline;
  const first = (wanted: number, holds: (fact: FactRow) => boolean) =>
    [...trace.facts([wanted])].find(holds)!.time;
  const at = first(kind, ({ owner }) => owner === PUT_TOGETHER);
  return Math.floor((at - first(Fact.checkpointTriggered, () => true)) / 1000);
}

/** Barriers leave their sources so long after the trigger, which is at 150 ms. */
function late(a: number, b: number): string[] {
  return [a, b].map((millis, index) =>
    `hold trigger of source[${index}] at 0s for ${150 + millis}ms`
  );
}

const TIMED: Story = {
  a: { 1: 0, 2: 110, 3: 240 },
  b: { x: 1, y: 120, z: 270, end: 2000 },
  cost: 10,
  alignedTimeout: 100,
  faults: [],
};

Deno.test("TVX-28 UC-11 UC-13 a job's alignment takes too long, and A stays blocked to the end", () => {
  const timeline = play({ ...TIMED, faults: [...late(59, 200), "crash all after complete 1"] });
  strictEqual(sinceTrigger(timeline, Fact.channelBlocked), 60);
  strictEqual(sinceTrigger(timeline, Fact.checkpointTurnedUnaligned), 100);
  strictEqual(sinceTrigger(timeline, Fact.snapshotStarted), 100);
  const { state, inputs } = heldOf(timeline, PUT_TOGETHER);
  deepStrictEqual([state, inputs], [["1x2y"], [["z"]]]); // z came at 121, B's barrier at 201
  const processed = [...timeline.trace.facts([Fact.elementProcessed])]
    .filter(({ owner, detail }) => owner === PUT_TOGETHER && detail === ElementKind.RECORD)
    .map(({ value }) => value);
  ok(!processed.includes("3"), "3 waits behind the barrier of A");
  deepStrictEqual(committed(timeline.run()).at(-1), "1x2yz3end");
});

Deno.test("TVX-28 a job's first barrier that comes at 150 is too late already: unaligned at once", () => {
  const timeline = play({ ...TIMED, faults: late(149, 200) });
  strictEqual(sinceTrigger(timeline, Fact.checkpointTurnedUnaligned), 150);
  strictEqual(sinceTrigger(timeline, Fact.snapshotStarted), 150);
  const { state, inputs } = heldOf(timeline, PUT_TOGETHER);
  deepStrictEqual([state, inputs], [["1x2y3z"], []]);
});

/** A record, and the watermark that its function saw. */
type Seen = readonly [letter: string, watermark: Millis];

/** What a function sees that asks for the current watermark, in a job that fails and goes on. */
function watermarksSeen(unalignedCheckpoints: boolean, fault: string): Timeline {
  const letters = [..."abcdefgh"].map((value, n) => ({
    value,
    arrival: 20_000 * n,
    timestamp: 1000 * n,
  }));
  const log = replayableLog<string>({
    name: "letters",
    partitions: [{ id: "A", records: letters }],
  });
  const strategy = WatermarkStrategy.forMonotonousTimestamps<string>();
  return open((env) => {
    env.fromSource(log, strategy, "source")
      .keyBy(() => "all")
      .process<Seen>({
        processElement(letter, context, out) {
          out.collect([letter, context.timerService.currentWatermark]);
        },
      }).uid("seer").costs(100_000)
      .sinkTo(transactionalLog<Seen>("out"));
  }, {
    config: { ...CONFIG, checkpointInterval: 350, unalignedCheckpoints, autoWatermarkInterval: 50 },
    faults: [fault],
    record: { level: "flight" },
  }).run();
}

Deno.test("F37 UC-10 whoever reads the current watermark sees another one after an unaligned restore", () => {
  const runs = [false, true].map((unaligned) =>
    watermarksSeen(unaligned, "crash seer after complete 1")
  );
  const [aligned, unaligned] = runs.map(({ world }) =>
    readCommitted<Seen>(world, "out").map(({ value }) => value)
  );
  // e was on its way, behind no watermark that was on its way too
  const changed = aligned.flatMap((seen, n) =>
    seen[1] === unaligned[n][1] ? [] : [[...seen, unaligned[n][1]]]
  );
  deepStrictEqual(changed, [["e", 1999, MIN]]);
  deepStrictEqual(aligned.map(([letter]) => letter), unaligned.map(([letter]) => letter));
  const comeFirst = ({ trace }: Timeline) =>
    [...trace.facts([Fact.channelStateRestored])].map((
      { owner, key, stamp },
    ) => [owner, key, stamp]);
  // e f g h, and two watermarks
  deepStrictEqual(runs.map(comeFirst), [[], [[1, 6, 1]]]);
});

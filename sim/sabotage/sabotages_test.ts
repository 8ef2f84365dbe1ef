import { deepStrictEqual, notDeepStrictEqual, strictEqual } from "node:assert/strict";
import type { StreamExecutionEnvironment } from "../graph/stream_execution_environment.ts";
import type { Config } from "../config.ts";
import type { Sabotage } from "../sabotage.ts";
import type { Timeline, TimelineOptions } from "../timeline.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { TumblingEventTimeWindows } from "../5_operator/window/tumbling_event_time_windows.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { readCommitted } from "../connector/log_reader.ts";
import { transactionalLog } from "../connector/transactional_log.ts";
import { open, results } from "../open.ts";
import { CONFIG, LOG, type Pair } from "../recovery_job_for_tests.ts";
import { Fact } from "../trace/fact.ts";
import * as policies from "./mod.ts";
import { SABOTAGES } from "./sabotages.ts";

/** The job is told how it is to be; left out, as in the other tests of recovery. */
interface JobOptions {
  readonly parallelism?: number;
  /** Everything happens so many milliseconds later in event time. */
  readonly shift?: number;
  /** The eighth record of each split comes right after its window has ended. */
  readonly hasLate?: boolean;
  readonly idleTimeout?: number;
  /** Of the window, in µs. */
  readonly cost?: number;
  readonly isAppended?: boolean;
}

/** Sums per key and half second. */
function sums(env: StreamExecutionEnvironment, options: JobOptions): void {
  const { parallelism = 2, shift = 0, hasLate = false, cost = 10, idleTimeout } = options;
  const inTime = WatermarkStrategy.forBoundedOutOfOrderness<Pair>(100)
    .withTimestampAssigner(([, n], time) => (hasLate && n === 7 ? 499 : time) + shift);
  env.setParallelism(parallelism);
  const sums = env
    .fromSource(LOG, idleTimeout ? inTime.withIdleness(idleTimeout) : inTime, "source")
    .uid("source")
    .keyBy(([key]) => key)
    .window(TumblingEventTimeWindows.of(500))
    .reduce(([key, a], [, b]) => [key, a + b] as const).costs(cost).uid("window");
  sums.sinkTo(options.isAppended ? collectSink<Pair>("out") : transactionalLog<Pair>("out"))
    .uid("out");
}

/** A run of it. */
interface Setting {
  readonly options?: JobOptions;
  readonly config?: Partial<Config>;
  readonly faults?: readonly string[];
}

const SLOW_LINK = "delay task-manager-0->task-manager-1 by 300ms at 0.7s for 1s";
const SLOW_WAY_BACK = "delay task-manager-1->task-manager-0 by 300ms at 0.7s for 1s";

/** Barriers overtake, and have something to overtake. */
const CONGESTED: Partial<Config> = {
  unalignedCheckpoints: true,
  checkpointInterval: 500,
  cost: 150_000,
  bufferCapacity: 1,
  buffersPerChannel: 1,
  floatingBuffersPerGate: 0,
  maxBuffersPerChannel: 3,
};

/** Each policy: where it cannot matter, and where it does. */
const CASES: readonly (readonly [Sabotage, calm: Setting, trouble: Setting])[] = [
  [policies.shiftedOffset, {}, { faults: ["crash window[0] at 1.5s"] }],
  [policies.keptBuffers, {}, {
    options: { cost: 150_000 },
    faults: ["crash window[0] at 1.5s"],
  }],
  [policies.forgottenChannelState, {}, {
    config: CONGESTED,
    faults: ["crash window[0] after complete 3"],
  }],
  [policies.lateChannelState, {}, {
    config: { ...CONGESTED, checkpointInterval: 600 },
    faults: ["crash window[0] after complete 2"],
  }],
  [policies.maxWatermark, { options: { parallelism: 1 } }, { faults: [SLOW_LINK] }],
  [policies.fallingWatermark, {}, {
    options: { idleTimeout: 200 },
    config: { cost: 50_000, autoWatermarkInterval: 10 },
    faults: ["silence source[0] at 1s for 1s"],
  }],
  [policies.earlyRelease, { options: { parallelism: 1 } }, {
    faults: [SLOW_WAY_BACK, "crash window[0] after complete 1"],
  }],
  [policies.hastySnapshot, { options: { parallelism: 1 } }, {
    faults: [SLOW_LINK, "crash window[1] at 1.8s"],
  }],
  [policies.inclusiveWindow, { options: { shift: 1 } }, {}],
  [policies.lateBoundary, {}, {
    options: { hasLate: true },
    config: { autoWatermarkInterval: 50 },
  }],
  [policies.shallowSnapshot, {}, {
    config: { storageTime: 300_000 },
    faults: ["crash window[0] at 1.9s"],
  }],
  [policies.forgottenTimers, {}, { faults: ["crash window[0] at 1.5s"] }],
  [policies.earlyCommit, { options: { isAppended: true } }, {
    faults: ["crash window[0] after precommit 1"],
  }],
  [policies.greedyCommit, {}, {
    config: { checkpointInterval: 300, maxConcurrentCheckpoints: 2, storageTime: 400_000 },
    faults: ["crash window[1] at 1.6s"],
  }],
  [policies.droppedTransaction, {}, {
    config: { tolerableFailedCheckpoints: 1 },
    faults: ["fail upload of window[0] at 0s"],
  }],
  [policies.forgottenTransaction, {}, { faults: ["crash window[0] after complete 1"] }],
  [policies.repeatedCommit, {}, { faults: ["crash window[1] after commit 1"] }],
];

function run(
  { options = {}, config, faults }: Setting,
  sabotage: readonly Sabotage[],
  more: TimelineOptions = { record: { level: "all" } },
): Timeline {
  const timeline = open(sums, {
    options,
    config: { ...CONFIG, ...config },
    faults,
    sabotage,
    ...more,
  });
  timeline.run(({ stepCount }) => stepCount === STEP_MAX);
  strictEqual(timeline.isDone, true);
  return timeline;
}

const STEP_MAX = 50_000;

/** What happened, but for the word that something is broken. */
function factsOf({ trace }: Timeline): unknown[] {
  return [...trace.facts()].filter(({ kind }) => kind !== Fact.engineSabotaged)
    .map(({ index: _, ...fact }) => fact);
}

/** What readers see in the end, in no order. */
function seen({ world }: Timeline, { options }: Setting): string[] {
  const rows = options?.isAppended
    ? results<Pair>(world, "out")
    : readCommitted<Pair>(world, "out").map(({ value }) => value);
  return rows.map((row) => JSON.stringify(row)).sort();
}

Deno.test("every policy that is shipped has its cases here", () => {
  deepStrictEqual(CASES.map(([{ name }]) => name), SABOTAGES.map(({ name }) => name));
});

for (const [policy, calm, trouble] of CASES) {
  const { name, sentence } = policy;

  Deno.test(`${name}: where it cannot matter, the run is the normal one, fact by fact`, () => {
    const [normal, broken] = [run(calm, []), run(calm, [policy])];
    strictEqual(broken.traceHash, normal.traceHash);
    strictEqual(broken.step, normal.step);
    deepStrictEqual(factsOf(broken), factsOf(normal));
  });

  Deno.test(`${name}: where it matters, readers see something else`, () => {
    const [normal, broken] = [run(trouble, []), run(trouble, [policy])];
    notDeepStrictEqual(seen(broken, trouble), seen(normal, trouble));
    const told = [...broken.trace.facts([Fact.engineSabotaged])];
    deepStrictEqual(told.map(({ index, value }) => [index, value]), [[0, { name, sentence }]]);
  });

  Deno.test(`${name}: a copy of a broken world is as broken, so it can be rewound`, () => {
    const timeline = run(trouble, [policy], { record: { level: "off" }, keyframeDistance: 100 });
    const { traceHash, step } = timeline;
    timeline.verify();
    strictEqual(timeline.seekStep(0).run().traceHash, traceHash);
    strictEqual(timeline.step, step);
  });
}

Deno.test("what is broken on purpose keeps its own laws: the same run again is the same", () => {
  for (const [policy, , trouble] of CASES) {
    const [first, second] = [run(trouble, [policy]), run(trouble, [policy])];
    strictEqual(first.traceHash, second.traceHash, policy.name);
  }
});

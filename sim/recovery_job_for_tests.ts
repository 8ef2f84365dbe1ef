// A small job that can fail: two splits, a window per key, and a sink of each kind; and how its run ends.

import type { Config } from "./config.ts";
import type { Timeline, TimelineOptions } from "./timeline.ts";
import type { StreamExecutionEnvironment } from "./graph/stream_execution_environment.ts";
import type { Intervention } from "./intervention.ts";
import { keyText } from "./element/key.ts";
import { JOB_STATUS_NAMES } from "./element/job_status.ts";
import { WatermarkStrategy } from "./1_source/watermark_strategy.ts";
import { TumblingEventTimeWindows } from "./5_operator/window/tumbling_event_time_windows.ts";
import { collectSink } from "./7_sink/collect_sink.ts";
import { replayableLog } from "./connector/replayable_log.ts";
import { readCommitted } from "./connector/log_reader.ts";
import { transactionalLog } from "./connector/transactional_log.ts";
import { open, results } from "./open.ts";
import { FACT_NAMES } from "./trace/fact.ts";

/** A key and a number. */
export type Pair = readonly [key: string, n: number];

const RECORD_COUNT = 30;

/** Thirty records in each of two splits, ten a second, in time. */
export const LOG = replayableLog<Pair>({
  name: "log",
  partitions: ["ab", "bc"].map((keys, id) => ({
    id: String(id),
    records: Array.from({ length: RECORD_COUNT }, (_, n) => ({
      value: [keys[n % 2], n] as const,
      arrival: n * 100_000,
      timestamp: n * 100,
    })),
  })),
});

/** Sums per key and half second, told to an append sink, and to a transactional one if it can be read. */
export function sums(env: StreamExecutionEnvironment, { hasCheckpoints }: SumsOptions): void {
  env.setParallelism(2);
  const sums = env
    .fromSource(LOG, WatermarkStrategy.forBoundedOutOfOrderness<Pair>(100), "source").uid("source")
    .keyBy(([key]) => key)
    .window(TumblingEventTimeWindows.of(500))
    .reduce(([key, a], [, b]) => [key, a + b] as const).uid("window");
  if (hasCheckpoints) sums.sinkTo(transactionalLog<Pair>("out")).uid("out");
  sums.sinkTo(collectSink<Pair>("told")).uid("told");
}

/** What the job is told. */
interface SumsOptions {
  readonly hasCheckpoints: boolean;
}

/** A checkpoint each second, and ten attempts a tenth of a second apart. */
export const CONFIG: Partial<Config> = {
  checkpointInterval: 1000,
  restartStrategy: { type: "fixed-delay", attempts: 10, delay: 100 },
};

/** How a run ended. */
export interface Ending {
  readonly timeline: Timeline;
  readonly status: string;
  readonly restarts: number;
  /** What readers of the transactional log see, and what the append sink was told, in no order. */
  readonly committed: string;
  readonly told: string;
  /** Names of all facts of the control plane, with the owner's label where there is one. */
  readonly facts: readonly string[];
}

/** Runs the job to its end under faults. */
export function runSums(
  faults: readonly string[] = [],
  config: Partial<Config> = {},
  more: TimelineOptions & { interventions?: readonly Intervention[] } = {},
): Ending {
  const options = { hasCheckpoints: config.checkpointInterval !== 0 };
  const timeline = open(sums, { config: { ...CONFIG, ...config }, options, faults, ...more }).run();
  const { jobManager } = timeline.world;
  const { subtasks } = timeline.ground.plan;
  return {
    timeline,
    status: JOB_STATUS_NAMES[jobManager.status],
    restarts: jobManager.numRestarts,
    committed: sorted(
      options.hasCheckpoints
        ? readCommitted<Pair>(timeline.world, "out").map(({ value }) => value)
        : [],
    ),
    told: sorted(results<Pair>(timeline.world, "told")),
    facts: [...timeline.trace.facts()].map(({ kind, owner }) =>
      `${FACT_NAMES.get(kind)!.name}${owner < 0 ? "" : ` ${subtasks[owner].label}`}`
    ),
  };
}

/** The failure-free outcome. */
export const EXPECTED: string = runSums().committed;

function sorted(pairs: readonly Pair[]): string {
  return pairs.map((pair) => keyText([...pair])).sort((a, b) => a < b ? -1 : 1).join(" ");
}

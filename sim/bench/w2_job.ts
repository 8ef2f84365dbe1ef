// W2 as a job: four sources, a count per key and ten-second window on four subtasks, two sinks.

import type { Source } from "../1_source/source.ts";
import { checksumSink, type W2Result } from "./checksum_sink.ts";
import { DISORDER, INTERVAL, type W2Source, WINDOW } from "./w2_input.ts";
import {
  type Config,
  open,
  type ProcessWindowFunction,
  type RecordOptions,
  type StreamExecutionEnvironment,
  type Timeline,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "../mod.ts";

/** About one watermark for a hundred records of a source, as the other programs have it. */
export const W2_CONFIG: Partial<Config> = {
  parallelism: 4,
  autoWatermarkInterval: 44,
  cost: 1,
};

/**
 * The input as splits of a log that lies ready: the value is the key, the log keeps the timestamp. A
 * source takes a record every 436 µs, so it needs one step for each, as the prototype did.
 */
export function w2Log(sources: readonly W2Source[]): Source<number> {
  return {
    type: "source",
    splits: sources.map(({ keys, timestamps }, id) => ({
      id: String(id),
      records: Array.from(keys, (value, i) => ({
        arrival: 0,
        value,
        timestamp: timestamps[i],
      })),
    })),
  };
}

/** No keyframe after the first: what they cost is measured by itself. */
export const NO_KEYFRAMES = Number.MAX_SAFE_INTEGER;

const tellCount: ProcessWindowFunction<number, W2Result, number> = (
  key,
  { window },
  [count],
  out,
) => out.collect([key, window.start, count]);

/** The program. */
export function w2Job(env: StreamExecutionEnvironment, { log }: { log: Source<number> }): void {
  env.fromSource(log, WatermarkStrategy.forBoundedOutOfOrderness<number>(DISORDER), "source").costs(
    INTERVAL,
  )
    .keyBy((key) => key)
    .window(TumblingEventTimeWindows.of(WINDOW))
    .aggregate(
      {
        createAccumulator: () => 0,
        add: (_, count: number) => count + 1,
        getResult: (count) => count,
      },
      tellCount,
    )
    .sinkTo(checksumSink).setParallelism(2);
}

/** Runs it to the end. */
export function runW2(
  log: Source<number>,
  record: RecordOptions,
  keyframeDistance = NO_KEYFRAMES,
): Timeline {
  return open(w2Job, { options: { log }, config: W2_CONFIG, record, keyframeDistance }).run();
}

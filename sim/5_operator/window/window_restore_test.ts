import { deepStrictEqual } from "node:assert/strict";
import { replayableLog } from "../../connector/replayable_log.ts";
import { open, results } from "../../open.ts";
import { collectSink } from "../../7_sink/collect_sink.ts";
import type { StreamExecutionEnvironment } from "../../graph/stream_execution_environment.ts";
import { WatermarkStrategy } from "../../1_source/watermark_strategy.ts";
import { TumblingEventTimeWindows } from "./tumbling_event_time_windows.ts";

/** A window fires, and a late reading comes when it has been restored. */
function job(env: StreamExecutionEnvironment): void {
  const at = (arrival: number, timestamp: number) => ({
    value: timestamp,
    arrival: arrival * 1_000_000,
    timestamp,
  });
  const records = [at(1, 3), at(2, 12), at(9, 7), at(9.5, 13), at(10, 14)];
  const log = replayableLog<number>({ name: "log", partitions: [{ id: "0", records }] });
  env.fromSource(log, WatermarkStrategy.forMonotonousTimestamps<number>(), "log").uid("log")
    .keyBy(() => "k")
    .window(TumblingEventTimeWindows.of(10)).allowedLateness(20)
    .reduce((a, b) => a + b).uid("window")
    .sinkTo(collectSink<number>("sums")).uid("sums");
}

Deno.test("WG-10, TR-2 WindowOperator sets the timer of a restored window that has fired already once more", () => {
  const config = {
    checkpointInterval: 1000,
    restartStrategy: { type: "fixed-delay", attempts: 1, delay: 100 },
  } as const;
  // the timer fired before the checkpoint, and event time begins anew: 7 is not late for the new attempt
  const { world } = open(job, { config, faults: ["crash window[0] at 5s"] }).run();
  deepStrictEqual(results(world, "sums"), [3, 10, 39]);
  deepStrictEqual(results(open(job, { config }).run().world, "sums"), [3, 10, 39]);
});

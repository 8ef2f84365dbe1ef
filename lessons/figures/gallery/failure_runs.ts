// The running example with checkpoints, and with failures: the same twelve readings in front of different
// sinks, storage and faults.

import {
  collectSink,
  type Config,
  type Job,
  millis,
  open,
  replayableLog,
  seconds,
  type Sink,
  type StreamExecutionEnvironment,
  transactionalLog,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "@headwater/sim";
import { type Reading, readings as log } from "../../readings/job.ts";
import { sliceOf } from "../../slice.ts";
import type { TraceSlice } from "../figure.ts";
import { wideJob } from "./jobs.ts";

/** The runs there are. */
export type FailureRunName =
  | "slow motion"
  | "rush"
  | "rush at least once"
  | "congested"
  | "congested unaligned"
  | "congested timeout"
  | "broadcast unaligned"
  | "storage fails"
  | "expires"
  | "crash"
  | "crash appended"
  | "lost machine"
  | "from the start"
  | "fails for good"
  | "expired transaction"
  | "wide crash"
  | "many checkpoints"
  | "wide"
  | "unconfigured";

/** Everything that a checkpoint does takes long enough to be seen. */
const SLOW_MOTION: Partial<Config> = {
  checkpointInterval: 5_000,
  latency: millis(200),
  rpcLatency: millis(200),
  snapshotTime: millis(150),
  snapshotTimePerEntry: millis(40),
  storageTime: millis(600),
  storageTimePerEntry: millis(80),
};

const QUICK: Partial<Config> = {
  checkpointInterval: 4_000,
  storageTime: millis(300),
  deploymentTime: millis(400),
  restartStrategy: { type: "fixed-delay", attempts: 3, delay: 1_000 },
};

/** A machine is soon missed, and soon replaced. */
const MACHINE: Partial<Config> = {
  ...QUICK,
  heartbeatInterval: 500,
  heartbeatTimeout: 1_500,
  taskManagerStartTime: seconds(2),
};

const RUNS: Readonly<Record<FailureRunName, () => TraceSlice>> = {
  "slow motion": () => run(peaks(), SLOW_MOTION),
  rush: () => run(rush, RUSH, [LATE]),
  "rush at least once": () => run(rush, { ...RUSH, checkpointMode: "at-least-once" }, [LATE]),
  congested: () => run(queues, CONGESTED),
  "congested unaligned": () => run(queues, { ...CONGESTED, unalignedCheckpoints: true }),
  "congested timeout": () =>
    run(queues, { ...CONGESTED, unalignedCheckpoints: true, alignedCheckpointTimeout: 300 }),
  "broadcast unaligned": () => run(alerts, { ...CONGESTED, unalignedCheckpoints: true }),
  "storage fails": () =>
    run(peaks(), { ...SLOW_MOTION, tolerableFailedCheckpoints: 2 }, ["fail storage at 10s for 6s"]),
  expires: () =>
    run(peaks(), {
      ...SLOW_MOTION,
      checkpointTimeout: 3_500,
      tolerableFailedCheckpoints: 5,
    }, ["slow storage by 3 at 10s for 8s"]),
  crash: () => run(peaks(transactionalLog("peaks")), QUICK, ["crash window[0] at 15.3s"]),
  "crash appended": () => run(peaks(), QUICK, ["crash window[0] at 15.3s"]),
  "lost machine": () =>
    run(peaks(transactionalLog("peaks")), MACHINE, [
      "crash task-manager-1 at 13.4s",
      "lose checkpoint 9 after complete 9",
    ]),
  "from the start": () => run(peaks(), QUICK, ["crash window[0] at 5.2s"]),
  "fails for good": () =>
    run(
      peaks(transactionalLog("peaks")),
      { ...QUICK, restartStrategy: { type: "fixed-delay", attempts: 1, delay: 1_000 } },
      ["crash window[0] at 13.6s", "crash window[1] at 18.5s"],
    ),
  "expired transaction": () =>
    run(peaks(transactionalLog("peaks")), { ...QUICK, checkpointInterval: 5_000 }, [
      "expire transactions of sink[0] after precommit 3",
    ]),
  "wide crash": () => run(wideJob(32), { checkpointInterval: 10 }, ["crash sum[3] at 6ms"]),
  "many checkpoints": () => run(peaks(), { checkpointInterval: 250 }),
  wide: () => run(wideJob(32), { checkpointInterval: 50 }),
  unconfigured: () => run(peaks(), {}),
};

const slices = new Map<FailureRunName, TraceSlice>();

/** The slice of a whole run. */
export function failureSlice(name: FailureRunName): TraceSlice {
  let slice = slices.get(name);
  if (slice === undefined) slices.set(name, slice = RUNS[name]());
  return slice;
}

function run(job: Job, config: Partial<Config>, faults: readonly string[] = []): TraceSlice {
  return sliceOf(open(job, { config, faults }).run());
}

/** The same readings ten times as fast, and the warmest of each sensor so far: now they stand in queues. */
const rush: Job = (env) => void warmest(fast(env), seconds(0.25));

/** The same with tasks that are far too slow. */
export const queues: Job = (env) => void warmest(fast(env), seconds(0.6));

/** And every reading to everybody who might raise an alarm. */
export const alerts: Job = (env) => {
  const source = fast(env);
  source.broadcast().filter(({ celsius }) => celsius > 20).name("alarm").uid("alarm")
    .setParallelism(2).costs(seconds(0.3))
    .sinkTo(collectSink("alarms")).uid("alarms").setParallelism(2);
  warmest(source, seconds(0.6));
};

function fast(env: StreamExecutionEnvironment) {
  const partitions = log.splits.map(({ id, records }) => ({
    id,
    records: records.map(({ arrival, value }) => ({ arrival: arrival / 10, value })),
  }));
  const source = replayableLog<Reading>({ name: "rush", partitions });
  return env.fromSource(source, WatermarkStrategy.noWatermarks(), "source").setParallelism(2);
}

function warmest(source: ReturnType<typeof fast>, cost: number) {
  return source.keyBy((reading) => reading.sensor)
    .reduce((a, b) => b.celsius > a.celsius ? b : a)
    .name("warmest").uid("warmest").setParallelism(2).costs(cost)
    .sinkTo(collectSink("peaks")).uid("sink").setParallelism(1);
}

/** Holds up one barrier of two. */
const LATE = "delay task-manager-1->task-manager-0 by 450ms at 0.95s for 300ms";

const RUSH: Partial<Config> = {
  checkpointInterval: 1_000,
  bufferTimeout: 0,
  latency: millis(60),
  rpcLatency: millis(20),
  snapshotTime: millis(40),
};

/** Hardly any buffers: whatever has to wait for room waits long. */
export const CONGESTED: Partial<Config> = {
  ...RUSH,
  bufferCapacity: 1,
  buffersPerChannel: 1,
  floatingBuffersPerGate: 0,
  maxBuffersPerChannel: 3,
};

/** The highest temperature per sensor and five seconds, into a sink of one's own. */
export function peaks(sink: Sink = collectSink("peaks"), cost: number = seconds(0.8)): Job {
  return (env) => {
    const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Reading>(2000)
      .withTimestampAssigner((reading) => reading.at);
    env.fromSource(log, strategy, "source").setParallelism(2)
      .keyBy((reading) => reading.sensor)
      .window(TumblingEventTimeWindows.of(5_000))
      .reduce(
        (a, b) => b.celsius > a.celsius ? b : a,
        (sensor, { window }, [peak], out) =>
          out.collect({
            name: `${sensor} ${window.start / 1000}–${window.end / 1000} s`,
            celsius: peak.celsius,
          }),
      ).name("window").uid("window").setParallelism(2).costs(cost)
      .sinkTo(sink).uid("sink").setParallelism(1);
  };
}

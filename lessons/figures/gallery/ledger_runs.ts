// The books that the gallery shows: three sinks of one crash, and what becomes of results when the job fails for
// good, when a transaction is given up, and when a restart changes who is late.

import {
  collectSink,
  type Config,
  type Job,
  keyedStore,
  millis,
  open,
  seconds,
  type Sink,
  transactionalLog,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "@headwater/sim";
import { type Reading, readings as log } from "../../readings/job.ts";
import { ledgerBooks } from "../../ledger_books.ts";
import type { LedgerBook } from "../ledger_book.ts";

/** The books there are. */
export type LedgerName = "three sinks" | "late" | "fails for good" | "expired" | "calm";

interface Peak {
  readonly name: string;
  readonly sensor: string;
  readonly celsius: number;
}

const CONFIG: Partial<Config> = {
  checkpointInterval: 4_000,
  storageTime: millis(300),
  deploymentTime: millis(400),
  restartStrategy: { type: "fixed-delay", attempts: 3, delay: 1_000 },
};

const appended = collectSink("appended");
const replaced = keyedStore("replaced", (value) => (value as Peak).name);
const committed = transactionalLog("committed");

const BOOKS: Readonly<Record<LedgerName, () => LedgerBook[]>> = {
  "three sinks": () =>
    books(converted([appended, replaced, committed]), CONFIG, ["crash convert[0] at 15.3s"]),
  late: () => books(peaks(committed), CONFIG, ["crash window[0] at 15.3s"]),
  "fails for good": () =>
    books(converted([appended]), { ...CONFIG, restartStrategy: { type: "none" } }, [
      "crash convert[0] at 15.3s",
    ]),
  expired: () =>
    books(converted([committed]), CONFIG, [
      "expire transactions of committed[0] after precommit 3",
    ]),
  calm: () => books(converted([committed]), CONFIG, []),
};

const made = new Map<LedgerName, LedgerBook[]>();

/** Some books. */
export function ledgerNamed(name: LedgerName): LedgerBook[] {
  let found = made.get(name);
  if (found === undefined) made.set(name, found = BOOKS[name]());
  return found;
}

function books(job: Job, config: Partial<Config>, faults: readonly string[]): LedgerBook[] {
  const world = open(job, { config, faults }).run().world;
  const oracle = open(job, { config }).run().world;
  return ledgerBooks(world, oracle, { seriesOf: (value) => (value as Peak).sensor });
}

/** Each reading for itself, in Fahrenheit: a result for each, whenever it is read. */
function converted(sinks: readonly Sink[]): Job {
  return (env) => {
    const results = env.fromSource(log, WatermarkStrategy.noWatermarks(), "source").setParallelism(
      2,
    )
      .keyBy((reading) => reading.sensor)
      .map(({ name, sensor, celsius }) => ({ name, sensor, fahrenheit: celsius * 1.8 + 32 }))
      .name("convert").uid("convert").setParallelism(2).costs(seconds(0.3));
    for (const sink of sinks) results.sinkTo(sink).uid(sink.id).setParallelism(1);
  };
}

/** The highest temperature per sensor and five seconds: which readings are late is another matter. */
function peaks(sink: Sink): Job {
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
            sensor,
            celsius: peak.celsius,
          }),
      ).name("window").uid("window").setParallelism(2).costs(seconds(0.3))
      .sinkTo(sink).uid(sink.id).setParallelism(1);
  };
}

// A display that shows, for each sensor, the last reading that came in. The gateways were cut off for a
// while and now pass on what they kept: the twelve readings of the running example, a thousand times
// faster, so that one second becomes one millisecond.
//
//   north ── source[0] ──▶ label[0] ──┬──▶ latest[0]  b c ──┐
//                one-to-one           ╳  by key             ├──▶ display[0]
//   south ── source[1] ──▶ label[1] ──┴──▶ latest[1]  a ────┘
//
// Where two arrows meet, the network decides who comes first.

import {
  collectSink,
  type Config,
  millis,
  replayableLog,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "@headwater/sim";
import { type Reading, readings } from "../readings/job.ts";

/** What the display shows of a reading. */
export interface Label {
  readonly name: string;
  readonly sensor: string;
  /** When it was measured, in milliseconds. */
  readonly at: number;
  readonly text: string;
}

/** What a run of this lesson may be told. */
export interface OrderOptions {
  /** Subtasks that send to `latest`. */
  readonly senders?: number;
  /** Subtasks of `latest`. */
  readonly receivers?: number;
  /** Deals the readings evenly to the labels instead of handing them straight on. */
  readonly isSpread?: boolean;
}

/** The readings that were kept. */
export const backlog = replayableLog<Reading>({
  name: "backlog",
  partitions: readings.splits.map(({ id, records }) => ({
    id: id.replace(/^readings-/, ""),
    records: records.map(({ arrival, value }) => ({ arrival: arrival / 1000, value })),
  })),
});

/** A network that takes 1 to 21 ms; every record travels in a buffer of its own. */
export const network: Partial<Config> = {
  bufferTimeout: 0,
  latency: millis(1),
  jitter: millis(20),
};

/** Event time plays no part in this lesson. */
export const noWatermarks: WatermarkStrategy<Reading> = WatermarkStrategy.noWatermarks();

/** The text for the display. */
export const toLabel = ({ name, sensor, at, celsius }: Reading): Label => ({
  name,
  sensor,
  at,
  text: `${celsius} °C`,
});

/** The last reading of each sensor. */
export default function job(env: StreamExecutionEnvironment, options: OrderOptions = {}): void {
  const { senders = 2, receivers = 2, isSpread = false } = options;
  const source = env.fromSource(backlog, noWatermarks, "source").setParallelism(senders);

  (isSpread ? source.rebalance() : source)
    .map(toLabel).name("label").setParallelism(senders).startNewChain()
    .keyBy((label) => label.sensor)
    .reduce((_shown, news) => news).name("latest").setParallelism(receivers)
    .sinkTo(collectSink("display")).setParallelism(1);
}

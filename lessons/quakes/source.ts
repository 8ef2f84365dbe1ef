// The week as a source: a log with one partition for each seismic network, in which every event is
// appended at the instant of its last revision. Simulated time 0 is the UTC midnight before the first
// event, so the simulated wall clock shows the true one.
//
//   event time   ──●(time)─────────────────────▶  when the ground moved
//   arrival      ────────────────●(updated)────▶  when the feed knew: 96 s to 161 h later

import {
  type Micros,
  type Millis,
  parseNdjson,
  partitionBy,
  replayableLog,
  type Source,
} from "@headwater/sim";
import { checkQuake, type Quake } from "./quake.ts";

/** One hour. */
export const HOUR: Millis = 3_600_000;

/** One day: windows are this long, and days begin at midnight UTC as windows do. */
export const DAY: Millis = 86_400_000;

/** A feed that has been read. */
export interface QuakeFeed {
  /** One split for each network, in the order of their names. */
  readonly source: Source<Quake>;
  /** The wall clock at simulated time 0: give it to the run as `startTime`. */
  readonly startTime: Millis;
  /** All events in the order of the file: what the source will say, for a plain group-by. */
  readonly quakes: readonly Quake[];
}

/**
 * Reads the text of an NDJSON file of quakes. Lines that are not a quake are kept aside, named, in
 * `source.rejected`.
 *
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert";
 * import { quakeFeed } from "./source.ts";
 * const line = '{"id":"ci1","net":"ci","type":"earthquake","time":90000000,"updated":90000005,"mag":1}';
 * const { source, startTime } = quakeFeed(line);
 * strictEqual(startTime, 86_400_000);
 * const [{ arrival, timestamp }] = source.splits[0].records;
 * deepStrictEqual([arrival, timestamp], [3_600_005_000, 90_000_000]);
 * ```
 */
export function quakeFeed(text: string, name = "quakes.ndjson"): QuakeFeed {
  const { values: quakes, rejected } = parseNdjson<Quake>(text, { name, check: checkQuake });
  const startTime = midnightBefore(quakes);
  const records = [...quakes].sort(byArrival).map((quake) => ({
    value: quake,
    arrival: toSimulated(quake.updated, startTime),
    timestamp: quake.time,
  }));
  const partitions = partitionBy(records, (record) => record.value.net);
  const source = { ...replayableLog({ name: "quakes", partitions }), rejected };
  return { source, startTime, quakes };
}

function midnightBefore(quakes: readonly Quake[]): Millis {
  if (quakes.length === 0) return 0;
  const first = quakes.reduce((least, q) => Math.min(least, q.time, q.updated), Infinity);
  return Math.floor(first / DAY) * DAY;
}

function byArrival(a: Quake, b: Quake): number {
  return a.updated - b.updated || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function toSimulated(now: Millis, startTime: Millis): Micros {
  return (now - startTime) * 1000;
}

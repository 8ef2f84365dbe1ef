// The flights as a source: a log of four partitions, to which each flight is appended when it lands, for
// only then is its delay known. Long flights and late ones therefore come behind younger ones.
//
//   event time   ──●(departure)───────────────────▶  when it was to leave
//   arrival      ───────────────────●(landing)────▶  16 minutes to 10 hours later

import {
  deepFreeze,
  type Micros,
  type Millis,
  parseCsv,
  partitionBy,
  replayableLog,
  type Source,
} from "@headwater/sim";
import { checkFlight, type Flight, toFlight } from "./flight.ts";

/** One hour. */
export const HOUR: Millis = 3_600_000;
/** One day. */
export const DAY: Millis = 86_400_000;

const PARTITION_COUNT = 4;
const MINUTE: Millis = 60_000;

/** Flights that have been read. */
export interface FlightLog {
  readonly source: Source<Flight>;
  /** The wall clock at simulated time 0: give it to the run as `startTime`. */
  readonly startTime: Millis;
  /** All flights in the order of the file. */
  readonly flights: readonly Flight[];
}

/**
 * Reads the text of a CSV file of flights. Rows that are none are kept aside, named, in
 * `source.rejected`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { flightLog } from "./source.ts";
 * const text = "departure,origin,destination,distance,delay\n90000000,ORD,LAX,1745,-3\n";
 * const { source, startTime } = flightLog(text);
 * const [{ arrival, timestamp }] = source.splits[0].records;
 * deepStrictEqual([startTime, timestamp], [86_400_000, 90_000_000]);
 * deepStrictEqual(arrival / 60e6, 60 + 30 + 218 - 3); // an hour after midnight, 245 minutes of flight
 * ```
 */
export function flightLog(text: string, name = "flights.csv"): FlightLog {
  const { values, rejected } = parseCsv(text, { name, check: checkFlight });
  const flights = values.map((row) => deepFreeze(toFlight(row), "reading a flight"));
  const startTime = flights.length === 0
    ? 0
    : Math.floor(flights.reduce((least, f) => Math.min(least, f.departure), Infinity) / DAY) * DAY;
  const records = flights
    .map((flight, index) => ({ value: flight, index, timestamp: flight.departure }))
    .map((record) => ({ ...record, arrival: toSimulated(landingOf(record.value), startTime) }))
    .sort((a, b) => a.arrival - b.arrival || a.index - b.index)
    .map(({ value, arrival, timestamp }) => ({ value, arrival, timestamp }));
  const airports = [...new Set(flights.map(({ origin }) => origin))].sort();
  const partitions = partitionBy(
    records,
    ({ value }) => `p${airports.indexOf(value.origin) % PARTITION_COUNT}`,
  );
  return {
    source: { ...replayableLog({ name: "flights", partitions }), rejected },
    startTime,
    flights,
  };
}

/** Half an hour on the ground, eight miles a minute in the air, and the delay. */
function landingOf({ departure, distance, delay }: Flight): Millis {
  return departure + Math.max(1, 30 + Math.floor(distance / 8) + delay) * MINUTE;
}

function toSimulated(now: Millis, startTime: Millis): Micros {
  return (now - startTime) * 1000;
}

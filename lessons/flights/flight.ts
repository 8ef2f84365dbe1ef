// One flight of flights.csv: who went where, how far, and how late it was when it landed.

import { type CsvRow, isTimestamp, type Millis } from "@headwater/sim";

/** A flight inside the United States. */
export interface Flight {
  /** When it was to leave: the event time. */
  readonly departure: Millis;
  /** Airports by their three letters, such as `ORD`. */
  readonly origin: string;
  readonly destination: string;
  /** Miles. */
  readonly distance: number;
  /** Minutes late at its destination; negative when it was early. */
  readonly delay: number;
}

const COLUMNS = ["departure", "origin", "destination", "distance", "delay"] as const;

/**
 * What keeps a row from being a flight, or null: a complaint for `parseCsv`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { checkFlight } from "./flight.ts";
 * const row = { departure: "0", origin: "ORD", destination: "LAX", distance: "1745", delay: "-3" };
 * strictEqual(checkFlight(row), null);
 * strictEqual(checkFlight({ ...row, delay: "" }), 'needs a whole number in "delay"');
 * ```
 */
export function checkFlight(row: unknown): string | null {
  const fields = row as CsvRow;
  for (const column of COLUMNS) {
    const text = fields[column];
    if (column === "origin" || column === "destination") {
      if (!/^[A-Z]{3}$/.test(text ?? "")) return `needs an airport's three letters in "${column}"`;
    } else if (!/^-?\d+$/.test(text ?? "")) return `needs a whole number in "${column}"`;
  }
  return isTimestamp(Number(fields.departure))
    ? null
    : 'needs milliseconds since 1970 in "departure"';
}

/** The flight of a row that {@linkcode checkFlight} has nothing against. */
export function toFlight({ departure, origin, destination, distance, delay }: CsvRow): Flight {
  return {
    departure: Number(departure),
    origin,
    destination,
    distance: Number(distance),
    delay: Number(delay),
  };
}

// Makes flights.csv anew. Run by maintainers, rarely:
//
//   deno run --no-lock --allow-read --allow-write --allow-net --allow-env lessons/flights/fetch.ts
//
// The package is named in a variable, not in an import: it belongs to this script and to nobody's
// dependencies.

/** The file with five thousand flights. */
const FLIGHTS = "npm:vega-datasets@2.11.0/data/flights-5k.json";

/** How many it holds. */
const FLIGHT_COUNT = 5000;

/** One flight of the file. */
interface Row {
  /** Such as `2001/01/01 06:55`. */
  readonly date: string;
  readonly delay: number;
  readonly distance: number;
  readonly origin: string;
  readonly destination: string;
}

/** The file knows no time zone: its clock times are read as UTC. */
function departureOf({ date }: Row): number {
  const [year, month, day, hour, minute] = date.split(/[/ :]/).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
}

if (import.meta.main) {
  const { default: rows } = await import(FLIGHTS, { with: { type: "json" } }) as { default: Row[] };
  if (rows.length !== FLIGHT_COUNT) {
    throw new Error(`${FLIGHTS} holds ${rows.length} flights, wanted ${FLIGHT_COUNT}`);
  }
  const lines = rows.toSorted((a, b) => departureOf(a) - departureOf(b)).map((row) =>
    [departureOf(row), row.origin, row.destination, row.distance, row.delay].join(",")
  );
  const text = ["departure,origin,destination,distance,delay", ...lines, ""].join("\n");
  await Deno.writeTextFile(new URL("flights.csv", import.meta.url), text);
  console.log(`flights.csv: ${rows.length} flights, ${text.length} characters`);
}

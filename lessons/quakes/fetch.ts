// Makes quakes.ndjson anew. Run by maintainers, rarely:
//
//   deno run --no-lock --allow-read --allow-write --allow-net --allow-env lessons/quakes/fetch.ts
//
// The feed itself shows only the last seven days, so the week comes from the package `vega-datasets`,
// which has kept one copy of it since 2018. The package is named in a variable, not in an import: it
// belongs to this script and to nobody's dependencies.

import type { Quake } from "./quake.ts";

/** Version 2 still lets one import a single data file; version 3 does not. The bytes are the same. */
const FEED = "npm:vega-datasets@2.11.0/data/earthquakes.json";

const FEATURE_COUNT = 1707;

/** One feature of the USGS GeoJSON feed: the fields that are kept. */
interface Feature {
  readonly id: string;
  readonly properties: {
    readonly net: string;
    readonly type: string;
    readonly time: number;
    readonly updated: number;
    readonly mag: number;
    readonly magType: string;
    readonly place: string;
  };
  readonly geometry: { readonly coordinates: readonly [number, number, number] };
}

/** Keeps what lessons use: who measured what kind of event, when, how strong, and where. */
function trim({ id, properties, geometry }: Feature): Quake {
  const { net, type, time, updated, mag, magType, place } = properties;
  const [lon, lat, depth] = geometry.coordinates;
  return { id, net, type, time, updated, mag, magType, place, lon, lat, depth };
}

/** In the order in which the records reached the feed in their last revision. */
function byArrival(a: Quake, b: Quake): number {
  return a.updated - b.updated || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

if (import.meta.main) {
  const { default: feed } = await import(FEED, { with: { type: "json" } });
  const quakes = (feed.features as Feature[]).map(trim).sort(byArrival);
  if (quakes.length !== FEATURE_COUNT) {
    throw new Error(`${FEED} holds ${quakes.length} features, wanted ${FEATURE_COUNT}`);
  }
  const text = quakes.map((quake) => `${JSON.stringify(quake)}\n`).join("");
  await Deno.writeTextFile(new URL("quakes.ndjson", import.meta.url), text);
  console.log(`quakes.ndjson: ${quakes.length} records, ${text.length} characters`);
}

// One record of the earthquake feed of the United States Geological Survey, as quakes.ndjson holds
// it, one a line. Field names are the feed's own.

import { isTimestamp, type Millis } from "@headwater/sim";

/** A seismic event in its last revision. */
export interface Quake {
  /** Network and number, such as `ci37868143`: unique. */
  readonly id: string;
  /** The seismic network that reported it: `ci` is Southern California. */
  readonly net: string;
  /** `earthquake`, `explosion`, `quarry blast`. */
  readonly type: string;
  /** When the ground moved: the event time. */
  readonly time: Millis;
  /** When the feed got this revision, minutes to days later: the arrival. */
  readonly updated: Millis;
  /** Magnitude; small events have negative ones, for the scale is logarithmic. */
  readonly mag: number;
  /** How the magnitude was computed: `ml` local, `md` by duration, `mww` by moment. */
  readonly magType: string;
  /** In words, such as `4km W of Castaic, CA`. */
  readonly place: string;
  /** Degrees east. */
  readonly lon: number;
  /** Degrees north. */
  readonly lat: number;
  /** Kilometres; negative above sea level. */
  readonly depth: number;
}

/**
 * What keeps a value from being a quake, or null: a complaint for `parseNdjson`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { checkQuake } from "./quake.ts";
 * const quake = { id: "ci1", net: "ci", type: "earthquake", time: 0, updated: 95_526, mag: 2 };
 * strictEqual(checkQuake(quake), null);
 * strictEqual(checkQuake(7), "is not an object with the fields of a quake");
 * ```
 */
export function checkQuake(value: unknown): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return "is not an object with the fields of a quake";
  }
  const quake = value as Partial<Record<keyof Quake, unknown>>;
  for (const field of ["id", "net", "type"] as const) {
    if (typeof quake[field] !== "string" || quake[field] === "") return wants(field, "a text");
  }
  for (const field of ["time", "updated"] as const) {
    if (!isTimestamp(quake[field])) return wants(field, "whole milliseconds since 1970");
  }
  if (!Number.isFinite(quake.mag)) return wants("mag", "a number");
  return null;
}

function wants(field: string, kind: string): string {
  return `needs ${kind} in "${field}"; the usual cause is an event that is not yet measured`;
}

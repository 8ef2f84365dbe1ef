// The plain meaning of the job, for a file that is whole and at rest: two loops that know nothing of
// streams.

import type { Millis } from "@headwater/sim";
import type { Flight } from "./flight.ts";
import { type Delays, SLIDE } from "./job.ts";
import { DAY } from "./source.ts";

/**
 * Flights and delays of each airport in each day that begins at a multiple of six hours, by airport, then day.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { delaysByDay } from "./group_by.ts";
 * const flight = { departure: 5, origin: "ORD", destination: "LAX", distance: 1745, delay: 12 };
 * deepStrictEqual(delaysByDay([flight]).map(({ windowEnd }) => windowEnd / 3_600_000), [
 *   6, 12, 18, 24,
 * ]);
 * ```
 */
export function delaysByDay(flights: readonly Flight[]): Delays[] {
  const days = new Map<string, Delays>();
  for (const { origin, departure, delay } of flights) {
    const lastStart = Math.floor(departure / SLIDE) * SLIDE;
    for (let start = lastStart; start > departure - DAY; start -= SLIDE) {
      const name = JSON.stringify([origin, start]);
      days.set(name, plus(days.get(name), origin, start, start + DAY, delay));
    }
  }
  return [...days.values()].sort(byKeyAndStart);
}

/**
 * The busy times of each route: departures that are at most a gap apart, by route, then time.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { delaysBySession } from "./group_by.ts";
 * const flight = { departure: 0, origin: "ORD", destination: "LAX", distance: 1745, delay: 12 };
 * const flights = [flight, { ...flight, departure: 10 }, { ...flight, departure: 21 }];
 * deepStrictEqual(delaysBySession(flights, 10).map(({ flights }) => flights), [2, 1]);
 * ```
 */
export function delaysBySession(flights: readonly Flight[], gap: Millis): Delays[] {
  const byRoute = new Map<string, Flight[]>();
  for (const flight of flights) {
    const route = `${flight.origin}-${flight.destination}`;
    byRoute.set(route, [...byRoute.get(route) ?? [], flight]);
  }
  const sessions: Delays[] = [];
  for (const [route, ofRoute] of byRoute) {
    let open: Delays | undefined;
    for (const { departure, delay } of ofRoute.toSorted((a, b) => a.departure - b.departure)) {
      if (open !== undefined && departure > open.windowEnd) {
        sessions.push(open);
        open = undefined;
      }
      open = plus(open, route, open?.windowStart ?? departure, departure + gap, delay);
    }
    sessions.push(open!);
  }
  return sessions.sort(byKeyAndStart);
}

/** The order of a table for people: key, then time. */
export function byKeyAndStart(a: Delays, b: Delays): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : a.windowStart - b.windowStart;
}

function plus(
  before: Delays | undefined,
  key: string,
  windowStart: Millis,
  windowEnd: Millis,
  delay: number,
): Delays {
  return {
    key,
    windowStart,
    windowEnd,
    flights: (before?.flights ?? 0) + 1,
    delay: (before?.delay ?? 0) + delay,
    longestDelay: Math.max(before?.longestDelay ?? -Infinity, delay),
  };
}

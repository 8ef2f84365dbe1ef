// The plain meaning of the job: what anyone would write for a file that is whole and at rest. The job
// has to say the same of a stream, once it has waited long enough.

import type { DailyCount } from "./job.ts";
import type { Quake } from "./quake.ts";
import { DAY } from "./source.ts";

/**
 * Count and maximum magnitude of the earthquakes of each network on each UTC day, by network, then
 * day.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { countByDay } from "./group_by.ts";
 * const quake = { net: "ci", type: "earthquake", time: 5, mag: 2 };
 * deepStrictEqual(countByDay([quake, { ...quake, mag: 3 }, { ...quake, type: "explosion" }]), [
 *   { key: "ci", windowStart: 0, windowEnd: 86_400_000, count: 2, maxMagnitude: 3 },
 * ]);
 * ```
 */
export function countByDay(
  quakes: readonly Pick<Quake, "net" | "type" | "time" | "mag">[],
): DailyCount[] {
  const days = new Map<string, DailyCount>();
  for (const { net, type, time, mag } of quakes) {
    if (type !== "earthquake") continue;
    const windowStart = Math.floor(time / DAY) * DAY;
    const name = JSON.stringify([net, windowStart]);
    const { count, maxMagnitude } = days.get(name) ?? { count: 0, maxMagnitude: -Infinity };
    days.set(name, {
      key: net,
      windowStart,
      windowEnd: windowStart + DAY,
      count: count + 1,
      maxMagnitude: Math.max(maxMagnitude, mag),
    });
  }
  return [...days.values()].sort(byNetworkAndDay);
}

/**
 * The order of a table for people: network, then day.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { byNetworkAndDay } from "./group_by.ts";
 * const day = { key: "ci", windowStart: 0, windowEnd: 86_400_000, count: 1, maxMagnitude: 2 };
 * strictEqual(byNetworkAndDay(day, { ...day, key: "ak" }), 1);
 * ```
 */
export function byNetworkAndDay(a: DailyCount, b: DailyCount): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : a.windowStart - b.windowStart;
}

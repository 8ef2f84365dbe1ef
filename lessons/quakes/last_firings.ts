// A window with allowed lateness fires again for each late record, and each firing replaces the one
// before. Whoever reads the results keeps the last.

import { byNetworkAndDay } from "./group_by.ts";
import type { DailyCount } from "./job.ts";

/**
 * The last result of each network and day, by network, then day. Results of one network must stand in
 * the order in which they were written, as they do in the results of a sink.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { lastFirings } from "./last_firings.ts";
 * const day = { key: "ci", windowStart: 0, windowEnd: 86_400_000, count: 1, maxMagnitude: 2 };
 * const again = { ...day, count: 2 };
 * deepStrictEqual(lastFirings([day, again]), [again]);
 * ```
 */
export function lastFirings(results: readonly DailyCount[]): DailyCount[] {
  const last = new Map(results.map((day) => [JSON.stringify([day.key, day.windowStart]), day]));
  return [...last.values()].sort(byNetworkAndDay);
}

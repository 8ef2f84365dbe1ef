// The plain meaning of the job, from clicks that are all there: sort, and cut where a pause is longer
// than the gap.

import type { Click } from "./click.ts";
import { GAP } from "./generate.ts";
import type { FoundVisit } from "./job.ts";

/**
 * The visits in a list of clicks, by user, then time.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { visitsOf } from "./group_by.ts";
 * const click = { user: "u00", page: "home", time: 0 };
 * const clicks = [click, { ...click, time: 1_800_000 }, { ...click, time: 3_600_001 }];
 * deepStrictEqual(visitsOf(clicks).map(({ clicks }) => clicks), [2, 1]);
 * ```
 */
export function visitsOf(clicks: readonly Click[]): FoundVisit[] {
  const visits: FoundVisit[] = [];
  for (const { user, page, time } of clicks.toSorted(byUserAndTime)) {
    const last = visits.at(-1);
    const isSame = last !== undefined && last.user === user && time - last.until <= GAP;
    const hasPaid = page === "paid";
    if (!isSame) visits.push({ user, from: time, until: time, clicks: 1, hasPaid });
    else {
      visits[visits.length - 1] = {
        ...last,
        until: time,
        clicks: last.clicks + 1,
        hasPaid: last.hasPaid || hasPaid,
      };
    }
  }
  return visits;
}

/** The order of a table for people: user, then time. */
export function byUserAndStart(a: FoundVisit, b: FoundVisit): number {
  return a.user < b.user ? -1 : a.user > b.user ? 1 : a.from - b.from;
}

function byUserAndTime(a: Click, b: Click): number {
  return a.user < b.user ? -1 : a.user > b.user ? 1 : a.time - b.time;
}

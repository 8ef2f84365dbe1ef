// What the job found, beside what the plain loop says of the same clicks.

import { results, type Source, type Timeline } from "@headwater/sim";
import type { LessonReport } from "../lesson.ts";
import type { Click } from "./click.ts";
import { byUserAndStart, visitsOf } from "./group_by.ts";
import type { FoundVisit, PageCount } from "./job.ts";

/** Rows of a table. */
const ROWS_MAX = 10;

/**
 * The report of a run of the clicks job.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { open } from "@headwater/sim";
 * import clicks, { config } from "./job.ts";
 * import { clicksReport } from "./report.ts";
 * const options = { bound: 1_800_000 };
 * strictEqual(clicksReport(open(clicks, { config, options }).run()).fields.differences, 0);
 * ```
 */
export function clicksReport({ world, ground }: Timeline): LessonReport {
  const { source } = ground.plan.vertices[0].chain[0].operator as unknown as {
    source: Source<Click>;
  };
  const clicks = source.splits.flatMap(({ records }) => records.map(({ value }) => value));
  const told = results<FoundVisit>(world, "visits");
  const visits = lastVisits(told);
  const plain = visitsOf(clicks);
  const late = results(world, "late").length;
  const texts = new Set(plain.map((visit) => JSON.stringify(inOrder(visit))));
  const differences = visits.filter((visit) => !texts.has(JSON.stringify(inOrder(visit)))).length +
    Math.abs(plain.length - visits.length);
  const pages = results<PageCount>(world, "pages");
  return {
    fields: { recordsIn: clicks.length, late, differences, visits, firings: pages.length },
    tables: [{
      title: "Longest visits",
      columns: [
        { name: "user", isNumber: false },
        { name: "from", isNumber: false },
        { name: "clicks", isNumber: true },
        { name: "minutes", isNumber: true },
        { name: "paid", isNumber: false },
      ],
      rows: visits
        .toSorted((a, b) => b.clicks - a.clicks || byUserAndStart(a, b))
        .slice(0, ROWS_MAX)
        .map(({ user, from, until, clicks, hasPaid }) => [
          user,
          new Date(from).toISOString().slice(0, 16).replace("T", " "),
          String(clicks),
          ((until - from) / 60_000).toFixed(0),
          hasPaid ? "yes" : "",
        ]),
      note: differences === 0
        ? `The plain loop over all clicks finds the same ${plain.length} visits.`
        : `${differences} visits differ from the plain loop's ${plain.length}: ${late} clicks came too ` +
          `late, and others when half of their visit had been told, so that they began one of their ` +
          `own. A larger bound, or lateness, brings them together.`,
    }],
  };
}

/**
 * The visits that were told, without those that a later and longer telling contains.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { lastVisits } from "./report.ts";
 * const visit = { user: "u00", from: 10, until: 20, clicks: 2, hasPaid: false };
 * deepStrictEqual(lastVisits([visit, { ...visit, until: 30, clicks: 3 }]).length, 1);
 * ```
 */
export function lastVisits(told: readonly FoundVisit[]): FoundVisit[] {
  return told
    .filter((visit, i) =>
      !told.slice(i + 1).some(({ user, from, until }) =>
        user === visit.user && from <= visit.from && until >= visit.until
      )
    )
    .sort(byUserAndStart);
}

/** Equal visits have equal texts. */
function inOrder({ user, from, until, clicks, hasPaid }: FoundVisit) {
  return [user, from, until, clicks, hasPaid];
}

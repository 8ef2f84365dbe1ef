// What the job found, read from a run that has ended, beside what the plain loops say of the same
// flights: for programs as fields, for people as two tables.

import { results, type Source, type Timeline } from "@headwater/sim";
import type { LessonReport, LessonTable } from "../lesson.ts";
import type { Flight } from "./flight.ts";
import { byKeyAndStart, delaysByDay, delaysBySession } from "./group_by.ts";
import { type Delays, QUIET } from "./job.ts";

/** Rows of a table. */
const ROWS_MAX = 10;

/**
 * The report of a run of the flights job.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { open } from "@headwater/sim";
 * import flights, { config } from "./job.ts";
 * import { flightsReport } from "./report.ts";
 * const options = { bound: 12 * 3_600_000 };
 * const { fields } = flightsReport(open(flights, { config, options }).run());
 * strictEqual(fields.recordsIn, 5000);
 * strictEqual(fields.differences, 0);
 * ```
 */
export function flightsReport(timeline: Timeline): LessonReport {
  const { world, ground } = timeline;
  const { source } = ground.plan.vertices[0].chain[0].operator as unknown as {
    source: Source<Flight>;
  };
  const flights = source.splits.flatMap(({ records }) => records.map(({ value }) => value));
  const days = lastFirings(results<Delays>(world, "delays"));
  const sessions = lastFirings(results<Delays>(world, "sessions"));
  const plainDays = delaysByDay(flights), plainSessions = delaysBySession(flights, QUIET);
  const differences = differencesOf(days, plainDays) + differencesOf(sessions, plainSessions);
  const late = results(world, "late for days").length + results(world, "late for sessions").length;
  return {
    fields: { recordsIn: flights.length, late, differences, days, sessions },
    tables: [
      table("Days with the most flights, per airport", days),
      {
        ...table("Busiest times of a route", sessions),
        note: differences === 0
          ? `The plain loops over the file say the same of all ${plainDays.length} days and ` +
            `${plainSessions.length} busy times.`
          : `${differences} days and busy times differ from the plain loops: ${late} times a flight ` +
            `landed when its window had been told. A larger bound, or lateness, brings them back.`,
      },
    ],
  };
}

/** The last result of each key and window, by key, then time. */
export function lastFirings(all: readonly Delays[]): Delays[] {
  return [...new Map(all.map((one) => [windowName(one), one])).values()].sort(byKeyAndStart);
}

/** Windows that only one of two lists has, or of which they say different things. */
export function differencesOf(found: readonly Delays[], plain: readonly Delays[]): number {
  const texts = new Map(plain.map((one) => [windowName(one), JSON.stringify(one)]));
  const names = new Set(found.map(windowName));
  const wrong = found.filter((one) => texts.get(windowName(one)) !== JSON.stringify(one)).length;
  return wrong + plain.filter((one) => !names.has(windowName(one))).length;
}

function windowName({ key, windowStart, windowEnd }: Delays): string {
  return JSON.stringify([key, windowStart, windowEnd]);
}

function table(title: string, all: readonly Delays[]): LessonTable {
  const rows = all
    .toSorted((a, b) => b.flights - a.flights || b.delay - a.delay || byKeyAndStart(a, b))
    .slice(0, ROWS_MAX);
  return {
    title,
    columns: [
      { name: "of", isNumber: false },
      { name: "from", isNumber: false },
      { name: "until", isNumber: false },
      { name: "flights", isNumber: true },
      { name: "mean delay", isNumber: true },
      { name: "longest", isNumber: true },
    ],
    rows: rows.map(({ key, windowStart, windowEnd, flights, delay, longestDelay }) => [
      key,
      showDay(windowStart),
      showDay(windowEnd),
      String(flights),
      `${(delay / flights).toFixed(1)} min`,
      `${longestDelay} min`,
    ]),
  };
}

function showDay(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}

// What the job found, read from a run that has ended: for programs as fields, for people as a table
// with a row for each network and a column for each day. A job that failed on the way has read some
// records twice and told some results twice; here each counts once.

import type { Source, Timeline, World, WrittenResult } from "@headwater/sim";
import type { LessonReport, LessonTable } from "../lesson.ts";
import type { DailyCount } from "./job.ts";
import { lastFirings } from "./last_firings.ts";
import type { Quake } from "./quake.ts";
import { DAY } from "./source.ts";

/** Days that stand side by side in one table. */
const DAYS_MAX = 8;
/** Late records that are listed one by one. */
const LATE_MAX = 8;

/**
 * The report of a run of the quakes job.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { open } from "@headwater/sim";
 * import quakes, { config } from "./job.ts";
 * import { quakesReport } from "./report.ts";
 * const { fields } = quakesReport(open(quakes, { config }).run());
 * strictEqual(fields.recordsIn, 1707);
 * strictEqual(fields.recordsFiltered, 28);
 * ```
 */
export function quakesReport(timeline: Timeline): LessonReport {
  const { world } = timeline;
  const days = lastFirings(rowsOf<DailyCount>(world, "results").map(({ value }) => value));
  const lateRows = rowsOf<Quake>(world, "late").map((row) => [row.value.id, row] as const);
  const late = [...new Map(lateRows).values()];
  const read = readRecords(world);
  return {
    fields: {
      recordsIn: read.length,
      recordsFiltered: read.filter(({ type }) => type !== "earthquake").length,
      late: late.length,
      results: days,
    },
    tables: [...dayTables(days), lateTable(late)],
  };
}

/**
 * Whose result or late record it is: those of one network keep their order, whatever the parallelism.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { networkOf } from "./report.ts";
 * deepStrictEqual([{ key: "ci", count: 1 }, { net: "ak", id: "ak1" }].map(networkOf), ["ci", "ak"]);
 * ```
 */
export function networkOf(row: unknown): string {
  const { key, net = "" } = row as Partial<DailyCount & Quake>;
  return key ?? net;
}

/** What readers of a sink see, whatever its kind. */
function rowsOf<T>({ outsides }: World, sink: string): WrittenResult<T>[] {
  return outsides.flatMap(({ outside }) =>
    outside?.spec.id === sink ? [...outside.read(false)] as WrittenResult<T>[] : []
  );
}

/** What is looked at of an operator that reads a log. */
interface Reader {
  readonly splits: Int32Array;
  readonly positions: Int32Array;
  readonly spec: { readonly source: Source<Quake> };
}

/** What the sources have behind them, once however often they have read it. */
function readRecords({ tasks }: World): Quake[] {
  return tasks.flatMap(({ spec, chain: { operators: [head] } }) => {
    if (!spec.isSource) return [];
    const { splits, positions, spec: { source } } = head as unknown as Reader;
    return Array.from(splits).flatMap((split, index) =>
      source.splits[split].records.slice(0, positions[index]).map(({ value }) => value)
    );
  });
}

/** The last firing of each window: how many, and the strongest. */
function dayTables(days: readonly DailyCount[]): LessonTable[] {
  const starts = [...new Set(days.map((day) => day.windowStart))].sort((a, b) => a - b);
  const tables: LessonTable[] = [];
  for (let i = 0; i < starts.length; i += DAYS_MAX) {
    tables.push(dayTable(days, starts.slice(i, i + DAYS_MAX)));
  }
  return tables;
}

function dayTable(days: readonly DailyCount[], starts: readonly number[]): LessonTable {
  const cells = new Map(days.map((day) => [`${day.key} ${day.windowStart}`, day]));
  const networks = [...new Set(days.map((day) => day.key))];
  return {
    title: "Earthquakes and strongest magnitude, per seismic network and UTC day",
    columns: [
      { name: "network", isNumber: false },
      ...starts.map((start) => ({ name: showDay(start), isNumber: true })),
      { name: "together", isNumber: true },
    ],
    rows: networks.map((network) => {
      const row = starts.map((start) => cells.get(`${network} ${start}`));
      return [network, ...row.map(showCell), showCell(sumOf(row))];
    }),
  };
}

function sumOf(row: readonly (DailyCount | undefined)[]): DailyCount | undefined {
  return row.reduce((sum, day) =>
    sum === undefined || day === undefined ? sum ?? day : {
      ...sum,
      count: sum.count + day.count,
      maxMagnitude: Math.max(sum.maxMagnitude, day.maxMagnitude),
    }, undefined);
}

function showCell(day: DailyCount | undefined): string {
  return day === undefined ? "·     " : `${day.count} ${day.maxMagnitude.toFixed(1).padStart(4)}`;
}

/** Those that missed their day, the longest delay first. */
function lateTable(late: readonly WrittenResult<Quake>[]): LessonTable {
  const byDelay = [...late].sort((a, b) =>
    delayOf(b.value) - delayOf(a.value) || (a.value.id < b.value.id ? -1 : 1)
  );
  const rest = late.length - LATE_MAX;
  return {
    title: late.length === 0
      ? "Too late: none"
      : `Too late: ${late.length} records came when their day was over and told`,
    columns: [
      { name: "id", isNumber: false },
      { name: "happened (UTC)", isNumber: false },
      { name: "told (UTC)", isNumber: false },
      { name: "delay", isNumber: true },
      { name: "mag", isNumber: true },
      { name: "place", isNumber: false },
    ],
    rows: byDelay.slice(0, LATE_MAX).map(({ value }) => [
      value.id,
      showMinute(value.time),
      showMinute(value.updated),
      `${(delayOf(value) / 3_600_000).toFixed(1)} h`,
      value.mag.toFixed(1),
      value.place ?? "",
    ]),
    ...(rest > 0 ? { note: `and ${rest} more, with shorter delays` } : {}),
  };
}

function delayOf({ time, updated }: Quake): number {
  return updated - time;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `Feb 6`; a day begins at midnight UTC. */
function showDay(start: number): string {
  const day = new Date(Math.floor(start / DAY) * DAY);
  return `${MONTHS[day.getUTCMonth()]} ${day.getUTCDate()}`;
}

/** `Feb 6 15:50`. */
function showMinute(time: number): string {
  return `${showDay(time).padEnd(6)} ${new Date(time).toISOString().slice(11, 16)}`;
}

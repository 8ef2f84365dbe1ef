// The ledger as tables: a row for each sink, and below it the rows of results that set a sink apart from
// the run without faults.

import type { LedgerRow } from "../ledger_comparison.ts";
import type { Timeline } from "../timeline.ts";
import { JobStatus } from "../element/job_status.ts";
import { showCount } from "./duration.ts";
import type { LedgerPage, RecoveryReport } from "./recovery_report.ts";
import type { Table } from "./table.ts";
import { valueColumns } from "./value_columns.ts";

/** A column: its name, what stands in it, and a text that would tell nothing. */
type Column = readonly [name: string, show: (line: LedgerPage) => string, silent: string | null];

const count = (pick: (page: LedgerPage) => number) => (page: LedgerPage) => showCount(pick(page));

/** The columns; one in which nothing stands is left out if it has a silent text. */
const COLUMNS: readonly Column[] = [
  ["kind", ({ kind }) => kind, null],
  ["promised", ({ promised }) => promised, null],
  ["expected", count(({ expected }) => expected), null],
  ["visible", count(({ visible }) => visible), null],
  ["lost", count(({ lost }) => lost.length), null],
  ["duplicated", count(({ duplicated }) => duplicated.length), null],
  ["out of order", ({ outOfOrder }) => outOfOrder === null ? "" : `${outOfOrder}`, ""],
  ["wrong", count(({ wrong }) => wrong.length), "0"],
  ["rewritten", count(({ rewritten }) => rewritten), "0"],
  ["aborted", count(({ aborted }) => aborted), "0"],
  ["waiting", count(({ waiting }) => waiting), "0"],
  ["reported lost", count(({ reported }) => reported.length), "0"],
];

/** Of several sinks in one table, which. */
const WHOSE: Column = ["sink", ({ sink }) => sink, null];

/** Columns of words. */
const WORDS: readonly string[] = ["sink", "kind", "promised"];

/** The ledger of one run. */
export function ledgerTable({ ledger }: RecoveryReport, timeline: Timeline): Table {
  const title = "The ledger: what readers see, beside the run without faults";
  return ledgerTableOf(title, ledger!, timeline, [WHOSE, ...COLUMNS]);
}

/** A table of some pages, all of one sink unless there is a column for it. */
export function ledgerTableOf(
  title: string,
  pages: readonly LedgerPage[],
  timeline: Timeline,
  all: readonly Column[] = COLUMNS,
): Table {
  const note = noteOn(pages, timeline);
  const telling = all.filter(([, show, silent]) => pages.some((page) => show(page) !== silent));
  return {
    title,
    columns: telling.map(([name]) => ({ name, isNumber: !WORDS.includes(name) })),
    rows: pages.map((page) => telling.map(([, show]) => show(page))),
    ...(note === "" ? {} : { note }),
  };
}

/** Rows that are shown of each sort and sink. */
const ROWS_MAX = 12;

/** For each sink and each sort of difference, the rows themselves. */
export function differenceTables(ledger: readonly LedgerPage[], whose = ""): Table[] {
  return ledger.flatMap(({ sink, lost, duplicated, wrong }) => [
    ...differences(`Lost behind ${sink}${whose}`, lost),
    ...differences(`There once more behind ${sink}${whose}`, duplicated),
    ...differences(`Expected nowhere, and yet behind ${sink}${whose}`, wrong),
  ]);
}

function differences(title: string, rows: readonly LedgerRow[]): Table[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, ROWS_MAX);
  const { columns, cells } = valueColumns(shown.map(({ value }) => value));
  const left = rows.length - shown.length;
  return [{
    title: `${title}: ${showCount(rows.length)}`,
    columns,
    rows: shown.map(({ value }) => cells(value)),
    ...(left > 0 ? { note: `and ${showCount(left)} more` } : {}),
  }];
}

/**
 * What a difference comes from that looks like a broken promise and is none (M24, AL-12); else empty. Not
 * where the job has failed, or the engine is broken on purpose.
 */
function noteOn(pages: readonly LedgerPage[], { ground, world }: Timeline): string {
  const { config, sabotage } = ground;
  const differs = pages.some(({ lost, wrong }) => lost.length + wrong.length > 0);
  const hasEnded = world.jobManager.status === JobStatus.FINISHED && sabotage.length === 0;
  if (!differs || !hasEnded || config.checkpointInterval === 0) return "";
  return config.checkpointMode === "exactly-once"
    ? "Watermarks are in no checkpoint: after a restart a record may be in time that is too late here"
    : "No record is lost, but some count twice: their result is lost here, and a higher one is wrong";
}

// The books of a run: for every sink, what readers see beside what a run of the same job without failures
// would have shown them. It tells what a guarantee is worth: what is lost, what is there twice, what
// should not be there at all.

import type { Key } from "./element/key.ts";
import type { Outside, OutsideKind } from "./7_sink/outside.ts";
import type { OutsideTransaction, TransactionStatus } from "./7_sink/written_result.ts";
import { keyText } from "./element/key.ts";
import { valueText } from "./element/value_text.ts";
import { type StoredRow, storedRows } from "./connector/keyed_store.ts";
import { hasEnded } from "./connector/log_transactions.ts";
import {
  compareRows,
  type LedgerRow,
  NO_SUBTASK,
  type RowComparison,
} from "./ledger_comparison.ts";

/** What a sink promises behind a job that takes checkpoints and can rewind (SK-11). */
export type SinkPromise = "at-least-once" | "exactly-once";

/** One sink's page. */
export interface LedgerEntry extends RowComparison {
  readonly sink: string;
  readonly kind: OutsideKind;
  /** Under the best circumstances; a fault plan's label says what is left of it. */
  readonly guarantee: SinkPromise;
  /** Of an upsert sink: how often a row was written beyond what was expected; else 0. */
  readonly rewritten: number;
  /** Rows in transactions that have not ended: they may still come. */
  readonly waiting: number;
  /** How many transactions there are of each status. */
  readonly transactions: Readonly<Record<TransactionStatus, number>>;
  /** Rows of lost transactions, as the system outside lists them. */
  readonly reported: readonly LedgerRow[];
  /**
   * Lost rows that nobody has reported: behind transactions of a job that came to its end there must be
   * none, ever (law 72). A job that stops, or cannot rewind, leaves some.
   */
  readonly unreported: readonly LedgerRow[];
}

/** What of a world is looked at. */
export interface LedgerWorld {
  readonly outsides: readonly { readonly subtask: number; readonly outside: Outside | null }[];
}

/** How the books are read. */
export interface LedgerOptions {
  /** Names the series of a row, by sink, where order is promised within one; see `compareRows`. */
  readonly seriesOf?: (value: unknown, sink: string) => Key;
}

/**
 * The books of a world, sink by sink in the order of the plan. The other world is that of the same job,
 * run to its end without a failure. Appended rows are compared one by one, upserted ones as tables, and of
 * rows in transactions those that are committed.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { CollectOutside, collectSink, ledger } from "@headwater/sim";
 * const worldOf = (...values: string[]) => {
 *   const outside = new CollectOutside();
 *   outside.spec = collectSink("out");
 *   for (const value of values) {
 *     outside.rows.push({ value, timestamp: 0, writtenAt: 0, attempt: 0, origin: 0 });
 *   }
 *   return { outsides: [{ subtask: 0, outside }] };
 * };
 * const [{ lost, duplicated, guarantee }] = ledger(worldOf("a", "b", "b"), worldOf("a", "b"));
 * deepStrictEqual([lost.length, duplicated.length, guarantee], [0, 1, "at-least-once"]);
 * ```
 */
export function ledger(
  world: LedgerWorld,
  oracle: LedgerWorld,
  options: LedgerOptions = {},
): LedgerEntry[] {
  const kinds = new Map<string, OutsideKind>();
  for (const { outside } of world.outsides) {
    if (outside !== null) kinds.set(outside.spec.id, outside.kind);
  }
  return [...kinds].map(([sink, kind]) => entryOf(sink, kind, world, oracle, options));
}

function entryOf(
  sink: string,
  kind: OutsideKind,
  world: LedgerWorld,
  oracle: LedgerWorld,
  { seriesOf }: LedgerOptions,
): LedgerEntry {
  const series = seriesOf && ((value: unknown) => seriesOf(value, sink));
  const comparison = kind === "upsert"
    ? compareTables(storedRows(oracle, sink), storedRows(world, sink))
    : { ...compareRows(rowsOf(oracle, sink), rowsOf(world, sink), series), rewritten: 0 };
  const transactions = sharesOf(world, sink).flatMap(({ outside }) => outside.transactions);
  const reported = uncommittedRows(world, sink, (status) => status === "lost");
  return {
    sink,
    kind,
    guarantee: kind === "append" ? "at-least-once" : "exactly-once",
    ...comparison,
    waiting: uncommittedRows(world, sink, (status) => !hasEnded(status)).length,
    transactions: countStatuses(transactions),
    reported,
    unreported: compareRows(comparison.lost, reported).lost,
  };
}

function sharesOf(
  { outsides }: LedgerWorld,
  sink: string,
): { readonly subtask: number; readonly outside: Outside }[] {
  return outsides.flatMap(({ subtask, outside }) =>
    outside?.spec.id === sink ? [{ subtask, outside }] : []
  );
}

function rowsOf(world: LedgerWorld, sink: string): LedgerRow[] {
  return sharesOf(world, sink).flatMap(({ subtask, outside }) =>
    outside.read(false).map(({ value }) => ({ value, subtask }))
  );
}

function uncommittedRows(
  world: LedgerWorld,
  sink: string,
  isWanted: (status: TransactionStatus) => boolean,
): LedgerRow[] {
  return sharesOf(world, sink).flatMap(({ subtask, outside }) =>
    outside.read(true)
      .filter(({ status }) => status !== undefined && isWanted(status))
      .map(({ value }) => ({ value, subtask }))
  );
}

function countStatuses(
  transactions: readonly OutsideTransaction[],
): Record<TransactionStatus, number> {
  const counts = {
    "open": 0,
    "pre-committed": 0,
    "committed": 0,
    "aborted": 0,
    "expired": 0,
    "lost": 0,
  };
  for (const { status } of transactions) counts[status]++;
  return counts;
}

/** Tables as they stand in the end: a row is lost without its key, wrong with another value. */
function compareTables(
  expected: readonly StoredRow[],
  visible: readonly StoredRow[],
): RowComparison & { readonly rewritten: number } {
  const there = new Set(visible.map(({ key }) => keyText(key)));
  const wanted = new Map(expected.map((row) => [keyText(row.key), row]));
  const isWanted = ({ key, value }: StoredRow) => {
    const row = wanted.get(keyText(key));
    return row !== undefined && valueText(row.value) === valueText(value);
  };
  const countMore = ({ key, writeCount }: StoredRow) =>
    Math.max(0, writeCount - (wanted.get(keyText(key))?.writeCount ?? 0));
  const toRow = ({ value }: StoredRow): LedgerRow => ({ value, subtask: NO_SUBTASK });
  return {
    expected: expected.length,
    visible: visible.length,
    lost: expected.filter(({ key }) => !there.has(keyText(key))).map(toRow),
    duplicated: [],
    wrong: visible.filter((row) => !isWanted(row)).map(toRow),
    outOfOrder: null,
    rewritten: visible.reduce((sum, row) => sum + countMore(row), 0),
  };
}

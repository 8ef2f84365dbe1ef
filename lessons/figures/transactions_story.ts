// The facts behind the picture of transactions as rows, from which its words are made. Independent of width and of
// language.

import { nowCell, nowText } from "./picture_clock.ts";
import type { RecoveryView } from "./recovery_view.ts";
import type { TransactionCause, TransactionLife, TransactionState } from "./transaction_lives.ts";
import { committedAt } from "./transactions_readers.ts";

/** A transaction. */
export interface TransactionRow {
  readonly subtask: string;
  readonly name: string;
  readonly begun: string;
  /** Empty when it was not pre-committed; with the checkpoint that it belongs to. */
  readonly preCommitted: string;
  readonly checkpoint: string;
  readonly ended: string;
  readonly state: TransactionState;
  readonly cause: TransactionCause | null;
  readonly results: readonly string[];
  /** The time from the first result to the commit, told; empty where there is none. */
  readonly hidden: string;
}

/** What happened, for words. */
export interface TransactionsStory {
  readonly until: string;
  readonly transactions: readonly TransactionRow[];
  readonly moreCount: number;
  /** By state, of all that were begun. */
  readonly counts: Readonly<Record<TransactionState, number>>;
  /** Ended by a newer writer, or by the time they had. */
  readonly fenced: number;
  readonly timedOut: number;
  /** Results that readers see at the end of the stretch. */
  readonly uncommitted: number;
  readonly committed: number;
}

const ROWS_MAX = 60;

/** Collects the story. */
export function transactionsStory(view: RecoveryView): TransactionsStory {
  const { clock, stage: { until } } = view;
  const shown = new Set(view.lanes.flatMap(({ subtasks }) => subtasks));
  const all = view.outside.transactions.filter(({ subtask, begun }) =>
    shown.has(subtask) && begun <= until
  );
  const results = view.outside.results.filter(({ subtask }) => shown.has(subtask));
  const counts = { open: 0, "pre-committed": 0, committed: 0, aborted: 0, lost: 0 };
  for (const { state } of all) counts[state]++;
  const causes = (wanted: TransactionCause) => all.filter(({ cause }) => cause === wanted).length;
  return {
    until: nowText(clock, until),
    transactions: all.slice(0, ROWS_MAX).map((life) => rowOf(view, life)),
    moreCount: Math.max(0, all.length - ROWS_MAX),
    counts,
    fenced: causes("newer writer"),
    timedOut: causes("time"),
    uncommitted: results.filter(({ time }) => time <= until).length,
    committed: results.filter((result) => (committedAt(result) ?? Infinity) <= until).length,
  };
}

function rowOf(view: RecoveryView, life: TransactionLife): TransactionRow {
  const { clock } = view;
  const told = (time: number | null) => time === null ? "" : nowCell(clock, time);
  const { results, ended, state, checkpoint } = life;
  const hidden = state === "committed" && ended !== null && results.length > 0
    ? nowText(clock, ended - results[0].time)
    : "";
  return {
    subtask: view.label(life.subtask),
    name: life.name,
    begun: told(life.begun),
    preCommitted: told(life.preCommitted),
    checkpoint: checkpoint === 0 ? "" : String(checkpoint),
    ended: told(ended),
    state,
    cause: life.cause,
    results: results.map((result) => view.recordName(result)),
    hidden,
  };
}

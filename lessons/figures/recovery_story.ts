// The facts behind the picture of a recovery as rows, from which its words are made. Independent of width and of
// language.

import { JOB_FAILED, JOB_STATUS_WORDS } from "./control_numbers.ts";
import { nowCell, nowText } from "./picture_clock.ts";
import { lostWorkOf } from "./recovery_losses.ts";
import { visibleResults } from "./recovery_sinks.ts";
import type { RecoveryView } from "./recovery_view.ts";
import { watchedSubtasks } from "./recovery_watermarks.ts";
import type { TransactionLife, TransactionState } from "./transaction_lives.ts";

/** Kinds of rows in the table. */
export type RecoveryEvent =
  | "fault"
  | "fault over"
  | "task failed"
  | "task manager lost"
  | "job status"
  | "restart scheduled"
  | "restore"
  | "rewound"
  | "watermark reset"
  | "pre-committed"
  | "committed"
  | "aborted"
  | "lost"
  | "visible";

/** Something that happened. */
export interface RecoveryRow {
  readonly time: string;
  readonly at: string;
  readonly where: string;
  readonly event: RecoveryEvent;
  /** A reason, a status, a checkpoint, names: what the event is about. */
  readonly what: string;
}

/** One restart in words. */
export interface RestartRow {
  readonly attempt: number;
  readonly failedAt: string;
  /** Who failed, and why. */
  readonly culprit: string;
  readonly reason: string;
  readonly waited: string;
  readonly restoredAt: string;
  readonly checkpoint: number;
  readonly runningAt: string;
  /** From the failure until the job runs again. */
  readonly took: string;
  readonly reread: readonly string[];
  readonly underWay: readonly string[];
}

/** What happened, for words. */
export interface RecoveryStory {
  readonly restarts: readonly RestartRow[];
  readonly rows: readonly RecoveryRow[];
  readonly moreCount: number;
  /** The job failed for good: when, and why. */
  readonly end: { readonly at: string; readonly culprit: string; readonly reason: string } | null;
  readonly transactions: Readonly<Record<TransactionState, number>>;
  /** Results that readers see, and those that they see again. */
  readonly visibleCount: number;
  readonly againCount: number;
}

/** Rows that are told at most. */
const ROWS_MAX = 300;
/** Letters of a reason that are told. */
const REASON_MAX = 90;

interface Row extends Omit<RecoveryRow, "time" | "at"> {
  readonly micros: number;
}

/** Collects the story of what is seen. */
export function recoveryStory(view: RecoveryView): RecoveryStory {
  const { until } = view.stage;
  const rows = rowsOf(view).filter(({ micros }) => view.isSeen(micros))
    .sort((a, b) => a.micros - b.micros);
  const visible = visibleResults(view, view.sinks).filter(({ time }) => time <= until);
  return {
    restarts: restartRows(view),
    rows: rows.slice(0, ROWS_MAX).map(({ micros, ...row }) => ({
      time: nowCell(view.clock, micros),
      at: nowText(view.clock, micros),
      ...row,
    })),
    moreCount: Math.max(0, rows.length - ROWS_MAX),
    end: endOf(view),
    transactions: countStates(view),
    visibleCount: visible.length,
    againCount: visible.filter(({ isAgain }) => isAgain).length,
  };
}

function restartRows(view: RecoveryView): RestartRow[] {
  const { clock, attempts } = view;
  const lost = lostWorkOf(view);
  const told = (time: number | null) => time === null ? "" : nowText(clock, time);
  return attempts.restarts.filter(({ scheduled }) => view.isSeen(scheduled))
    .map(({ attempt, scheduled, restored, checkpoint, running }) => {
      const [cause] = causesBefore(view, scheduled);
      // a machine is missed later than the tasks that fell with it
      const machine = causesBefore(view, restored ?? scheduled)
        .find(({ taskManager }) => taskManager >= 0);
      const work = lost.find((one) => one.attempt === attempt);
      return {
        attempt,
        failedAt: told(cause?.time ?? scheduled),
        culprit: cause === undefined ? "" : culpritOf(view, machine ?? cause),
        reason: short((machine ?? cause)?.reason ?? ""),
        waited: restored === null ? "" : nowText(clock, restored - scheduled),
        restoredAt: told(restored),
        checkpoint,
        runningAt: told(running),
        took: running === null ? "" : nowText(clock, running - (cause?.time ?? scheduled)),
        reread: work?.reread ?? [],
        underWay: work?.underWay ?? [],
      };
    });
}

/** What failed since the attempt began that this restart ended, in its order. */
function causesBefore({ attempts: { failures, restarts } }: RecoveryView, until: number) {
  const before = restarts.findLast(({ restored }) => restored !== null && restored < until);
  return failures.filter(({ time }) => time <= until && time >= (before?.restored ?? 0));
}

function culpritOf(
  view: RecoveryView,
  { subtask, taskManager }: { readonly subtask: number; readonly taskManager: number },
): string {
  return subtask >= 0 ? view.label(subtask) : `task-manager-${taskManager}`;
}

function short(reason: string): string {
  return reason.length <= REASON_MAX ? reason : `${reason.slice(0, REASON_MAX - 1).trimEnd()}…`;
}

function endOf(view: RecoveryView): RecoveryStory["end"] {
  const { statuses, failures } = view.attempts;
  const failed = statuses.find(({ status }) => status === JOB_FAILED);
  if (failed === undefined || !view.isSeen(failed.from)) return null;
  const last = failures.findLast(({ time }) => time <= failed.from);
  return {
    at: nowText(view.clock, failed.from),
    culprit: last === undefined ? "" : culpritOf(view, last),
    reason: short(last?.reason ?? ""),
  };
}

function countStates({ outside, stage }: RecoveryView): Record<TransactionState, number> {
  const counts = { open: 0, "pre-committed": 0, committed: 0, aborted: 0, lost: 0 };
  for (const { state, begun } of outside.transactions) if (begun <= stage.until) counts[state]++;
  return counts;
}

function rowsOf(view: RecoveryView): Row[] {
  const { attempts, faults, outside } = view;
  const job = (micros: number, event: RecoveryEvent, what: string): Row => ({
    micros,
    where: "",
    event,
    what,
  });
  return [
    ...faults.map(({ from, text }) => job(from, "fault", text)),
    ...faults.flatMap(({ from, until, text }) =>
      until === null || until === from ? [] : [job(until, "fault over", text)]
    ),
    ...attempts.failures.map((one): Row => ({
      micros: one.time,
      where: culpritOf(view, one),
      event: one.subtask >= 0 ? "task failed" : "task manager lost",
      what: short(one.reason),
    })),
    ...attempts.statuses.map(({ from, status }) =>
      job(from, "job status", JOB_STATUS_WORDS[status] ?? String(status))
    ),
    ...attempts.restarts.flatMap(({ scheduled, delay, restored, checkpoint }) => [
      job(scheduled, "restart scheduled", nowText(view.clock, delay * 1000)),
      ...(restored === null ? [] : [job(restored, "restore", String(checkpoint))]),
    ]),
    ...attempts.rewinds.map(({ time, subtask, from, to }): Row => ({
      micros: time,
      where: view.label(subtask),
      event: "rewound",
      what: `${from} → ${to}`,
    })),
    ...resetRows(view),
    ...outside.transactions.flatMap(transactionRows(view)),
    ...visibleRows(view),
  ];
}

function resetRows(view: RecoveryView): Row[] {
  const watched = watchedSubtasks(view);
  return view.attempts.stints
    .filter(({ subtask, attempt }) => attempt > 0 && watched.has(subtask))
    .map(({ subtask, from }) => ({
      micros: from,
      where: view.label(subtask),
      event: "watermark reset",
      what: "−∞",
    }));
}

function transactionRows(view: RecoveryView) {
  return ({ name, subtask, preCommitted, checkpoint, ended, state }: TransactionLife): Row[] => {
    const row = (micros: number, event: RecoveryEvent, what: string): Row => ({
      micros,
      where: view.label(subtask),
      event,
      what,
    });
    const isOver = ended !== null && state !== "open" && state !== "pre-committed";
    return [
      ...(preCommitted === null
        ? []
        : [row(preCommitted, "pre-committed", `${name}, ${checkpoint}`)]),
      ...(isOver ? [row(ended, state, name)] : []),
    ];
  };
}

/** Results that became visible at the same time are one row. */
function visibleRows(view: RecoveryView): Row[] {
  const rows: { micros: number; where: string; names: string[] }[] = [];
  for (const { time, result } of visibleResults(view, view.sinks)) {
    const where = view.label(result.subtask);
    const last = rows.at(-1);
    const name = view.recordName(result);
    if (last !== undefined && last.micros === time && last.where === where) last.names.push(name);
    else rows.push({ micros: time, where, names: [name] });
  }
  return rows.map(({ micros, where, names }) => ({
    micros,
    where,
    event: "visible",
    what: names.join(", "),
  }));
}

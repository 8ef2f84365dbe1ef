// What sinks promise and what readers see: below each sink's lane its transactions, each from its beginning to
// its end, and below all lanes the results at the times at which the outside world could read them.
//
//     sink[0]       ───────●●─────────────●────✕
//                   )──────────D━━━━━━━━━━◗           open, pre-committed, committed
//                              )───────────────⦵      open, aborted
//     readers see                         ●●

import type { PlacedLane } from "./control_lanes.ts";
import type { ControlLane } from "./control_view.ts";
import type { RecoveryRecord } from "./recovery_records.ts";
import type { RecoveryView } from "./recovery_view.ts";
import { packRows } from "./row_packing.ts";
import { distinct } from "./value_name.ts";
import type { TransactionLife, TransactionState, WrittenResult } from "./transaction_lives.ts";

/** A transaction, ready to be painted. */
export interface TransactionMark {
  readonly id: string;
  readonly lane: string;
  readonly y: number;
  readonly x1: number;
  /** Where it was pre-committed. */
  readonly preX: number | null;
  readonly x2: number;
  readonly state: TransactionState;
  readonly isCutLeft: boolean;
  readonly isCutRight: boolean;
  /** Names of the results in it. */
  readonly results: readonly string[];
}

/** What readers of one sink see. */
export interface ReaderRow {
  readonly id: string;
  /** Of the operator. */
  readonly sink: string;
  /** Middle of the lowest circles, and the line below them. */
  readonly y: number;
  readonly low: number;
  readonly results: readonly RecoveryRecord[];
  /** Where some became visible together. */
  readonly arrivals: readonly ReaderArrival[];
}

/** Results that became visible together. */
export interface ReaderArrival {
  readonly id: string;
  /** Of the stack that they are. */
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
  readonly count: number;
  /** Of them, those that readers had seen before. */
  readonly againCount: number;
  /** All that readers can see from then on. */
  readonly total: number;
}

/** Pixels from row to row, and from a lane to its first row. */
const ROW = 17;
const FIRST = 16;

/** Transactions of a lane with the row of each; those that hold nothing and end well are left out. */
function packed(view: RecoveryView, { subtasks }: ControlLane) {
  const own = view.outside.transactions.filter(({ subtask, begun, ended }) =>
    subtasks.includes(subtask) && view.isSeen(begun, ended ?? Infinity)
  );
  if (subtasks.length > 1) return { own: [], rows: [] };
  const rows = packRows(
    own.map(({ begun, ended }) => ({ x1: view.x(begun), x2: view.x(ended ?? Infinity) })),
    8,
  );
  return { own, rows };
}

/** Room that a lane's transactions need below it. */
export function roomForTransactions(view: RecoveryView, lane: ControlLane): number {
  const { rows } = packed(view, lane);
  return rows.length === 0 ? 0 : (Math.max(...rows) + 1) * ROW + 2;
}

/** The transactions of all lanes. */
export function transactionMarks(
  view: RecoveryView,
  lanes: readonly PlacedLane[],
): TransactionMark[] {
  return lanes.flatMap((lane) => {
    const { own, rows } = packed(view, lane);
    return own.map((life, index) => markOf(view, lane, life, lane.y + FIRST + rows[index] * ROW));
  });
}

function markOf(
  view: RecoveryView,
  lane: PlacedLane,
  life: TransactionLife,
  y: number,
): TransactionMark {
  const { name, begun, preCommitted, ended, state, results } = life;
  const { until } = view.stage;
  const isOver = ended !== null && ended <= until;
  const isPromised = preCommitted !== null && preCommitted <= until;
  return {
    id: name,
    lane: lane.id,
    y,
    x1: view.x(begun),
    preX: isPromised ? view.x(preCommitted) : null,
    x2: view.x(ended ?? Infinity),
    state: isOver ? state : isPromised ? "pre-committed" : "open",
    isCutLeft: begun < view.stage.from,
    isCutRight: !isOver,
    results: results.filter(({ time }) => time <= until).map((result) => view.recordName(result)),
  };
}

/** A result that readers saw, and since when. */
export interface VisibleResult {
  readonly time: number;
  readonly result: WrittenResult;
  /** Readers had seen an equal one before. */
  readonly isAgain: boolean;
}

/** What readers of some subtasks have seen, in the order in which they could. */
export function visibleResults(
  view: RecoveryView,
  subtasks: readonly number[],
): VisibleResult[] {
  const seen = new Set<string>();
  return view.outside.results
    .filter(({ subtask }) => subtasks.includes(subtask))
    .flatMap((result) => {
      const { transaction } = result;
      if (transaction === null) return [{ time: result.time, result }];
      const isCommitted = transaction.state === "committed" && transaction.ended !== null;
      return isCommitted ? [{ time: transaction.ended!, result }] : [];
    })
    .sort((a, b) => a.time - b.time || a.result.time - b.result.time)
    .map(({ time, result }) => {
      const id = JSON.stringify(result.value ?? null);
      const isAgain = seen.has(id);
      seen.add(id);
      return { time, result, isAgain };
    });
}

/** Pixels above the first row of readers and below each. */
const READERS = { above: 8, below: 8 } as const;
/** Pixels from circle to circle, and how many are stacked: rings need more room. */
const PLAIN = { step: 10, high: 4 } as const;
const RINGED = { step: 16, high: 3 } as const;
/** Pixels within which results became visible together. */
const TOGETHER = 8;

/** One row for each operator at the end of the record's path. */
export function layReaders(
  view: RecoveryView,
  top: number,
): { readonly rows: readonly ReaderRow[]; readonly bottom: number } {
  const shown = new Set(view.lanes.flatMap(({ subtasks }) => subtasks));
  const sinks = view.sinks.filter((subtask) => shown.has(subtask));
  const vertices = [...new Set(sinks.map((subtask) => view.plan.subtasks[subtask].vertex))];
  const rows: ReaderRow[] = [];
  let bottom = top;
  for (const vertex of vertices) {
    const { uid } = view.plan.vertices[vertex];
    const own = sinks.filter((subtask) => view.plan.subtasks[subtask].vertex === vertex);
    const stacks = stacksOf(view, own);
    const isRinged = stacks.some(({ all }) => all.some(({ isAgain }) => isAgain));
    const { step, high } = isRinged ? RINGED : PLAIN;
    const height = Math.min(high, Math.max(1, ...stacks.map(({ all }) => all.length)));
    const y = bottom + READERS.above + (height - 0.5) * step;
    const marks = readerMarks(view, stacks, { lane: uid, y, step, high });
    rows.push({ id: uid, sink: uid, y, low: y + step / 2, ...marks });
    bottom = y + step / 2 + READERS.below;
  }
  return { rows, bottom };
}

/** Results that became visible together. */
interface Stack {
  readonly x: number;
  readonly all: VisibleResult[];
  readonly total: number;
}

function stacksOf(view: RecoveryView, subtasks: readonly number[]): Stack[] {
  const stacks: Stack[] = [];
  visibleResults(view, subtasks).forEach((visible, index) => {
    if (!view.isSeen(visible.time)) return;
    const x = view.x(visible.time);
    const last = stacks.at(-1);
    if (last === undefined || x - last.x >= TOGETHER) {
      stacks.push({ x, all: [visible], total: index + 1 });
    } else {
      stacks[stacks.length - 1] = { ...last, all: [...last.all, visible], total: index + 1 };
    }
  });
  return stacks;
}

/** Where the circles of a row stand. */
interface Grid {
  readonly lane: string;
  readonly y: number;
  readonly step: number;
  readonly high: number;
}

function readerMarks(
  view: RecoveryView,
  stacks: readonly Stack[],
  { lane, y, step, high }: Grid,
) {
  const keys = new Map(
    view.handled.map(({ name, stamp, key }) => [`${name} ${stamp}`, key] as const),
  );
  const results = stacks.flatMap(({ x, all }) =>
    all.slice(0, high * COLUMNS_MAX).map(({ result, isAgain }, index): RecoveryRecord => ({
      id: view.recordName(result),
      lane,
      name: view.recordName(result),
      x: round(x + Math.floor(index / high) * step),
      y: round(y - (index % high) * step),
      key: keys.get(`${result.name} ${result.stamp}`) ?? -1,
      state: isAgain ? "replayed" : "plain",
      count: 1,
    }))
  );
  const ids = distinct(results.map(({ id }) => id));
  const arrivals = stacks.map(({ x, all, total }, index): ReaderArrival => ({
    id: `${lane} ${index}`,
    x1: x,
    x2: round(x + (Math.min(COLUMNS_MAX, Math.ceil(all.length / high)) - 1) * step),
    y,
    count: all.length,
    againCount: all.filter(({ isAgain }) => isAgain).length,
    total,
  }));
  return { results: results.map((mark, index) => ({ ...mark, id: ids[index] })), arrivals };
}

/** Columns of a stack that are drawn. */
const COLUMNS_MAX = 4;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

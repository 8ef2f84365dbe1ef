// The numbers behind the picture of transactions: every place decided, every word chosen. Lives, lanes and marks of
// transactions are those of the picture of a recovery.

import { layControlLanes, type PlacedLane } from "./control_lanes.ts";
import type { ControlViewOptions } from "./control_view.ts";
import { type FaultBand, layFaults } from "./fault_bands.ts";
import type { FigureModel, FigureOptions, Language, TraceSlice } from "./figure.ts";
import type { PictureClock } from "./picture_clock.ts";
import { roomForTransactions, type TransactionMark, transactionMarks } from "./recovery_sinks.ts";
import { RecoveryView } from "./recovery_view.ts";
import { type PlacedTick, type Stage, ticksOn } from "./stage.ts";
import { AXIS_HEIGHT } from "./time_axis.ts";
import { readTransactionLives } from "./transaction_lives.ts";
import { type TransactionLabel, transactionLabels } from "./transactions_labels.ts";
import { layReads, type ReadersLayout } from "./transactions_readers.ts";
import { type TransactionsStory, transactionsStory } from "./transactions_story.ts";
import { TRANSACTIONS_WORDS } from "./transactions_words.ts";

/** What the picture of transactions can be told; its lanes are sinks, those with transactions when left out. */
export type TransactionsOptions = FigureOptions & ControlViewOptions;

/** The picture of transactions, ready to be painted. */
export interface TransactionsModel extends FigureModel {
  readonly figure: "transactions";
  readonly language: Language;
  readonly stage: Stage;
  readonly clock: PictureClock;
  readonly top: number;
  readonly bottom: number;
  readonly ticks: readonly PlacedTick[];
  readonly faults: readonly FaultBand[];
  readonly lanes: readonly PlacedLane[];
  readonly transactions: readonly TransactionMark[];
  readonly readers: ReadersLayout;
  readonly labels: readonly TransactionLabel[];
  /** Base line of the words that say that there are no transactions; 0 when there are. */
  readonly emptyY: number;
  readonly story: TransactionsStory;
}

/** Pixels: above everything, above the lanes, for the words that there are none. */
const ROOM = { above: 4, lanes: 6, empty: 22 } as const;

/** Makes the model of a stretch of a run. */
export function transactionsModel(
  slice: TraceSlice,
  options: TransactionsOptions,
): TransactionsModel {
  const { width, language = "en" } = options;
  const view = new RecoveryView(slice, language, { ...options, lanes: lanesOf(slice, options) });
  const { stage, clock } = view;
  const words = TRANSACTIONS_WORDS[language];
  const faults = layFaults(stage, view.faults, {
    top: ROOM.above,
    planned: options.faults,
    never: words.never,
  });
  const { lanes, bottom: lanesBottom } = layControlLanes(
    view,
    faults.bottom + ROOM.lanes,
    (lane) => roomForTransactions(view, lane),
  );
  const isEmpty = view.outside.transactions.length === 0;
  const readers = layReads(view, lanesBottom + (isEmpty ? ROOM.empty : 0));
  const transactions = transactionMarks(view, lanes);
  const marks = { faults: faults.bands, lanes, transactions, readers };
  return {
    figure: "transactions",
    language,
    width,
    height: readers.bottom + AXIS_HEIGHT,
    stage,
    clock,
    top: faults.bottom,
    bottom: readers.bottom,
    ticks: ticksOn(stage, options.startMillis),
    ...marks,
    labels: transactionLabels(view, marks),
    emptyY: isEmpty ? lanesBottom + 14 : 0,
    story: transactionsStory(view),
  };
}

/** Sinks that were asked for; else those with transactions, else all that write. */
function lanesOf(slice: TraceSlice, { lanes }: TransactionsOptions): readonly string[] {
  if (lanes !== undefined) return lanes;
  const { transactions, results } = readTransactionLives(slice);
  const { subtasks } = slice.plan;
  const wanted = new Set([...transactions, ...results].map(({ subtask }) => subtask));
  const senders = new Set(slice.plan.channels.map(({ sender }) => sender));
  const sinks = subtasks.filter(({ id }) => wanted.size === 0 ? !senders.has(id) : wanted.has(id));
  return sinks.map(({ label }) => label);
}

// What is written into the picture of transactions: at the end of each how it ended, and beside readers how many
// results they see.

import type { PlacedLane } from "./control_lanes.ts";
import type { FaultBand } from "./fault_bands.ts";
import { type Box, boxAround, type LabelWish, placeVariants } from "./labels.ts";
import type { TransactionMark } from "./recovery_sinks.ts";
import type { RecoveryView } from "./recovery_view.ts";
import { SIZE } from "./theme.ts";
import type { TransactionCause } from "./transaction_lives.ts";
import type { ReadersLayout } from "./transactions_readers.ts";
import { TRANSACTIONS_WORDS, type TransactionsWords } from "./transactions_words.ts";

/** A label in its place. */
export interface TransactionLabel {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Everything that is labelled, and everything that is in the way. */
export interface TransactionsLabelled {
  readonly faults: readonly FaultBand[];
  readonly lanes: readonly PlacedLane[];
  readonly transactions: readonly TransactionMark[];
  readonly readers: ReadersLayout;
}

const SMALL = { size: SIZE.small, priority: 0 } as const;

/** Places the labels. */
export function transactionLabels(
  view: RecoveryView,
  { faults, lanes, transactions, readers }: TransactionsLabelled,
): TransactionLabel[] {
  const { stage } = view;
  const words = TRANSACTIONS_WORDS[view.language];
  const causes = new Map(view.outside.transactions.map(({ name, cause }) => [name, cause]));
  const bounds: Box = {
    x: stage.left,
    y: 0,
    width: stage.width - stage.left,
    height: readers.bottom,
  };
  const inOrder = transactions.toSorted((a, b) => weight(a) - weight(b));
  const things = [
    ...inOrder.map((mark) => endVariants(mark, causes.get(mark.id) ?? null, words)),
    ...inOrder.filter(({ preX }) => preX !== null).slice(0, 1).map((mark) => [
      {
        ...SMALL,
        id: `promised ${mark.id}`,
        text: words.preCommitted,
        x: mark.preX!,
        y: mark.y,
        reach: 7,
        sides: ["below right", "right", "above right"],
      } satisfies LabelWish,
    ]),
    ...readers.more.map(({ id, x, y, count }): LabelWish[] => [{
      ...SMALL,
      id: `more ${id}`,
      text: `+${count}`,
      x,
      y,
      reach: 0,
      sides: ["above", "right"],
    }]),
  ];
  const taken: Box[] = [
    ...faults.map(({ tab }) => tab),
    ...transactions.flatMap(({ x1, preX, x2, y }) =>
      [x1, x2, ...(preX === null ? [] : [preX])].map((x) => boxAround(x, y, 7))
    ),
    ...readers.marks.map(({ x, y }) => boxAround(x, y, SIZE.record)),
  ];
  const avoided: Box[] = [
    ...transactions.map(({ x1, x2, y }) => ({ x: x1, y: y - 1, width: x2 - x1, height: 2 })),
    ...lanes.flatMap(({ runs, y }) =>
      runs.map(({ x1, x2 }) => ({ x: x1, y: y - 1, width: x2 - x1, height: 2 }))
    ),
  ];
  return placeVariants(things, bounds, taken, avoided)
    .map(({ id, text, x, y }) => ({ id, text, x, y }));
}

/** What ended badly is told first. */
function weight({ state }: TransactionMark): number {
  return { lost: 0, aborted: 1, committed: 2, "pre-committed": 3, open: 4 }[state];
}

function endVariants(
  { id, x2, y, state, results, isCutRight }: TransactionMark,
  cause: TransactionCause | null,
  words: TransactionsWords,
): LabelWish[] {
  if (isCutRight) return [];
  const reach = state === "lost" ? 11 : 7;
  return words.end(state, cause, results.length).map((text) => ({
    ...SMALL,
    id: `end ${id}`,
    text,
    x: x2,
    y,
    reach,
    sides: ["right", "below", "below left", "above left"],
  }));
}

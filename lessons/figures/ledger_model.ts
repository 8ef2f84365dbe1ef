// The numbers behind the picture of the ledger: every place decided, every word chosen. A function of the books
// alone; of the slice it needs nothing.

import type { FigureModel, FigureOptions, Language, TraceSlice } from "./figure.ts";
import { countBook, type LedgerBook, type LedgerCounts } from "./ledger_book.ts";
import { type LedgerLabel, pageLabels } from "./ledger_labels.ts";
import { layBook, type LedgerLayout } from "./ledger_layout.ts";
import { type LedgerStory, ledgerStory } from "./ledger_story.ts";
import { LEDGER_WORDS } from "./ledger_words.ts";
import { GUTTER, MARGIN } from "./stage.ts";
import { fit, measure } from "./text.ts";
import { isPhone, SIZE } from "./theme.ts";

/** What the picture of the ledger can be told. */
export interface LedgerOptions extends FigureOptions {
  /** One page for each sink, in the order in which they are shown. */
  readonly books: readonly LedgerBook[];
}

/** One sink's page in its place. */
export interface LedgerPage extends LedgerLayout {
  readonly id: string;
  /** Base line of its head. */
  readonly headY: number;
  readonly sink: string;
  readonly kind: string;
  readonly kindX: number;
  readonly verdict: string;
  readonly isFine: boolean;
  readonly expectedY: number;
  readonly visibleY: number;
  readonly counts: LedgerCounts;
  readonly labels: readonly LedgerLabel[];
}

/** The picture of the ledger, ready to be painted. */
export interface LedgerModel extends FigureModel {
  readonly figure: "ledger";
  readonly language: Language;
  readonly left: number;
  readonly right: number;
  readonly pages: readonly LedgerPage[];
  /** Base line of the words that say that there are no books; 0 when there are. */
  readonly emptyY: number;
  readonly story: LedgerStory;
}

/** Pixels: the head of a page, from there to the first row, to the second, to the next page. */
const ROOM = { head: 16, wrapped: 15, expected: 26, rows: 46, below: 34 } as const;

/** Makes the model of some books. */
export function ledgerModel(_slice: TraceSlice, options: LedgerOptions): LedgerModel {
  const { width, language = "en", books } = options;
  const size = isPhone(width) ? "phone" : "column";
  const [left, right] = [GUTTER[size], width - MARGIN[size]];
  let y = 0;
  const pages = books.map((book): LedgerPage => {
    const page = pageOf(book, { language, left, right, y });
    y = page.visibleY + ROOM.below;
    return page;
  });
  return {
    figure: "ledger",
    language,
    width,
    height: pages.length === 0 ? 60 : y - 6,
    left,
    right,
    pages,
    emptyY: pages.length === 0 ? 34 : 0,
    story: ledgerStory(books),
  };
}

function pageOf(
  book: LedgerBook,
  { language, left, right, y }: {
    readonly language: Language;
    readonly left: number;
    readonly right: number;
    readonly y: number;
  },
): LedgerPage {
  const words = LEDGER_WORDS[language];
  const counts = countBook(book);
  const sink = fit(book.sink, left + 40, SIZE.text, "strong");
  const kindX = Math.round((measure(sink, SIZE.text, "strong") + 14) * 10) / 10;
  const kind = `${words.kinds[book.kind]}, ${words.guarantees[book.guarantee]}`;
  const verdicts = words.verdict(counts);
  const beside = right - kindX - measure(kind, SIZE.small) - 16;
  const isBeside = measure(verdicts[0], SIZE.small) <= beside;
  const room = isBeside ? beside : right - 4;
  const verdict = verdicts.find((text) => measure(text, SIZE.small) <= room) ?? "";
  const headY = y + ROOM.head;
  const expectedY = headY + (isBeside ? 0 : ROOM.wrapped) + ROOM.expected;
  const layout = layBook(book, left, right);
  const page = { ...layout, expectedY, visibleY: expectedY + ROOM.rows };
  return {
    ...page,
    id: book.sink,
    headY,
    sink,
    kind,
    kindX,
    verdict,
    isFine: counts.lost + counts.again + counts.wrong + (counts.outOfOrder ?? 0) === 0,
    counts,
    labels: pageLabels(page, words, right),
  };
}

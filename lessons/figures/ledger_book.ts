// What the picture of the ledger is made of: for each sink the results that a run without failures would have
// shown, and those that readers see. Plain data; and how the two are matched, one by one.
//
//   expected   a b c d        visible   a b b x
//   matched    a b            lost  c d     twice  b     not expected  x

/** A result that is expected. */
export interface LedgerResult {
  /** What makes it the same result: its value, or, where a row is replaced by key, the key. */
  readonly id: string;
  /** Its value as text: a row with the right key and another text is wrong. */
  readonly text: string;
  /** What it calls itself. */
  readonly name: string;
  /** What its order is promised within: usually its key. */
  readonly series: string;
}

/** A result that readers see. */
export interface VisibleResult extends LedgerResult {
  /** How often it was written beyond what was expected, where it replaces itself. */
  readonly rewrites: number;
}

/** One sink's page. */
export interface LedgerBook {
  readonly sink: string;
  readonly kind: "append" | "upsert" | "two-phase";
  readonly guarantee: "at-least-once" | "exactly-once";
  /** In the order in which they would have become visible. */
  readonly expected: readonly LedgerResult[];
  /** In the order in which they became visible. */
  readonly visible: readonly VisibleResult[];
  /** Results in transactions that have not ended: they may still come. */
  readonly waiting: number;
  /** Results that had to be moved to put every series in order; null where no order is promised. */
  readonly outOfOrder: number | null;
}

/** How a visible result stands to the expected ones. */
export type MatchKind = "once" | "again" | "wrong" | "unexpected";

/** A visible result with its place among the expected ones, or −1. */
export interface Match {
  readonly visible: number;
  readonly expected: number;
  readonly kind: MatchKind;
}

/** Matches the visible results, the first ones first; the places of expected ones that nothing matches. */
export function matchBook({ expected, visible }: LedgerBook): {
  readonly matches: readonly Match[];
  readonly lost: readonly number[];
} {
  const places = new Map<string, number[]>();
  expected.forEach(({ id }, place) => places.set(id, [...places.get(id) ?? [], place]));
  const used = new Map<string, number>();
  const taken = new Set<number>();
  const matches = visible.map(({ id, text }, index): Match => {
    const own = places.get(id);
    if (own === undefined) return { visible: index, expected: -1, kind: "unexpected" };
    const count = used.get(id) ?? 0;
    used.set(id, count + 1);
    const place = own[Math.min(count, own.length - 1)];
    if (count >= own.length) return { visible: index, expected: place, kind: "again" };
    taken.add(place);
    const kind = expected[place].text === text ? "once" : "wrong";
    return { visible: index, expected: place, kind };
  });
  return { matches, lost: [...expected.keys()].filter((place) => !taken.has(place)) };
}

/** The numbers of a page. */
export interface LedgerCounts {
  readonly expected: number;
  readonly visible: number;
  readonly lost: number;
  readonly again: number;
  readonly wrong: number;
  readonly rewrites: number;
  readonly waiting: number;
  readonly outOfOrder: number | null;
}

/** Counts a page. */
export function countBook(book: LedgerBook): LedgerCounts {
  const { matches, lost } = matchBook(book);
  const count = (wanted: MatchKind) => matches.filter(({ kind }) => kind === wanted).length;
  return {
    expected: book.expected.length,
    visible: book.visible.length,
    lost: lost.length,
    again: count("again"),
    wrong: count("wrong") + count("unexpected"),
    rewrites: book.visible.reduce((sum, { rewrites }) => sum + rewrites, 0),
    waiting: book.waiting,
    outOfOrder: book.outOfOrder,
  };
}

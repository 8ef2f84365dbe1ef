// Where results stand: series by series, the expected ones above and the visible ones below, each in their order.
// Lines join what is equal, so that within a series a crossing is a change of order. Many results that are as
// they should be are one circle that counts them.

import { type LedgerBook, type Match, matchBook } from "./ledger_book.ts";

/** A circle. */
export interface LedgerDot {
  readonly id: string;
  readonly row: "expected" | "visible";
  readonly x: number;
  readonly name: string;
  /** Place of its series: its hue. */
  readonly series: number;
  readonly state: "once" | "lost" | "again" | "wrong" | "unexpected";
  /** Results that it stands for. */
  readonly count: number;
  readonly rewrites: number;
}

/** A line between equal results. */
export interface LedgerLine {
  readonly id: string;
  readonly x1: number;
  readonly x2: number;
  readonly state: "once" | "again" | "wrong";
}

/** The results of one series. */
export interface LedgerSeries {
  readonly name: string;
  readonly index: number;
  readonly x1: number;
  readonly x2: number;
}

/** One sink's results in their places. */
export interface LedgerLayout {
  readonly dots: readonly LedgerDot[];
  readonly lines: readonly LedgerLine[];
  readonly series: readonly LedgerSeries[];
  /** Results that there is no room for. */
  readonly hiddenCount: number;
}

/** Pixels from circle to circle at most and at least, and between series. */
const STEP = { most: 28, least: 11 } as const;
const GAP = 10;

/** One place of the row: an expected result with what became of it, or a visible one without. */
interface Column {
  readonly expected: number;
  readonly matches: readonly Match[];
  /** Results that are one here. */
  readonly count: number;
}

/** Lays out one page between two places. */
export function layBook(book: LedgerBook, left: number, right: number): LedgerLayout {
  const names = [...new Set([...book.expected, ...book.visible].map(({ series }) => series))]
    .sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
  const { matches, lost } = matchBook(book);
  const whole = names.map((name) => columnsOf(book, matches, name));
  const room = right - left;
  const groups = fits(whole, room) ? whole : whole.map(folded);
  const frame = { left, right, step: stepOf(groups, room), lost: new Set(lost) };
  return place(book, groups, names, frame);
}

/** The columns of a series: visible results that nothing expects stand at its end. */
function columnsOf(book: LedgerBook, matches: readonly Match[], series: string): Column[] {
  const expected = [...book.expected.keys()].filter((at) => book.expected[at].series === series);
  const own = expected.map((at): Column => ({
    expected: at,
    matches: matches.filter((match) => match.expected === at),
    count: 1,
  }));
  const others = matches.filter(({ kind, visible }) =>
    kind === "unexpected" && book.visible[visible].series === series
  );
  return [...own, ...others.map((match) => ({ expected: -1, matches: [match], count: 1 }))];
}

/** Places that columns take: one that is visible twice takes two. */
function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, { matches }) => sum + Math.max(1, matches.length), 0);
}

function fits(groups: readonly (readonly Column[])[], room: number): boolean {
  return stepsOf(groups) * STEP.least + (groups.length - 1) * GAP <= room;
}

function stepsOf(groups: readonly (readonly Column[])[]): number {
  return groups.reduce((sum, columns) => sum + widthOf(columns), 0);
}

function stepOf(groups: readonly (readonly Column[])[], room: number): number {
  const step = (room - (groups.length - 1) * GAP) / Math.max(1, stepsOf(groups));
  return Math.max(STEP.least, Math.min(STEP.most, step));
}

/** Neighbours that are as they should be become one. */
function folded(columns: readonly Column[]): Column[] {
  const kept: Column[] = [];
  const isFine = ({ matches, expected }: Column) =>
    expected >= 0 && matches.length === 1 && matches[0].kind === "once";
  for (const column of columns) {
    const last = kept.at(-1);
    if (last !== undefined && isFine(last) && isFine(column)) {
      kept[kept.length - 1] = { ...last, count: last.count + 1 };
    } else kept.push(column);
  }
  return kept;
}

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly step: number;
  readonly lost: ReadonlySet<number>;
}

function place(
  book: LedgerBook,
  groups: readonly (readonly Column[])[],
  names: readonly string[],
  frame: Frame,
): LedgerLayout {
  const layout: LedgerLayout[] = [];
  let x = frame.left;
  groups.forEach((columns, index) => {
    const own = placeSeries(book, columns, { ...frame, left: x, index, name: names[index] });
    layout.push(own);
    x = own.series[0].x2 + GAP;
  });
  return {
    dots: layout.flatMap(({ dots }) => dots),
    lines: layout.flatMap(({ lines }) => lines),
    series: layout.flatMap(({ series }) => series),
    hiddenCount: layout.reduce((sum, { hiddenCount }) => sum + hiddenCount, 0),
  };
}

interface SeriesFrame extends Frame {
  readonly index: number;
  readonly name: string;
}

/** One series from its left end on, as far as there is room. */
function placeSeries(
  book: LedgerBook,
  columns: readonly Column[],
  { left, right, step, lost, index, name }: SeriesFrame,
): LedgerLayout {
  const above: LedgerDot[] = [];
  const centers = new Map<number, number>();
  let at = left;
  let hiddenCount = 0;
  for (const { expected, matches, count } of columns) {
    const width = Math.max(1, matches.length) * step;
    if (at + width > right + 1) {
      hiddenCount += count;
      continue;
    }
    if (expected >= 0) {
      const x = round(at + width / 2);
      centers.set(expected, x);
      const state = lost.has(expected) ? "lost" : "once";
      const { name } = book.expected[expected];
      above.push(dotOf("expected", expected, { x, name, series: index, state, count }));
    }
    at += width;
  }
  const below = belowOf(book, columns, { left, right, step, index });
  const lines = below.flatMap(({ dot: { id, x }, match: { expected, kind } }): LedgerLine[] => {
    const x1 = centers.get(expected);
    return x1 === undefined || kind === "unexpected" ? [] : [{ id, x1, x2: x, state: kind }];
  });
  return {
    dots: [...above, ...below.map(({ dot }) => dot)],
    lines,
    series: [{ name, index, x1: left, x2: Math.min(at, right) }],
    hiddenCount,
  };
}

/** The visible ones stand in their own order, over the places that the expected ones have. */
function belowOf(
  book: LedgerBook,
  columns: readonly Column[],
  { left, right, step, index }: Pick<SeriesFrame, "left" | "right" | "step" | "index">,
): { readonly dot: LedgerDot; readonly match: Match }[] {
  const found: { dot: LedgerDot; match: Match }[] = [];
  visibleSlots(columns).forEach(({ match, count }, slot) => {
    const x = round(left + (slot + 0.5) * step);
    if (x > right) return;
    const { name, rewrites } = book.visible[match.visible];
    const dot = dotOf("visible", match.visible, {
      x,
      name,
      series: index,
      state: match.kind,
      count,
    });
    found.push({ dot: { ...dot, rewrites }, match });
  });
  return found;
}

function dotOf(
  row: LedgerDot["row"],
  place: number,
  rest: Pick<LedgerDot, "x" | "name" | "series" | "state" | "count">,
): LedgerDot {
  return { id: String(place), row, ...rest, rewrites: 0 };
}

/** The visible results of a series in their order; a lost one leaves its place empty. */
function visibleSlots(columns: readonly Column[]): { match: Match; count: number }[] {
  const found = columns.flatMap(({ matches, count }) =>
    matches.map((match) => ({ match, count: match.kind === "once" ? count : 1 }))
  ).sort((a, b) => a.match.visible - b.match.visible);
  const slots: { match: Match; count: number }[] = [];
  let slot = 0;
  const places = columns.flatMap(({ matches }) => {
    const at = slot;
    slot += Math.max(1, matches.length);
    return matches.map((_, index) => at + index);
  });
  found.forEach((one, index) => slots[places[index]] = one);
  return slots;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

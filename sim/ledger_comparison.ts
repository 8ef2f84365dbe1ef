// Two lists of results side by side: what a run without failures would have shown, and what readers see.
// Counts alone would hide one row lost and another one doubled, so rows are matched one by one.
//
//   expected   a b c d        visible   a b b d x
//   matched    a b   d        lost  c   duplicated  b   wrong  x

import type { Key } from "./element/key.ts";
import { keyText } from "./element/key.ts";
import { valueText } from "./element/value_text.ts";

/**
 * The subtask of a row that stands in a table filled by several.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { NO_SUBTASK } from "@headwater/sim";
 * strictEqual(NO_SUBTASK, -1);
 * ```
 */
export const NO_SUBTASK = -1;

/** A result, and the sink subtask that wrote it, or {@linkcode NO_SUBTASK}. */
export interface LedgerRow {
  readonly value: unknown;
  readonly subtask: number;
}

/** What sets the visible rows apart from the expected ones. */
export interface RowComparison {
  readonly expected: number;
  readonly visible: number;
  /** Expected, and not there: as often as they are missing. */
  readonly lost: readonly LedgerRow[];
  /** There more often than expected: once for every time too many. */
  readonly duplicated: readonly LedgerRow[];
  /** Their value occurs nowhere in the expected rows. */
  readonly wrong: readonly LedgerRow[];
  /** Rows that had to be moved to put every series in order; null when no series were named. */
  readonly outOfOrder: number | null;
}

/**
 * Compares results that were appended. Two rows are the same when their values have the same text; which
 * subtask wrote them does not matter for that, since a restart may deal records out in another way.
 *
 * Order: `seriesOf` names the series of a row. Within one sink subtask and series, each visible row that
 * is expected there too stands for a place in the expected order: the first row of a value for its first
 * place, the second for its second. Of n such rows, those that are out of order are n less the longest
 * choice of them whose places only grow; rows that are duplicated, wrong, or expected in another subtask
 * are left out. None may be out of order if the series alone decides a row's way (the sender at every
 * exchange and the receiver, as a key does) and timers of equal time are of different series. Between two
 * series nothing is promised, so nothing is counted.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { compareRows } from "@headwater/sim";
 * const rows = (text: string) => [...text].map((value) => ({ value, subtask: 0 }));
 * const { lost, duplicated, wrong, outOfOrder } = compareRows(rows("abcd"), rows("abbdx"), () => "all");
 * const values = [lost, duplicated, wrong].map((list) => list.map(({ value }) => value).join(""));
 * deepStrictEqual([...values, outOfOrder], ["c", "b", "x", 0]);
 * deepStrictEqual(compareRows(rows("abc"), rows("cab"), () => "all").outOfOrder, 1);
 * ```
 */
export function compareRows(
  expected: readonly LedgerRow[],
  visible: readonly LedgerRow[],
  seriesOf?: (value: unknown) => Key,
): RowComparison {
  const expectedTexts = expected.map(({ value }) => valueText(value));
  const visibleTexts = visible.map(({ value }) => valueText(value));
  const expectedCounts = countEach(expectedTexts);
  const unmatched = surplus(visibleTexts, expectedCounts);
  const isKnown = (place: number) => expectedCounts.has(visibleTexts[place]);
  return {
    expected: expected.length,
    visible: visible.length,
    lost: surplus(expectedTexts, countEach(visibleTexts)).map((place) => expected[place]),
    duplicated: unmatched.filter(isKnown).map((place) => visible[place]),
    wrong: unmatched.filter((place) => !isKnown(place)).map((place) => visible[place]),
    outOfOrder: seriesOf === undefined ? null : countOutOfOrder(expected, visible, seriesOf),
  };
}

/** The places of those texts that the other side has less often: the first ones are matched. */
function surplus(texts: readonly string[], other: ReadonlyMap<string, number>): number[] {
  const seen = new Map<string, number>();
  return texts.flatMap((text, place) => {
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    return count > (other.get(text) ?? 0) ? [place] : [];
  });
}

function countEach(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function countOutOfOrder(
  expected: readonly LedgerRow[],
  visible: readonly LedgerRow[],
  seriesOf: (value: unknown) => Key,
): number {
  const seriesText = ({ value, subtask }: LedgerRow) => `${subtask} ${keyText(seriesOf(value))}`;
  const wanted = groupBy(expected, seriesText);
  let count = 0;
  for (const [series, rows] of groupBy(visible, seriesText)) {
    const places = placesOf(rows, wanted.get(series) ?? []);
    count += places.length - longestIncrease(places);
  }
  return count;
}

/** For each row that is expected: at which place of the expected order it stands. */
function placesOf(rows: readonly LedgerRow[], wanted: readonly LedgerRow[]): number[] {
  const places = groupBy([...wanted.keys()], (place) => valueText(wanted[place].value));
  const taken = new Map<string, number>();
  return rows.flatMap(({ value }) => {
    const text = valueText(value);
    const count = taken.get(text) ?? 0;
    taken.set(text, count + 1);
    return places.get(text)?.[count] ?? [];
  });
}

/** Length of the longest increasing choice: `tails[n]` is the least end of one of n + 1 numbers. */
function longestIncrease(numbers: readonly number[]): number {
  const tails: number[] = [];
  for (const number of numbers) {
    let low = 0, high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tails[middle] < number) low = middle + 1;
      else high = middle;
    }
    tails[low] = number;
  }
  return tails.length;
}

function groupBy<T>(list: readonly T[], textOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const text = textOf(one);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [one]);
    else group.push(one);
  }
  return groups;
}

// Names for results under which two runs of one job can be compared, whatever the order in which records
// met: a rolling total is named by what it adds, a window by its contents in no order. So what is lost,
// doubled or wrong shows, and what only depends on who came first does not.
//
//   totals of a key    3, 4, 9   ──▶   3, +1, +5        whichever record came first
//   a window's list    [c, a, b] ──▶   [a, b, c]

import type { PlainJob, PlainNode } from "@headwater/sim";
import { ID, KEY, N, type Value } from "./gen/input.ts";

/** The names of the rows of one sink. */
export function rowNames(job: PlainJob, sink: string, rows: readonly unknown[]): string[] {
  const writer = writerOf(job, sink);
  if (writer.type === "reduce") return totalNames(rows as Value[]);
  if (writer.type === "window") {
    return rows.map((row) => JSON.stringify(windowName(row as WindowRow, !!writer.reduce)));
  }
  return rows.map((row) => JSON.stringify(row));
}

/** The names of a table's rows, each once: of a key's totals the largest counts, whoever added last. */
export function tableNames(job: PlainJob, sink: string, rows: readonly unknown[]): string[] {
  if (writerOf(job, sink).type !== "reduce") return [...new Set(rowNames(job, sink, rows))];
  const totals = new Map<unknown, number>();
  for (const row of rows as Value[]) {
    totals.set(row[KEY], Math.max(row[N], totals.get(row[KEY]) ?? 0));
  }
  return [...totals].map((total) => JSON.stringify(total));
}

/** The node whose results a sink is given. */
export function writerOf({ nodes }: PlainJob, sink: string): PlainNode {
  const { inputs } = nodes.find(({ id }) => id === sink)!;
  return nodes.find(({ id }) => id === inputs![0])!;
}

/** Key, start, end and contents, as all made-up windows write them. */
type WindowRow = readonly [key: unknown, start: number, end: number, contents: unknown];

function windowName([key, start, end, contents]: WindowRow, isReduced: boolean): unknown {
  // of a reduced window, which record came last is chance
  const kept = isReduced ? (contents as Value)[N] : withoutOrder(contents);
  return [key, start, end, kept];
}

/** Lists of records at any depth, sorted; a record itself keeps its order. */
function withoutOrder(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const parts = value.map(withoutOrder);
  if (!parts.every(Array.isArray)) return parts;
  return parts.toSorted((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
}

function totalNames(rows: readonly Value[]): string[] {
  const names: string[] = [];
  for (const ofKey of Map.groupBy(rows, (row) => row[KEY]).values()) {
    let before = 0;
    for (const row of ofKey.toSorted((a, b) => a[N] - b[N])) {
      names.push(JSON.stringify([row[KEY], row[ID], row[N] - before]));
      before = row[N];
    }
  }
  return names;
}

// What a sink's results are worth beside what they should be: rows that are missing, rows that are there
// too often or should not be there, and rows that come in the wrong order.

import type { PlainJob } from "@headwater/sim";
import { N, type Value } from "./gen/input.ts";
import { writerOf } from "./row_names.ts";

/** Names of rows, each as often as it applies. */
export interface Comparison {
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  readonly wrong: readonly string[];
}

/** Compares rows by their names, as multisets. */
export function compareNames(expected: readonly string[], found: readonly string[]): Comparison {
  const missing = new Map<string, number>();
  for (const name of expected) missing.set(name, (missing.get(name) ?? 0) + 1);
  const duplicated: string[] = [], wrong: string[] = [];
  for (const name of found) {
    const left = missing.get(name);
    if (left === undefined) wrong.push(name);
    else if (left === 0) duplicated.push(name);
    else missing.set(name, left - 1);
  }
  const lost = [...missing].flatMap(([name, count]) => Array<string>(count).fill(name));
  return { lost, duplicated, wrong };
}

/**
 * Rows of one sink subtask that stand behind a later one of their series: totals of a key grow, windows of
 * a key end later and later, as long as nothing is late.
 */
export function countReordered(
  job: PlainJob,
  sink: string,
  rows: readonly { readonly value: unknown; readonly subtask: number }[],
): number {
  const writer = writerOf(job, sink);
  if (writer.type !== "reduce" && writer.type !== "window") return 0;
  const latest = new Map<string, number>();
  let count = 0;
  for (const { value, subtask } of rows) {
    const row = value as Value;
    const series = `${subtask}/${JSON.stringify(row[0])}`;
    if (row[N] < (latest.get(series) ?? -Infinity)) count++;
    else latest.set(series, row[N]);
  }
  return count;
}

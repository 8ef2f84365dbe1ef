// A trace as text: one aligned line per fact. The notation of goldens, errors and lessons:
//
//     time (s)  subtask    fact              record  key  event time  where                  value
//    15.100001  window[1]  elementPolled     r9      "a"  t 7000      source[1]→window[1]
//    15.120001  window[1]  stateUpdated              "a"  […, 10000)  window                 = r9

import type { TraceNames } from "./trace_names.ts";
import type { Trace } from "./trace.ts";
import type { FactRow } from "./fact.ts";
import { factWords, showName, showSeconds } from "./fact_words.ts";

/** How wide each column is; the last one ends where it ends. */
export type TraceLayout = readonly number[];

/**
 * The facts of a trace as lines, each ended by a newline.
 *
 * ```ts
 * import { match } from "node:assert";
 * import { collectSink, collection, namesOf, open, WatermarkStrategy } from "@headwater/sim";
 * import { traceText } from "@headwater/sim/trace";
 * const timeline = open((env) => {
 *   env.fromSource(collection([7]), WatermarkStrategy.noWatermarks(), "one").sinkTo(collectSink("out"));
 * }).run();
 * match(traceText(timeline.trace, namesOf(timeline)), /one\[0\] +executionStateChanged +RUNNING/);
 * ```
 */
export function traceText(
  trace: Trace,
  names: TraceNames,
  from: number = trace.start,
  until: number = trace.end,
): string {
  return [...traceLines(trace, names, from, until)].join("");
}

/**
 * The same line by line, for traces that are long.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink, collection, namesOf, open, WatermarkStrategy } from "@headwater/sim";
 * import { traceLines, traceText } from "@headwater/sim/trace";
 * const timeline = open((env) => {
 *   env.fromSource(collection([7]), WatermarkStrategy.noWatermarks(), "one").sinkTo(collectSink("out"));
 * }).run();
 * const names = namesOf(timeline);
 * strictEqual([...traceLines(timeline.trace, names)].join(""), traceText(timeline.trace, names));
 * ```
 */
export function* traceLines(
  trace: Trace,
  names: TraceNames,
  from: number = trace.start,
  until: number = trace.end,
): Generator<string> {
  const layout = traceLayout(trace, names, from, until);
  for (const fact of trace.facts(undefined, from, until)) {
    yield `${factText(fact, names, layout)}\n`;
  }
}

/**
 * One fact as a line.
 *
 * ```ts
 * import { match } from "node:assert";
 * import { collectSink, collection, namesOf, open, WatermarkStrategy } from "@headwater/sim";
 * import { factText } from "@headwater/sim/trace";
 * const timeline = open((env) => {
 *   env.fromSource(collection([7]), WatermarkStrategy.noWatermarks(), "one").sinkTo(collectSink("out"));
 * }).run();
 * match(factText(timeline.trace.at(0), namesOf(timeline)), /^ +0\.000000 +one/);
 * ```
 */
export function factText(
  fact: FactRow,
  names: TraceNames,
  layout: TraceLayout = LAYOUT_MIN,
): string {
  return align(cellsOf(fact, names), layout);
}

/**
 * The line above the facts: what stands in which column.
 *
 * ```ts
 * import { match } from "node:assert";
 * import { traceHeading } from "@headwater/sim/trace";
 * match(traceHeading(), /^ +time \(s\) +subtask +fact +record +key +event time +where +value$/);
 * ```
 */
export function traceHeading(layout: TraceLayout = LAYOUT_MIN): string {
  return align(HEADINGS, layout);
}

/**
 * Columns wide enough for the facts from one index to another, judged by the first thousands.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { collectSink, collection, namesOf, open, WatermarkStrategy } from "@headwater/sim";
 * import { traceHeading, traceLayout } from "@headwater/sim/trace";
 * const timeline = open((env) => {
 *   env.fromSource(collection([7]), WatermarkStrategy.noWatermarks(), "one").sinkTo(collectSink("out"));
 * }).run();
 * const layout = traceLayout(timeline.trace, namesOf(timeline));
 * ok(traceHeading(layout).length > traceHeading().length);
 * ```
 */
export function traceLayout(
  trace: Trace,
  names: TraceNames,
  from: number = trace.start,
  until: number = trace.end,
): TraceLayout {
  const widths = [...LAYOUT_MIN];
  const measured = Math.min(until, Math.max(from, trace.start) + MEASURED_MAX);
  for (const fact of trace.facts(undefined, from, measured)) {
    cellsOf(fact, names).forEach((cell, i) => widths[i] = Math.max(widths[i], cell.length));
  }
  return widths.map((width) => Math.min(width, WIDTH_MAX));
}

const HEADINGS = ["time (s)", "subtask", "fact", "record", "key", "event time", "where", "value"];
const LAYOUT_MIN: TraceLayout = [12, ...HEADINGS.slice(1).map(({ length }) => length)];
const WIDTH_MAX = 44;
const MEASURED_MAX = 10_000;

function cellsOf(fact: FactRow, names: TraceNames): string[] {
  const { record, key, when, where, value } = factWords(fact, names);
  const owner = names.subtasks[fact.owner] ?? (fact.owner < 0 ? "—" : `subtask ${fact.owner}`);
  return [showSeconds(fact.time), showName(owner), fact.name, record, key, when, where, value];
}

/** The time stands right, everything else left. */
function align(cells: readonly string[], layout: TraceLayout): string {
  return cells
    .map((cell, i) => i === 0 ? cell.padStart(layout[i]) : cell.padEnd(layout[i]))
    .join("  ")
    .trimEnd();
}

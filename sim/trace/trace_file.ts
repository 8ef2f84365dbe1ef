// A trace as a file: one JSON value a line, so that it can be read with any tool, and a seal after every
// thousand facts and at the end, so that a cut or altered file is known for what it is, and where.
//
//     {"format":"headwater-trace","version":1,"start":0,"rows":2,"kinds":…,"names":…,"about":…}
//     [1000010,1,0,0,-1,0,1000,0,{"name":"r1"}]      time kind owner subject key origin stamp detail value
//     [1000010,10,0,0,-1,0,1000,0,{"name":"r1"}]
//     {"sealed":2,"checksum":"5e3a…"}

import type { Trace } from "./trace.ts";
import type { TraceNames } from "./trace_names.ts";
import { rollText, showHash } from "../clock/hash.ts";
import { FACT_NAMES, type FactRow } from "./fact.ts";
import { cellsOf } from "./trace_cells.ts";
import { encodeValue } from "./trace_value.ts";

/** What the first line of every trace file says it is. */
export const TRACE_FILE_FORMAT = "headwater-trace";

/** The version of the trace file format that this engine writes. */
export const TRACE_FILE_VERSION = 1;

/** Facts between two seals. */
export const SEAL_DISTANCE = 1000;

/** What a trace file says about the run it comes from: the scenario as text, the trace hash … */
export type TraceAbout = Readonly<Record<string, string>>;

/** The first line of a trace file. */
export interface TraceFileHeader {
  readonly format: typeof TRACE_FILE_FORMAT;
  readonly version: number;
  /** Index of the first row: not 0 when the recorder had forgotten older ones. */
  readonly start: number;
  readonly rows: number;
  /** Name by number of every kind that the file uses, so that nobody takes one for another. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly names: TraceNames;
  readonly about: TraceAbout;
}

/**
 * The lines of a trace file, each ended by a newline.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink, collection, namesOf, open, WatermarkStrategy } from "@headwater/sim";
 * import { readTraceFile, traceFileLines, traceText } from "@headwater/sim/trace";
 * const timeline = open((env) => {
 *   env.fromSource(collection([7]), WatermarkStrategy.noWatermarks(), "one").sinkTo(collectSink("out"));
 * }).run();
 * const file = [...traceFileLines(timeline.trace, namesOf(timeline))].join("");
 * const { trace, names } = readTraceFile(file);
 * strictEqual(traceText(trace, names), traceText(timeline.trace, namesOf(timeline)));
 * ```
 */
export function* traceFileLines(
  trace: Trace,
  names: TraceNames,
  about: TraceAbout = {},
): Generator<string> {
  const checksum = new LineChecksum();
  yield checksum.add(`${JSON.stringify(traceHeader(trace, names, about))}\n`);
  const seal = (sealed: number) => `${JSON.stringify({ sealed, checksum: checksum.text })}\n`;
  for (const fact of trace.facts()) {
    const written = fact.index - trace.start;
    if (written > 0 && written % SEAL_DISTANCE === 0) yield seal(written);
    yield checksum.add(`${rowText(fact)}\n`);
  }
  yield seal(trace.length);
}

/** What a trace file says first. */
export function traceHeader(trace: Trace, names: TraceNames, about: TraceAbout): TraceFileHeader {
  return {
    format: TRACE_FILE_FORMAT,
    version: TRACE_FILE_VERSION,
    start: trace.start,
    rows: trace.length,
    kinds: kindsIn(trace),
    names,
    about,
  };
}

/** Two rolling hashes over lines, 64 bits in all. */
export class LineChecksum {
  private first = 0;
  private second = 0x5bd1e995;

  /** Folds in a line and gives it back. */
  add(line: string): string {
    this.first = rollText(this.first, line);
    this.second = rollText(this.second, line);
    return line;
  }

  /** The checksum so far. */
  get text(): string {
    return showHash(this.first) + showHash(this.second);
  }
}

function kindsIn(trace: Trace): Record<string, string> {
  const numbers = new Set<number>();
  for (const { kind } of trace.facts()) numbers.add(kind);
  const inOrder = [...numbers].sort((a, b) => a - b);
  return Object.fromEntries(inOrder.map((n) => [n, FACT_NAMES.get(n)?.name ?? `unknown(${n})`]));
}

function rowText(fact: FactRow): string {
  const row: unknown[] = [...cellsOf(fact)];
  if (fact.value !== undefined) row.push(encodeValue(fact.value));
  return JSON.stringify(row);
}

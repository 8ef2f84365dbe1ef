// Reads a trace file. Total: any text gives a trace or a named error that says where, and nothing else.
// What stands before the damage can be had on request.

import type { Trace } from "./trace.ts";
import type { TraceNames } from "./trace_names.ts";
import { NamedError, refuse, showValue } from "../clock/named_error.ts";
import { addFact, type TraceCells } from "./trace_cells.ts";
import { LineChecksum, type TraceAbout } from "./trace_file.ts";
import { readTraceHeader } from "./trace_file_header.ts";
import { decodeValue } from "./trace_value.ts";
import { TraceWriter } from "./trace_writer.ts";

/** A trace file that was read. */
export interface ReadTrace {
  readonly trace: Trace;
  readonly names: TraceNames;
  readonly about: TraceAbout;
  /** What is to be said about it: kinds that this engine does not know, or where the file breaks off. */
  readonly warnings: readonly string[];
}

/** How a trace file is read. */
export interface ReadTraceOptions {
  /** Give what stands before the first damage, with a warning, instead of refusing the file. */
  readonly isPartial?: boolean;
}

/**
 * Reads a trace file.
 *
 * Errors: `E-TRACE-CORRUPT` with the line, for a file that is cut, altered or something else;
 * `E-TRACE-VERSION` for one of another version of the format.
 *
 * ```ts
 * import { throws } from "node:assert";
 * import { readTraceFile } from "@headwater/sim/trace";
 * throws(() => readTraceFile("PK\u0003\u0004"), /E-TRACE-CORRUPT: .*line 1/);
 * throws(() => readTraceFile('{"format":"headwater-trace","version":9}'), /E-TRACE-VERSION/);
 * ```
 */
export function readTraceFile(text: string, options: ReadTraceOptions = {}): ReadTrace {
  const lines = linesOf(text.replace(/^\uFEFF/, ""));
  const checksum = new LineChecksum();
  const first: string = lines.next().value ?? "";
  const { header, warnings } = readTraceHeader(first, "line 1");
  checksum.add(`${first}\n`);
  const writer = new TraceWriter({ level: "all" });
  writer.trace.start = header.start;
  const found = { trace: writer.trace, names: header.names, about: header.about };
  try {
    readRows(lines, header.rows, writer, checksum);
  } catch (error) {
    if (!options.isPartial || !(error instanceof NamedError)) throw error;
    return { ...found, warnings: [...warnings, `W-TRACE-PARTIAL: ${error.sentence}`] };
  }
  return { ...found, warnings };
}

function readRows(
  lines: Generator<string, undefined>,
  rowCount: number,
  writer: TraceWriter,
  checksum: LineChecksum,
): void {
  const { trace } = writer;
  let line = 1, sealedLine = 0, sealed = -1;
  for (const text of lines) {
    line++;
    if (sealed === rowCount) refuseAt(line, `the file goes on after its last seal`);
    const json = parseLine(text, line);
    if (Array.isArray(json)) {
      readRow(json, line, writer);
      checksum.add(`${text}\n`);
      continue;
    }
    sealed = checkSeal(json, line, trace.length, sealedLine, checksum);
    sealedLine = line;
  }
  if (sealed !== rowCount || sealed !== trace.length) {
    refuseAt(line, `the file ends after ${trace.length} of ${rowCount} facts; it was cut`);
  }
}

function readRow(row: unknown[], line: number, writer: TraceWriter): void {
  const cells = row.slice(0, 8) as unknown as TraceCells;
  const decoded = row.length === 9 ? decodeValue(row[8]) : { value: undefined };
  if (row.length >= 8 && row.length <= 9 && decoded !== "broken") {
    if (addFact(writer, cells, decoded.value)) return;
  }
  refuseAt(line, `${showValue(row)} is not a fact, or its time lies before the fact above it`);
}

/** A seal says how many facts stand above it, and what they sum up to. */
function checkSeal(
  json: unknown,
  line: number,
  length: number,
  sealedLine: number,
  checksum: LineChecksum,
): number {
  const { sealed, checksum: wanted } = (json ?? {}) as { sealed?: unknown; checksum?: unknown };
  if (typeof sealed !== "number") refuseAt(line, `${showValue(json)} is neither a fact nor a seal`);
  if (sealed !== length) {
    refuseAt(line, `the seal counts ${sealed} facts, but ${length} stand above it`);
  }
  if (wanted !== checksum.text) {
    refuseAt(
      line,
      `the seal is ${showValue(wanted)}, the content gives "${checksum.text}"; one of the lines ` +
        `${sealedLine + 1} to ${line} was changed`,
    );
  }
  return sealed;
}

/** The lines of a text, without copying it whole; a last newline ends the last line. */
function* linesOf(text: string): Generator<string, undefined> {
  let from = 0;
  while (from < text.length) {
    const newline = text.indexOf("\n", from);
    const end = newline < 0 ? text.length : newline;
    yield text.slice(from, end).replace(/\r$/, "");
    from = end + 1;
  }
}

function parseLine(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuseAt(line, `${showValue(text.slice(0, 81))} is not JSON`);
  }
}

function refuseAt(line: number, sentence: string): never {
  return refuse("E-TRACE-CORRUPT", `The trace file is damaged at line ${line}: ${sentence}`);
}

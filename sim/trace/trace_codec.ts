// A trace in few bytes, for runs that are too long for a text: the facts of the trace file as columns,
// behind the same header, sealed like it.
//
//     89 48 57 54 0d 0a 1a 0a     what it is; a text that was carried over by a careless program shows
//     length │ header │ seal      the header of trace_file.ts: names, how many facts, what of
//     length │ columns │ seal     256 facts, and again, until they are all there
//
// A seal is the checksum of everything before it, so a block that is cut, altered or moved is known.

import type { Trace } from "./trace.ts";
import type { TraceFileHeader } from "./trace_file.ts";
import type { TraceNames } from "./trace_names.ts";
import { NamedError, refuse } from "../clock/named_error.ts";
import { ByteReader, refuseByte } from "./byte_reader.ts";
import { ByteWriter } from "./byte_writer.ts";
import { type TraceAbout, traceHeader } from "./trace_file.ts";
import { readTraceHeader } from "./trace_file_header.ts";
import type { ReadTrace, ReadTraceOptions } from "./trace_file_reader.ts";
import { ColumnsReader, ColumnsWriter } from "./trace_columns.ts";
import { TraceWriter } from "./trace_writer.ts";

/** The first bytes of every trace in its binary form. */
const MAGIC = Uint8Array.of(0x89, 0x48, 0x57, 0x54, 0x0d, 0x0a, 0x1a, 0x0a);

/** Facts of one block: few, since what is left of a damaged file are whole blocks. */
const BLOCK_FACTS = 256;

/** True when a file begins like a trace in its binary form. */
export function isEncodedTrace(file: Uint8Array): boolean {
  return MAGIC.every((byte, i) => file[i] === byte);
}

/**
 * A trace with its names as bytes.
 *
 * ```ts
 * import { ok, strictEqual } from "node:assert";
 * import { collectSink, collection, namesOf, open, WatermarkStrategy } from "@headwater/sim";
 * import { decodeTrace, encodeTrace, traceFileLines, traceText } from "@headwater/sim/trace";
 * const timeline = open((env) => {
 *   env.fromSource(collection([7]), WatermarkStrategy.noWatermarks(), "one").sinkTo(collectSink("out"));
 * }).run();
 * const bytes = encodeTrace(timeline.trace, namesOf(timeline));
 * const { trace, names } = decodeTrace(bytes);
 * strictEqual(traceText(trace, names), traceText(timeline.trace, namesOf(timeline)));
 * ok(bytes.length < [...traceFileLines(trace, names)].join("").length);
 * ```
 */
export function encodeTrace(trace: Trace, names: TraceNames, about: TraceAbout = {}): Uint8Array {
  const file = new ByteWriter(), header = new ByteWriter();
  file.append(MAGIC);
  header.json(traceHeader(trace, names, about));
  file.block(header);
  const columns = new ColumnsWriter();
  for (let from = trace.start; from < trace.end; from += BLOCK_FACTS) {
    const block = new ByteWriter();
    columns.write([...trace.facts(undefined, from, from + BLOCK_FACTS)], block);
    file.block(block);
  }
  return file.written;
}

/**
 * Reads what {@linkcode encodeTrace} wrote. Total: any bytes give a trace or a named error.
 *
 * Errors: `E-TRACE-CORRUPT` with the offset, for a file that is cut, altered or something else;
 * `E-TRACE-VERSION` for one of another version of the format.
 *
 * ```ts
 * import { throws } from "node:assert";
 * import { decodeTrace } from "@headwater/sim/trace";
 * throws(() => decodeTrace(Uint8Array.of(80, 75, 3, 4)), /E-TRACE-CORRUPT: .*begins with 50 4b 03 04/);
 * ```
 */
export function decodeTrace(file: Uint8Array, options: ReadTraceOptions = {}): ReadTrace {
  if (!isEncodedTrace(file)) refuseForeign(file);
  const reader = new ByteReader(file, MAGIC.length);
  const { header, warnings } = readHeader(reader);
  const writer = new TraceWriter({ level: "all" });
  writer.trace.start = header.start;
  const found = { trace: writer.trace, names: header.names, about: header.about };
  try {
    readFacts(reader, header.rows, writer);
  } catch (error) {
    if (!options.isPartial || !(error instanceof NamedError)) throw error;
    return { ...found, warnings: [...warnings, `W-TRACE-PARTIAL: ${error.sentence}`] };
  }
  return { ...found, warnings };
}

function readHeader(file: ByteReader): { header: TraceFileHeader; warnings: string[] } {
  const block = file.block();
  const { at } = block;
  const read = readTraceHeader(block.letters(), `byte ${at}`);
  if (!block.isAtEnd) refuseByte(block.at, "the header goes on after its end");
  return read;
}

function readFacts(file: ByteReader, rowCount: number, writer: TraceWriter): void {
  const columns = new ColumnsReader();
  const { trace } = writer;
  while (trace.length < rowCount) {
    columns.read(Math.min(BLOCK_FACTS, rowCount - trace.length), file.block(), writer);
  }
  if (!file.isAtEnd) refuseByte(file.at, `the file goes on after the last of ${rowCount} facts`);
}

function refuseForeign(file: Uint8Array): never {
  const first = [...file.subarray(0, MAGIC.length)];
  const shown = first.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return refuse(
    "E-TRACE-CORRUPT",
    `The file is not a trace in binary form: it begins with ${
      shown || "nothing"
    }; wanted: 89 48 57 ` +
      `54 0d 0a 1a 0a. Usual cause: another file, or one that was sent as text`,
  );
}

/**
 * The trace: what happened in a run, as facts in columns, and as text.
 *
 * @module
 */
export * from "./fact.ts";
export type { Trace } from "./trace.ts";
export * from "./trace_names.ts";
export * from "./trace_text.ts";
export { type TraceAbout, traceFileLines } from "./trace_file.ts";
export * from "./trace_file_reader.ts";
export { decodeTrace, encodeTrace } from "./trace_codec.ts";
export * from "./landmark.ts";
export * from "./moment.ts";
export * from "./narrator.ts";
export type { Language } from "./narrator_sentences.ts";

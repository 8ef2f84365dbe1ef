// Writes facts into a trace. Recording is a matter of the watcher, not of the run: it may be off, keep
// the last rows only, or keep everything, and the run is the same to the last hash.

import type { Micros } from "../clock/time.ts";
import { CHUNK_ROWS, Trace, TraceChunk } from "./trace.ts";

/** How much is recorded. */
export type RecordLevel = "off" | "flight" | "all";

/** What a recorder keeps. */
export interface RecordOptions {
  readonly level: RecordLevel;
  /** Chunks of 64 Ki rows to keep, oldest forgotten first; 0 keeps all. */
  readonly chunkCountMax?: number;
}

/** The recorder of one simulation. */
export class TraceWriter {
  readonly trace: Trace = new Trace();
  readonly recordsFlight: boolean;
  readonly recordsAll: boolean;
  /** When, and in which subtask, everything happens until the next action: said once for all facts. */
  time: Micros = 0;
  owner = -1;
  private readonly chunkCountMax: number;
  private chunk: TraceChunk = FULL_CHUNK;

  constructor(options: RecordOptions) {
    this.recordsFlight = options.level !== "off";
    this.recordsAll = options.level === "all";
    this.chunkCountMax = options.chunkCountMax ?? 0;
  }

  /** Adds one row. Hot: seven arguments are cheaper than one object (51 → 10 ns a row). */
  write(
    kind: number,
    subject: number,
    key: number,
    origin: number,
    stamp: number,
    detail: number,
    value: unknown,
  ): void {
    if (this.chunk.rowCount === CHUNK_ROWS) this.startChunk();
    const { chunk } = this;
    const { words, numbers, values } = chunk;
    const row = chunk.rowCount++;
    words[4 * row] = (this.owner << 16) | (detail << 8) | kind;
    words[4 * row + 1] = subject;
    words[4 * row + 2] = key;
    words[4 * row + 3] = origin;
    numbers[2 * row] = this.time;
    numbers[2 * row + 1] = stamp;
    values[row] = value;
  }

  private startChunk(): void {
    const { trace } = this;
    const isFull = this.chunkCountMax > 0 && trace.chunks.length === this.chunkCountMax;
    if (isFull) trace.start += CHUNK_ROWS;
    this.chunk = isFull ? trace.chunks.shift()! : new TraceChunk();
    this.chunk.rowCount = 0;
    trace.chunks.push(this.chunk);
  }
}

/** Stands where no chunk is open yet, so that writing asks one question only. */
const FULL_CHUNK = new TraceChunk(0);
FULL_CHUNK.rowCount = CHUNK_ROWS;

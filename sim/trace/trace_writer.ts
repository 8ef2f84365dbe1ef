// Writes facts into a trace. Recording is a matter of the watcher, not of the run: it may be off, keep
// the last rows only, or keep everything, and the run is the same to the last hash.

import type { Micros } from "../clock/time.ts";
import type { Row } from "../element/row.ts";
import { refuse } from "../clock/named_error.ts";
import { CHUNK_ROWS, Trace, TraceChunk } from "./trace.ts";

const ROW_MASK = CHUNK_ROWS - 1;

/** Chunks that are kept when all shall be: 33 million facts, one gigabyte. */
export const CHUNK_COUNT_MAX = 512;

/** How much is recorded. */
export type RecordLevel = "off" | "flight" | "all";

/** What a recorder keeps. */
export interface RecordOptions {
  readonly level: RecordLevel;
  /** Chunks of 64 Ki rows to keep, oldest forgotten first; 0 keeps all, up to `E-BUDGET-STATE`. */
  readonly chunkCountMax?: number;
}

/** The recorder of one simulation. */
export class TraceWriter {
  readonly trace: Trace = new Trace();
  /** True when facts of a level are reported at all; it guards what they cost, never a decision. */
  recordsFlight: boolean;
  recordsAll: boolean;
  /** When, and in which subtask, everything happens until the next action: said once for all facts. */
  time: Micros = 0;
  owner = -1;
  private readonly chunkCountMax: number;
  // the open chunk
  private words: Int32Array = new Int32Array(0);
  private numbers: Float64Array = new Float64Array(0);
  private values: unknown[] = [];

  constructor(options: RecordOptions) {
    this.recordsFlight = options.level !== "off";
    this.recordsAll = options.level === "all";
    this.chunkCountMax = options.chunkCountMax ?? 0;
  }

  /**
   * Adds one row. Hot: seven arguments are cheaper than one object (51 → 10 ns a row); `| 0` says that
   * a word is whole, and shifts cannot overflow, which halves the instructions (230 → 120).
   */
  write(
    kind: number,
    subject: number,
    key: number,
    origin: number,
    stamp: number,
    detail: number,
    value: unknown,
  ): void {
    const row = this.trace.length++ & ROW_MASK;
    if (row === 0) this.startChunk();
    const { words, numbers } = this;
    const word = row << 2, number = row << 1;
    words[word] = (this.owner << 16) | (detail << 8) | kind;
    words[word | 1] = subject | 0;
    words[word | 2] = key | 0;
    words[word | 3] = origin | 0;
    numbers[number] = this.time;
    numbers[number | 1] = stamp;
    this.values[row] = value;
  }

  /** The same for a fact about an element. Two in three facts of a run are. */
  writeRow(kind: number, subject: number, row: Row, detail: number, value: unknown): void {
    this.write(kind, subject, row.key, row.origin, row.timestamp, detail, value);
  }

  private startChunk(): void {
    const { trace } = this;
    const isFull = this.chunkCountMax > 0 && trace.chunks.length === this.chunkCountMax;
    if (!isFull && trace.chunks.length === CHUNK_COUNT_MAX) refuseMore(trace);
    const chunk = isFull ? trace.chunks.shift()! : new TraceChunk();
    if (isFull) {
      trace.start += CHUNK_ROWS;
      trace.length -= CHUNK_ROWS;
    }
    trace.chunks.push(chunk);
    this.words = chunk.words;
    this.numbers = chunk.numbers;
    this.values = chunk.values;
  }
}

/** The trace stays as it is: whoever reads it finds everything up to here. */
function refuseMore(trace: Trace): never {
  trace.length--;
  refuse(
    "E-BUDGET-STATE",
    `The trace keeps ${trace.length} facts and there are more; wanted: the level flight, or a ring of ` +
      `chunks that forgets the oldest (chunkCountMax). Usual cause: a long run, recorded whole`,
  );
}

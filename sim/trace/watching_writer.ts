// A recorder that somebody looks over the shoulder of: faults wait for facts, recorded or not. What is
// recorded is the same as without it.

import { FACT_KINDS } from "./fact.ts";
import { type RecordOptions, TraceWriter } from "./trace_writer.ts";

/** Told of every watched fact, in the order of the trace. */
export type FactObserver = (
  kind: number,
  owner: number,
  subject: number,
  key: number,
  origin: number,
  stamp: number,
  detail: number,
) => void;

/** Records facts and tells of those that are watched. */
export class WatchingWriter extends TraceWriter {
  observer: FactObserver | null = null;
  /** By kind of fact: 1 where it is recorded, and where it is told. */
  private readonly isRecorded: Uint8Array = new Uint8Array(256);
  private readonly isWatched: Uint8Array = new Uint8Array(256);

  constructor(options: RecordOptions, watchedKinds: readonly number[]) {
    super(options);
    const watched = FACT_KINDS.filter(({ number }) => watchedKinds.includes(number));
    const levels = watched.map(({ level }) => level);
    for (const { number, level } of FACT_KINDS) {
      const isWanted = options.level === "all" ||
        (options.level === "flight" && level === "flight");
      if (isWanted) this.isRecorded[number] = 1;
    }
    for (const { number } of watched) this.isWatched[number] = 1;
    this.recordsFlight ||= levels.length > 0;
    this.recordsAll ||= levels.includes("all");
  }

  override write(
    kind: number,
    subject: number,
    key: number,
    origin: number,
    stamp: number,
    detail: number,
    value: unknown,
  ): void {
    if (this.isRecorded[kind] === 1) super.write(kind, subject, key, origin, stamp, detail, value);
    if (this.isWatched[kind] === 0 || this.observer === null) return;
    this.observer(kind, this.owner, subject, key, origin, stamp, detail);
  }
}

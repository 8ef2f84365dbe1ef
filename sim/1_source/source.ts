// What a source is before it runs: splits of records with the instant at which each becomes readable
// (Flink's Source and SourceSplit). Plain data: the whole input is known, so a run can be repeated.

import type { Micros, Millis } from "../clock/time.ts";

/** One record of a split. */
export interface SourceRecord<T> {
  /** When the record can be read at the earliest: simulated time since the start. */
  readonly arrival: Micros;
  /** The user's frozen value. */
  readonly value: T;
  /** The timestamp that the log itself keeps for the record, if it does. */
  readonly timestamp?: Millis;
}

/** A shard that one reader reads in order (Flink's SourceSplit; a partition of a Kafka topic). */
export interface SourceSplit<T> {
  readonly id: string;
  /** In log order; arrivals never decrease. */
  readonly records: readonly SourceRecord<T>[];
  /** Offset of the first of them: those before it had been forgotten before the run. Default 0. */
  readonly firstOffset?: number;
  /** How long after its arrival a record can still be read. Default: for ever. */
  readonly retention?: Micros;
}

/** A bounded source: its splits are dealt to subtasks round-robin, split i to subtask i mod p. */
export interface Source<T> {
  readonly type: "source";
  readonly splits: readonly SourceSplit<T>[];
  /**
   * False when what was read cannot be read again, so that a failure loses it (Flink's
   * socketTextStream: at most once). Default true.
   */
  readonly canRewind?: boolean;
  /**
   * What becomes of a restart from records that the log has forgotten: it fails, or it goes on behind
   * them, and they are lost (Kafka's `auto.offset.reset`). Default "fail".
   */
  readonly onGap?: "fail" | "skip";
  /** True when one subtask reads everything (Flink's non-parallel sources). Default false. */
  readonly isNonParallel?: boolean;
  /** Lines or rows that could not be read, each named, none lost. */
  readonly rejected?: readonly string[];
}

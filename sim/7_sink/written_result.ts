// What a system outside holds of one record, and what it tells its readers. Of a record that was worked on
// twice, the attempt tells the one from the other.

import type { Millis } from "../clock/time.ts";

/** One result, as the outside world saw it. */
export interface WrittenResult<T = unknown> {
  readonly value: T;
  readonly timestamp: Millis;
  /** Processing time of the write. */
  readonly writtenAt: Millis;
  /** The attempt that wrote it: 0 before the first restart. */
  readonly attempt: number;
  /** The source record that it stems from, or a negative number where that is no single one. */
  readonly origin: number;
  /** How far its transaction has come, where it is in one. */
  readonly status?: TransactionStatus;
}

/**
 * How far a transaction has come. Open: written to. Pre-committed: complete, and seen by nobody yet.
 * Committed: seen by all, for ever. Aborted: seen by nobody, ever. Expired: aborted because the system
 * outside has waited too long. Lost: expired, and then a commit was asked for in vain.
 */
export type TransactionStatus =
  | "open"
  | "pre-committed"
  | "committed"
  | "aborted"
  | "expired"
  | "lost";

/** One transaction, as the system outside knows it. Immutable. */
export interface OutsideTransaction {
  /** Counted from 0 in each share. */
  readonly number: number;
  /** `sink[subtask]-number`. */
  readonly name: string;
  /** The attempt that began it. */
  readonly epoch: number;
  readonly status: TransactionStatus;
  /** The checkpoint that it was pre-committed for, or 0. */
  readonly checkpointId: number;
  /** Processing time at which it was begun, and ended; Infinity while it has not. */
  readonly begunAt: Millis;
  readonly endedAt: Millis;
}

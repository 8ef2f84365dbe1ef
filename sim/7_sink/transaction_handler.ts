// What a transaction is to the one who keeps book of transactions: something that can be begun,
// pre-committed, committed and aborted by somebody else (the abstract methods of Flink's
// TwoPhaseCommitSinkFunction).

import type { Millis } from "../clock/time.ts";

/** A transaction, and what must be known to commit it later. Deep-frozen. */
export interface HeldTransaction<T = unknown> {
  /** The handle: plain data by which the transaction is found again, in another attempt too. */
  readonly transaction: T;
  /** Processing time at which it was begun. */
  readonly begunAt: Millis;
  /** The checkpoint that it was pre-committed for; NO_CHECKPOINT while it is written to. */
  readonly checkpointId: number;
}

/** Stands for "no checkpoint yet". */
export const NO_CHECKPOINT = -1;

/** What one subtask's checkpoint holds of its transactions (SK-2). Deep-frozen. */
export interface TransactionState<T = unknown> {
  /** The one that was begun right after the pre-commit; null when there is no more input. */
  readonly current: HeldTransaction<T> | null;
  /** Pre-committed and not known to be committed, by checkpoint. */
  readonly pending: readonly HeldTransaction<T>[];
  /** Whatever else must survive; undefined when nothing must. */
  readonly userContext: unknown;
}

/** A transaction has been open for so long that the system outside may soon give it up. */
export interface TimeoutWarning<T = unknown> {
  readonly transaction: T;
  readonly openFor: Millis;
  readonly timeout: Millis;
}

/** Who carries out what is decided about transactions. Handed to each call, and valid during it. */
export interface TransactionHandler<T = unknown> {
  /** Processing time. */
  readonly now: Millis;
  /** Opens a transaction and gives its handle. */
  begin(): T;
  /** Makes all that was written to it durable: from here on a commit must be able to succeed. */
  preCommit(transaction: T, checkpointId: number): void;
  /** Shows it to the world. Throws when it cannot. */
  commit(held: HeldTransaction<T>): void;
  /** The same after a restart: it may be committed already, so this must be idempotent (SK-5). */
  recoverAndCommit(held: HeldTransaction<T>): void;
  /** Throws away what was written to it. */
  abort(transaction: T): void;
  /** The same after a restart. */
  recoverAndAbort(transaction: T): void;
  /** Told about a transaction that comes near its timeout. */
  warn?(warning: TimeoutWarning<T>): void;
  /** Told that a failed commit is passed over, since the transaction is past its timeout. */
  ignore?(held: HeldTransaction<T>, error: unknown): void;
  /** The first user context, where no checkpoint has one. */
  initializeUserContext?(): unknown;
  /** After a restart: the user context of a checkpoint, and the transactions dealt with. */
  finishRecoveringContext?(userContext: unknown, handled: readonly T[]): void;
}

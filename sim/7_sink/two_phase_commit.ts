// The book of transactions that a sink keeps, so that the world sees every result once (the core of
// Flink's TwoPhaseCommitSinkFunction). What is written goes into the current transaction; a checkpoint
// closes it; only when the checkpoint is complete on all subtasks is it shown to the world.
//
//              checkpoint 1           checkpoint 2        complete: 1
//   current  ──────┤  begin 1 ───────────┤  begin 2 ────────────────────▶
//   pending        └─ pre-commit 0       └─ pre-commit 1       │
//                     └────────────────────────────────────────┴─ commit 0
//
// A checkpoint that is given up changes nothing here: its transaction stays pending, and goes out with a
// later checkpoint (SK-4). So there is no method for it.

import type { Millis } from "../clock/time.ts";
import { assert } from "../clock/assert.ts";
import { deepFreeze } from "../clock/freeze.ts";
import {
  type HeldTransaction,
  NO_CHECKPOINT,
  type TransactionHandler,
  type TransactionState,
} from "./transaction_handler.ts";

/** What the book is told once. */
export interface TwoPhaseCommitSpec {
  /** How long the system outside waits for the end of a transaction; Infinity: for ever. */
  readonly transactionTimeout: Millis;
  /** Warn about a transaction that is older than this part of the timeout; −1: never. */
  readonly warningRatio: number;
  /** Pass over a commit that fails after a restart and after the timeout: its results are lost. */
  readonly ignoresFailuresAfterTimeout: boolean;
}

const DEFAULTS: TwoPhaseCommitSpec = Object.freeze({
  transactionTimeout: Infinity,
  warningRatio: -1,
  ignoresFailuresAfterTimeout: false,
});

/**
 * The transactions of one sink subtask. A part.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { TwoPhaseCommit } from "@headwater/sim";
 * const done: string[] = [];
 * let count = 0;
 * const handler = {
 *   now: 0,
 *   begin: () => `t${count++}`,
 *   preCommit: (name: string) => void done.push(`pre-commit ${name}`),
 *   commit: ({ transaction }: { transaction: string }) => void done.push(`commit ${transaction}`),
 *   recoverAndCommit() {},
 *   abort() {},
 *   recoverAndAbort() {},
 * };
 * const transactions = new TwoPhaseCommit<string>();
 * transactions.open(handler);
 * transactions.snapshotState(1, handler);
 * transactions.snapshotState(2, handler);
 * transactions.notifyCheckpointComplete(1, handler);
 * deepStrictEqual(done, ["pre-commit t0", "pre-commit t1", "commit t0"]);
 * ```
 */
export class TwoPhaseCommit<T = unknown> {
  spec: TwoPhaseCommitSpec = DEFAULTS;
  // checkpointed
  current: HeldTransaction<T> | null = null;
  /** Pre-committed, by checkpoint, the oldest first. */
  pending: HeldTransaction<T>[] = [];
  userContext: unknown = undefined;
  // transient
  isOpen = false;
  isFinished = false;

  /** The transaction that is written to. There must be one: nothing is written after the end. */
  get transaction(): T {
    assert(this.current !== null, "A two-phase sink is written to without an open transaction");
    return this.current.transaction;
  }

  /** Begins the first transaction, unless a restart has done so already (SK-1). */
  open(handler: TransactionHandler<T>): void {
    if (!this.isOpen) this.restoreState([], handler);
  }

  /**
   * Begins anew from what checkpoints hold; of several subtasks after a rescale, or of none (SK-5).
   * What was pre-committed was promised, so it is committed; what was begun after it is replayed.
   */
  restoreState(states: readonly TransactionState<T>[], handler: TransactionHandler<T>): void {
    let hasContext = false;
    for (const { current, pending, userContext } of states) {
      for (const held of pending) this.recoverAndCommit(held, handler);
      if (current !== null) handler.recoverAndAbort(current.transaction);
      if (userContext === undefined) continue;
      this.userContext = userContext;
      hasContext = true;
      const handled = current === null ? pending : [...pending, current];
      handler.finishRecoveringContext?.(userContext, handled.map(({ transaction }) => transaction));
    }
    if (!hasContext) this.userContext = deepFreeze(handler.initializeUserContext?.());
    this.pending = [];
    this.current = begin(handler);
    this.isOpen = true;
  }

  /** Closes the current transaction for a checkpoint and begins another one (SK-2). */
  snapshotState(checkpointId: number, handler: TransactionHandler<T>): TransactionState<T> {
    const { current, pending } = this;
    const newest = pending.at(-1)?.checkpointId ?? NO_CHECKPOINT;
    assert(checkpointId > newest, `Checkpoint ${checkpointId} comes after checkpoint ${newest}`);
    if (current !== null) {
      handler.preCommit(current.transaction, checkpointId);
      pending.push(Object.freeze({ ...current, checkpointId }));
    }
    this.current = this.isFinished ? null : begin(handler);
    return deepFreeze({
      current: this.current,
      pending: [...pending],
      userContext: this.userContext,
    });
  }

  /**
   * Commits everything that was pre-committed for this checkpoint or one before it, in their order: a
   * notice may have been lost. All are tried, then the first error is thrown (SK-3).
   */
  notifyCheckpointComplete(checkpointId: number, handler: TransactionHandler<T>): void {
    const due = this.pending.filter((held) => held.checkpointId <= checkpointId);
    const errors: unknown[] = [];
    for (const held of due) {
      this.warnIfOld(held, handler);
      try {
        handler.commit(held);
      } catch (error) {
        errors.push(error);
      }
    }
    this.pending = this.pending.filter((held) => held.checkpointId > checkpointId);
    if (errors.length > 0) throw errors[0];
  }

  /** No more input: the next checkpoint closes the last transaction and begins none (EOI-3). */
  finish(): void {
    this.isFinished = true;
  }

  /** Gives the current transaction up; what is pending stays, for whoever restores it (SK-6). */
  close(handler: TransactionHandler<T>): void {
    if (this.current === null) return;
    handler.abort(this.current.transaction);
    this.current = null;
  }

  private recoverAndCommit(held: HeldTransaction<T>, handler: TransactionHandler<T>): void {
    this.warnIfOld(held, handler);
    try {
      handler.recoverAndCommit(held);
    } catch (error) {
      const { transactionTimeout, ignoresFailuresAfterTimeout } = this.spec;
      const isTooLate = handler.now - held.begunAt > transactionTimeout;
      if (!ignoresFailuresAfterTimeout || !isTooLate) throw error;
      handler.ignore?.(held, error);
    }
  }

  private warnIfOld(held: HeldTransaction<T>, handler: TransactionHandler<T>): void {
    const { transactionTimeout: timeout, warningRatio } = this.spec;
    const openFor = handler.now - held.begunAt;
    if (warningRatio < 0 || openFor <= timeout * warningRatio) return;
    handler.warn?.({ transaction: held.transaction, openFor, timeout });
  }
}

function begin<T>(handler: TransactionHandler<T>): HeldTransaction<T> {
  const transaction = deepFreeze(handler.begin(), "beginning a transaction");
  return Object.freeze({ transaction, begunAt: handler.now, checkpointId: NO_CHECKPOINT });
}

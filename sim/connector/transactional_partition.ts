// One partition of a transactional log, which one sink subtask fills in all its attempts (a Kafka
// partition, and what the broker knows of its transactions). Rows stand in the order of writing, each
// with its transaction; a careful reader leaves out those whose transaction is not committed.
//
//   rows           a0 b0 c1 d1 e2 f2            the number is the transaction's
//   transactions   0 committed   1 aborted   2 open
//   committed      a  b
//   uncommitted    a  b  c  d  e  f
//
// An attempt is an *epoch*. Whoever opens a higher one fences off the lower ones: what they left open is
// aborted, and what they still write or want committed is turned down.

import type { Micros, Millis } from "../clock/time.ts";
import type { OutsideKind, OutsidePort } from "../7_sink/outside.ts";
import type { TransactionStatus, WrittenResult } from "../7_sink/written_result.ts";
import type { TransactionalLog } from "./transactional_log.ts";
import { assert } from "../clock/assert.ts";
import { AppendList } from "../6_state/append_list.ts";
import { Outside } from "../7_sink/outside.ts";
import { Fact } from "../trace/fact.ts";
import { hasEnded, type LogTransaction, LogTransactions } from "./log_transactions.ts";

/** A row of a transactional log, as a reader of uncommitted rows sees it. */
export interface LoggedRow<T = unknown> extends WrittenResult<T> {
  /** The name of its transaction, and how far that has come. */
  readonly transaction: string;
  readonly status: TransactionStatus;
}

/** A row as it is kept. */
interface KeptRow extends WrittenResult {
  readonly number: number;
}

/** What a partition may be asked for, with the number of a transaction. */
export const PartitionRequest = {
  /** Count the time of it from now on. */
  announce: 0,
  commit: 1,
} as const;

const REQUEST_COUNT = 2;

/** The request as one number: what is asked for, and by which attempt. */
export function requestOf(request: number, epoch: number): number {
  return epoch * REQUEST_COUNT + request;
}

/** What is asked for by a number of {@linkcode requestOf}. */
export function kindOfRequest(request: number): number {
  return request % REQUEST_COUNT;
}

/**
 * One partition, and the state of its transactions. Its writer calls it at once, except to commit: that
 * is a request of its own, and may be turned down.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { transactionalLog, TransactionalPartition } from "@headwater/sim";
 * const partition = new TransactionalPartition();
 * partition.spec = transactionalLog("out");
 * partition.openEpoch(0, [], 0);
 * const { number } = partition.begin(0, 0);
 * partition.append(number, { value: "a", timestamp: 3, writtenAt: 0, attempt: 0, origin: 0 });
 * strictEqual(partition.read(true).length, 1);
 * strictEqual(partition.read(false).length, 0); // nothing is committed
 * ```
 */
export class TransactionalPartition extends Outside<TransactionalLog> {
  subtaskIndex = 0;
  /** The newest attempt that has opened it. */
  epoch = -1;
  rows: AppendList<KeptRow> = new AppendList();
  kept: LogTransactions = new LogTransactions();
  /** Commits are turned down until then. */
  refusesUntil: Micros = 0;

  override get kind(): OutsideKind {
    return "two-phase";
  }

  override setup(subtaskIndex: number): void {
    this.subtaskIndex = subtaskIndex;
  }

  /** Names its transactions (Kafka's transactional id). */
  get name(): string {
    return `${this.spec.id}[${this.subtaskIndex}]`;
  }

  /** True for an attempt that a newer one has fenced off. */
  isStale(epoch: number): boolean {
    return this.spec.isFenced && epoch < this.epoch;
  }

  /**
   * An attempt begins. With fencing, what older ones have left is aborted and given back, except the
   * transactions that the attempt has restored and will commit.
   */
  openEpoch(epoch: number, restored: readonly number[], now: Millis): LogTransaction[] {
    if (epoch < this.epoch) return [];
    this.epoch = epoch;
    if (!this.spec.isFenced) return [];
    return this.kept.live()
      .filter((one) => one.epoch < epoch && !restored.includes(one.number))
      .map(({ number }) => this.kept.end(number, "aborted", now));
  }

  /** Opens a transaction. */
  begin(epoch: number, now: Millis): LogTransaction {
    return this.kept.begin(this.name, epoch, now);
  }

  /** Writes a row into a transaction; false when that is not open any more. */
  append(number: number, row: WrittenResult): boolean {
    const { epoch, status } = this.kept.at(number);
    if (status !== "open" || this.isStale(epoch)) return false;
    this.rows.push({ ...row, number });
    return true;
  }

  /** Takes over a transaction of an earlier run, with its rows. */
  adopt(earlier: LogTransaction, rows: readonly WrittenResult[]): void {
    const number = this.kept.adopt(earlier);
    for (const row of rows) this.rows.push({ ...row, number });
  }

  /** Closes a transaction for a checkpoint; false when it is not open any more. */
  preCommit(number: number, checkpointId: number): boolean {
    const { epoch, status } = this.kept.at(number);
    if (status !== "open" || this.isStale(epoch)) return false;
    this.kept.preCommit(number, checkpointId);
    return true;
  }

  /** Aborts a transaction; false when it has ended already, and then nothing changes (law 69). */
  abort(number: number, now: Millis): boolean {
    if (hasEnded(this.kept.at(number).status)) return false;
    this.kept.end(number, "aborted", now);
    return true;
  }

  override perform(request: number, number: number, port: OutsidePort): boolean {
    const epoch = Math.floor(request / REQUEST_COUNT);
    const isDone = kindOfRequest(request) === PartitionRequest.commit
      ? this.commit(epoch, this.meantBy(number), port)
      : this.announce(number, port);
    port.wakeAt(this.kept.nextDeadline());
    return isDone;
  }

  override onTimer(port: OutsidePort): void {
    for (const one of this.kept.live()) if (one.deadline <= port.now) this.expire(one, port);
    port.wakeAt(this.kept.nextDeadline());
  }

  override get nextTimer(): Micros {
    return this.kept.nextDeadline();
  }

  override get isAtRest(): boolean {
    return this.kept.live().length === 0;
  }

  override isCommit(request: number): boolean {
    return kindOfRequest(request) === PartitionRequest.commit;
  }

  /** A fault: commits are turned down until a moment, and may be asked for again (F43, F48). */
  override refuseCommits(until: Micros): void {
    this.refusesUntil = Math.max(this.refusesUntil, until);
  }

  /** A fault: every transaction that has not ended counts as timed out now (F44). */
  expireAll(port: OutsidePort): void {
    for (const one of this.kept.live()) this.expire(one, port);
    port.wakeAt(this.kept.nextDeadline());
  }

  override read(isUncommitted: boolean): LoggedRow[] {
    const rows = this.rows.toArray().map(({ number, ...row }): LoggedRow => {
      const { name, status } = this.kept.at(number);
      return { ...row, transaction: name, status };
    });
    return isUncommitted ? rows : rows.filter(({ status }) => status === "committed");
  }

  override get transactions(): readonly LogTransaction[] {
    return this.kept.all;
  }

  private announce(number: number, port: OutsidePort): boolean {
    const { transactionTimeout } = this.spec;
    if (hasEnded(this.kept.at(number).status)) return false;
    this.kept.setDeadline(number, port.now + transactionTimeout * 1000);
    return true;
  }

  /**
   * Which transaction a commit ends. Where it names only its writer, one that comes after its own has
   * ended means the next one of that attempt, and that is not even closed perhaps (F47).
   */
  private meantBy(number: number): number {
    const { status, epoch } = this.kept.at(number);
    if (this.spec.protocol === "new" || !hasEnded(status)) return number;
    const next = this.kept.live().find((one) => one.number > number && one.epoch === epoch);
    if (next === undefined) return number;
    if (next.status === "open") this.kept.preCommit(next.number, next.checkpointId);
    return next.number;
  }

  /** Once committed always committed, and whoever asks again is told so (SK-5, law 69). */
  protected commit(epoch: number, number: number, port: OutsidePort): boolean {
    const { status, checkpointId, name } = this.kept.at(number);
    if (this.isStale(epoch)) {
      port.report(Fact.transactionFenced, checkpointId, name);
      return false;
    }
    assert(status !== "open", `Transaction ${name} is pre-committed before it is committed`);
    if (status === "committed") return true;
    if (status === "pre-committed" && port.now >= this.refusesUntil) {
      this.kept.end(number, "committed", port.wallClock);
      port.report(Fact.transactionCommitted, checkpointId, name);
      return true;
    }
    if (status === "expired") this.kept.end(number, "lost", port.wallClock);
    port.report(Fact.commitFailed, checkpointId, name);
    return false;
  }

  private expire({ number, checkpointId, name }: LogTransaction, port: OutsidePort): void {
    this.kept.end(number, "expired", port.wallClock);
    port.report(Fact.transactionExpired, checkpointId, name);
  }
}

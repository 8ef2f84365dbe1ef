// One subtask's end of a transactional log (Flink's ExactlyOnceKafkaWriter and its committer in one).
//
//   records ─▶ write ─▶ open transaction          the partition outside, at once
//   barrier ─▶ pre-commit, begin the next one     the partition outside, at once
//   complete ─▶ committer ─▶ "commit t"  ~~~~~▶   a request of its own
//               ◀~~~~~ done, or turned down       its answer; asked again after a second
//
// A checkpoint holds the current transaction, those that wait for a complete checkpoint, and those whose
// commit is under way. A restart commits the latter two once more and forgets the first (SK-5).

import type { Millis } from "../clock/time.ts";
import type { OperatorContext } from "../5_operator/operator.ts";
import type { OperatorListState, RestoredLists } from "../6_state/operator_list_state.ts";
import type { HeldTransaction } from "../7_sink/transaction_handler.ts";
import type { TransactionalLog } from "./transactional_log.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { Committer } from "../7_sink/committer.ts";
import { SinkWriter } from "../7_sink/sink_writer.ts";
import { TwoPhaseCommit } from "../7_sink/two_phase_commit.ts";
import { Fact } from "../trace/fact.ts";
import { type LogHandle, LogHandler } from "./log_handler.ts";
import { hasEnded } from "./log_transactions.ts";
import { COMMITTING, locate, savedTransactions, TRANSACTIONS } from "./saved_transactions.ts";
import {
  kindOfRequest,
  PartitionRequest,
  type TransactionalPartition,
} from "./transactional_partition.ts";

/**
 * Writes every record into the current transaction, and has it committed when its checkpoint is complete.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { transactionalLog, TransactionalLogWriter } from "@headwater/sim";
 * strictEqual(transactionalLog("out").Writer, TransactionalLogWriter);
 * ```
 */
export class TransactionalLogWriter extends SinkWriter<TransactionalLog> {
  // checkpointed
  transactions: TwoPhaseCommit<LogHandle> = new TwoPhaseCommit();
  committer: Committer<LogHandle> = new Committer();
  // transient
  /** The attempt that it belongs to: a paused one keeps its own. */
  epoch = 0;

  override restoreState(lists: RestoredLists, context: OperatorContext): void {
    if (!lists.isRestored) return;
    const partition = context.outside as TransactionalPartition;
    const tell = ({ transaction, checkpointId }: HeldTransaction<LogHandle>) =>
      context.report(Fact.transactionUnknown, 0, checkpointId, transaction.name);
    const { states, committing } = locate(savedTransactions(lists), partition, tell);
    const promised = [...committing, ...states.flatMap(({ pending }) => pending)];
    const handler = this.enter(context, promised);
    for (const held of committing) handler.recoverAndCommit(held);
    this.transactions.restoreState(states, handler);
  }

  override open(context: OperatorContext): void {
    if (!this.transactions.isOpen) this.transactions.open(this.enter(context, []));
  }

  override write(value: unknown, timestamp: Millis, context: OperatorContext): void {
    const { number } = this.transactions.transaction;
    const partition = context.outside as TransactionalPartition;
    const { now, origin } = context;
    const row = { value, timestamp, writtenAt: now, attempt: this.epoch, origin };
    if (!partition.append(number, row)) this.handler(context).refuseEnded(number);
  }

  override snapshotState(
    checkpointId: number,
    context: OperatorContext,
  ): readonly OperatorListState[] {
    const state = this.transactions.snapshotState(checkpointId, this.handler(context));
    return [
      { name: TRANSACTIONS, mode: "split", items: [state] },
      { name: COMMITTING, mode: "split", items: [...this.committer.queue] },
    ];
  }

  override notifyCheckpointComplete(checkpointId: number, context: OperatorContext): void {
    this.transactions.notifyCheckpointComplete(checkpointId, this.handler(context));
  }

  override onOutsideAnswer(
    request: number,
    number: number,
    isDone: boolean,
    context: OperatorContext,
  ): void {
    const { asked } = this.committer;
    if (kindOfRequest(request) !== PartitionRequest.commit) return;
    if (asked === null || asked.transaction.number !== number) return;
    if (isDone) this.committer.settle(this.handler(context));
    else this.onCommitTurnedDown(asked, context);
  }

  override onCompletion(_id: number, context: OperatorContext): void {
    this.committer.onRetry(this.handler(context));
  }

  override get canWait(): boolean {
    return true;
  }

  override get isPending(): boolean {
    return this.committer.isPending;
  }

  override finish(): void {
    this.transactions.finish();
  }

  override close(context: OperatorContext): void {
    this.transactions.close(this.handler(context));
  }

  /** Opens the partition for this attempt; what older ones left there is over, except what was promised. */
  private enter(
    context: OperatorContext,
    promised: readonly HeldTransaction<LogHandle>[],
  ): LogHandler {
    this.epoch = context.attempt;
    const partition = context.outside as TransactionalPartition;
    const restored = promised.map(({ transaction }) => transaction.number);
    for (const { name, checkpointId } of partition.openEpoch(this.epoch, restored, context.now)) {
      context.report(Fact.transactionAborted, 0, checkpointId, name);
    }
    return this.handler(context);
  }

  private handler(context: OperatorContext): LogHandler {
    return new LogHandler(this, context);
  }

  private onCommitTurnedDown(
    held: HeldTransaction<LogHandle>,
    context: OperatorContext,
  ): void {
    const { number, name } = held.transaction;
    const { onCommitFailure, onExpiry } = this.spec;
    const partition = context.outside as TransactionalPartition;
    const handler = this.handler(context);
    const { status } = partition.kept.at(number);
    const isLost = status === "lost" && onExpiry === "report";
    if (!isLost && (hasEnded(status) || partition.isStale(this.epoch))) handler.refuseEnded(number);
    if (isLost) this.committer.settle(handler); // told by its status: these rows will never be seen
    else if (onCommitFailure === "retry") this.committer.retry(handler);
    else {
      refuse(
        "E-SINK-COMMIT",
        `The commit of transaction ${name} was turned down, and the sink ${
          showValue(this.spec.id)
        } ` +
          `shall fail then. Usual cause: the system outside is not available; with ` +
          `onCommitFailure: "retry" it is asked again`,
      );
    }
  }
}

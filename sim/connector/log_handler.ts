// Carries out on a partition outside what a transactional writer's books decide: at once, except commits,
// which travel. Made for one call and forgotten.

import type { Millis } from "../clock/time.ts";
import type { OperatorContext } from "../5_operator/operator.ts";
import type { CommitterPort } from "../7_sink/committer.ts";
import type { HeldTransaction, TransactionHandler } from "../7_sink/transaction_handler.ts";
import type { TransactionStatus } from "../7_sink/written_result.ts";
import type { TransactionalLogWriter } from "./transactional_log_writer.ts";
import { assert } from "../clock/assert.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { Fact } from "../trace/fact.ts";
import {
  PartitionRequest,
  requestOf,
  type TransactionalPartition,
} from "./transactional_partition.ts";

/** By what a transaction of a partition is found again. */
export interface LogHandle {
  readonly number: number;
  readonly name: string;
}

/** What is said of a transaction that has ended too early. */
const ENDED_CODES: Readonly<Partial<Record<TransactionStatus, string>>> = {
  aborted: "E-SINK-ABORTED",
  committed: "E-SINK-COMMITTED",
};

/** The only completion that a writer asks for. */
const RETRY = 0;

/** The hands of one writer during one call. */
export class LogHandler implements TransactionHandler<LogHandle>, CommitterPort<LogHandle> {
  private readonly partition: TransactionalPartition;

  constructor(
    private readonly writer: TransactionalLogWriter,
    private readonly context: OperatorContext,
  ) {
    this.partition = context.outside as TransactionalPartition;
  }

  get now(): Millis {
    return this.context.now;
  }

  begin(): LogHandle {
    const { partition, context, writer } = this;
    if (partition.isStale(writer.epoch)) this.refuseFenced(partition.name, 0);
    const { number, name } = partition.begin(writer.epoch, context.now);
    context.report(Fact.transactionBegun, 0, 0, name);
    if (writer.spec.transactionTimeout < Infinity) {
      context.askOutside(requestOf(PartitionRequest.announce, writer.epoch), number);
    }
    return { number, name };
  }

  preCommit({ number, name }: LogHandle, checkpointId: number): void {
    if (!this.partition.preCommit(number, checkpointId)) this.refuseEnded(number);
    this.context.report(Fact.transactionPreCommitted, 0, checkpointId, name);
  }

  commit(held: HeldTransaction<LogHandle>): void {
    this.writer.committer.add(held, this);
  }

  recoverAndCommit(held: HeldTransaction<LogHandle>): void {
    const { number, name } = held.transaction;
    assert(this.partition.kept.at(number).name === name, `${name} is of ${this.partition.name}`);
    this.writer.committer.add(held, this);
  }

  abort({ number, name }: LogHandle): void {
    if (!this.partition.abort(number, this.now)) return;
    this.context.report(Fact.transactionAborted, 0, 0, name);
  }

  recoverAndAbort(handle: LogHandle): void {
    this.abort(handle);
  }

  askForCommit({ transaction: { number, name }, checkpointId }: HeldTransaction<LogHandle>): void {
    this.context.report(Fact.commitRequested, 0, checkpointId, name);
    this.context.askOutside(requestOf(PartitionRequest.commit, this.writer.epoch), number);
  }

  retryAfter(delay: Millis): void {
    this.context.requestCompletion(RETRY, delay * 1000);
  }

  /** Somebody wants to go on with a transaction that takes nothing more: the task fails. */
  refuseEnded(number: number): never {
    const { name, status, checkpointId, endedAt, deadline } = this.partition.kept.at(number);
    const { epoch, spec } = this.writer;
    if (this.partition.isStale(epoch)) this.refuseFenced(name, checkpointId);
    const cause = status === "committed"
      ? `a commit of an earlier transaction that came late, which in the old protocol nobody can tell ` +
        `from one of this; with protocol: "new" each has a number`
      : status !== "aborted" && endedAt * 1000 < deadline
      ? `a fault that lets transactions expire before their time ("expire transactions of …"), since its ` +
        `transactionTimeout (${spec.transactionTimeout} ms) was not over`
      : `a transactionTimeout (${spec.transactionTimeout} ms) that is shorter than a checkpoint and a ` +
        `restart take together`;
    return refuse(
      ENDED_CODES[status] ?? "E-SINK-EXPIRED",
      `The sink ${
        showValue(spec.id)
      } wants to go on with transaction ${name}, which is ${status} in ` +
        `the system outside. Usual cause: ${cause}`,
    );
  }

  private refuseFenced(name: string, checkpointId: number): never {
    this.context.report(Fact.transactionFenced, 0, checkpointId, name);
    return refuse(
      "E-SINK-FENCED",
      `Attempt ${this.writer.epoch} wants to go on with transaction ${name}, but attempt ` +
        `${this.partition.epoch} writes in its place. Usual cause: a task manager that was taken for ` +
        `dead and is not`,
    );
  }
}

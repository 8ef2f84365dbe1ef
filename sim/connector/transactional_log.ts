// A log outside with transactions (a Kafka topic written with DeliveryGuarantee.EXACTLY_ONCE). Each sink
// subtask fills a partition of its own. Results go into a transaction as they come; the checkpoint that
// covers them closes it; the complete checkpoint commits it. So whoever reads committed rows sees each
// result once, as late as the next checkpoint; whoever reads all sees them at once, and after a failure
// some twice.

import type { Millis } from "../clock/time.ts";
import type { TwoPhaseSink } from "../7_sink/two_phase_sink.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { TransactionalLogWriter } from "./transactional_log_writer.ts";
import { TransactionalPartition } from "./transactional_partition.ts";

/** How a transactional log behaves. */
export interface TransactionalLogOptions {
  /**
   * How long the log waits for the end of a transaction before it aborts it; Infinity: for ever.
   * Default: an hour, as Flink asks of Kafka. It must be longer than a checkpoint and a restart may take
   * together, or results are lost (`W-SINK-TIMEOUT`).
   */
  readonly transactionTimeout?: Millis;
  /** What follows when a commit is turned down: ask again after a second, or fail. Default: retry. */
  readonly onCommitFailure?: "retry" | "fail";
  /**
   * What follows when a transaction has expired before its commit: its results are lost. Tell and go on
   * as Flink's Kafka sink does, or fail, and fail again in every attempt. Default: report.
   */
  readonly onExpiry?: "report" | "fail";
  /** Turn down what an older attempt wants once a newer one has begun. Default: true. */
  readonly isFenced?: boolean;
  /**
   * What a commit names: its transaction, or, in the old protocol, only who has written it. Then one that
   * comes late commits whatever its writer has open by now, finished or not, as brokers of Kafka before
   * version 4 may do (KIP-890, F47). Default: new.
   */
  readonly protocol?: "new" | "old";
}

/** A transactional log as the job names it. */
export interface TransactionalLog<T = unknown> extends TwoPhaseSink<T> {
  readonly onCommitFailure: "retry" | "fail";
  readonly onExpiry: "report" | "fail";
  readonly isFenced: boolean;
  readonly protocol: "new" | "old";
}

const DEFAULTS: Required<TransactionalLogOptions> = Object.freeze({
  transactionTimeout: 3_600_000,
  onCommitFailure: "retry",
  onExpiry: "report",
  isFenced: true,
  protocol: "new",
});

/**
 * Names a log with transactions: exactly once for those who read committed rows. A job that writes to one
 * needs checkpoints (`E-SINK-2PC`).
 *
 * Errors: `E-SINK-OPTION` for an option that it does not have; `E-SINK-TIMEOUT` for a timeout that is no
 * time. When it runs: `E-SINK-COMMIT` for a commit that was turned down, if it shall fail; `E-SINK-EXPIRED`
 * for a transaction that came too late; `E-SINK-FENCED` for an attempt that a newer one has replaced;
 * `E-SINK-COMMITTED` for a transaction that a late commit has ended too early, in the old protocol.
 *
 * ```ts
 * import { strictEqual, throws } from "node:assert";
 * import { transactionalLog } from "@headwater/sim";
 * strictEqual(transactionalLog("out").transactionTimeout, 3_600_000);
 * throws(() => transactionalLog("out", { transactionTimeout: 0 }), /E-SINK-TIMEOUT/);
 * ```
 */
export function transactionalLog<T>(
  id: string,
  options: TransactionalLogOptions = {},
): TransactionalLog<T> {
  const complete = { ...DEFAULTS, ...options };
  checkOptions(id, complete);
  return Object.freeze({
    type: "sink",
    id,
    Writer: TransactionalLogWriter,
    Outside: TransactionalPartition,
    ...complete,
  });
}

const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  onCommitFailure: ["retry", "fail"],
  onExpiry: ["report", "fail"],
  isFenced: [true, false],
  protocol: ["new", "old"],
};

function checkOptions(id: string, options: Required<TransactionalLogOptions>): void {
  const { transactionTimeout: timeout } = options;
  if (timeout !== Infinity && !(Number.isSafeInteger(timeout) && timeout > 0)) {
    refuse(
      "E-SINK-TIMEOUT",
      `The transactional log ${showValue(id)} has a transactionTimeout of ${showValue(timeout)}; ` +
        `wanted: whole milliseconds, more than 0, or Infinity. Usual cause: seconds for milliseconds`,
    );
  }
  for (const [name, value] of Object.entries(options)) {
    if (name === "transactionTimeout" || CHOICES[name]?.includes(value)) continue;
    const wanted = Object.hasOwn(CHOICES, name)
      ? CHOICES[name].map(showValue).join(" or ")
      : `one of transactionTimeout, ${Object.keys(CHOICES).join(", ")}`;
    refuse(
      "E-SINK-OPTION",
      `The transactional log ${showValue(id)} is given ${showValue(name)}: ${showValue(value)}; ` +
        `wanted: ${wanted}`,
    );
  }
}

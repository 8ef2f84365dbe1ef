// Wrong on purpose: when a checkpoint is given up, the sink throws its transaction away (SK-4 says: as if the
// checkpoint had never been triggered, so the transaction goes out with a later one).
//
//   checkpoint 1 ┤ pre-commit t0 ── given up ── abort t0       the sources have long gone on
//
// What learners see: a checkpoint that is given up is no failure, nothing is restarted, nobody reads anything
// again, and yet all results since the checkpoint before are lost. "Abort" sounds like the tidy thing to do.

import type { OperatorContext } from "../5_operator/operator.ts";
import type { Sabotage } from "../sabotage.ts";
import { LogHandler } from "../connector/log_handler.ts";
import { sabotage } from "../sabotage.ts";
import { TransactionalLogWriter } from "../connector/transactional_log_writer.ts";

class DroppedTransaction extends TransactionalLogWriter {
  override notifyCheckpointAborted(checkpointId: number, context: OperatorContext): void {
    const handler = new LogHandler(this, context);
    const { pending } = this.transactions;
    const isDropped = (held: { checkpointId: number }) => held.checkpointId === checkpointId;
    for (const { transaction } of pending.filter(isDropped)) handler.abort(transaction);
    this.transactions.pending = pending.filter((held) => !isDropped(held));
  }
}

/**
 * The transaction of a checkpoint that is given up is aborted.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, open, readCommitted, transactionalLog, WatermarkStrategy } from "@headwater/sim";
 * import type { Sabotage } from "@headwater/sim";
 * import { droppedTransaction } from "@headwater/sim/sabotage";
 * const committed = (sabotage: Sabotage[]) => {
 *   const { world } = open((env) => {
 *     env.fromSource(collection([1, 2, 3], { interval: 100_000 }), WatermarkStrategy.noWatermarks(), "numbers")
 *       .sinkTo(transactionalLog("out"));
 *   }, {
 *     config: { checkpointInterval: 150, tolerableFailedCheckpoints: 1 },
 *     faults: ["fail upload of out at 0s"],
 *     sabotage,
 *   }).run();
 *   return readCommitted(world, "out").map(({ value }) => value);
 * };
 * deepStrictEqual(committed([]), [1, 2, 3]);
 * deepStrictEqual(committed([droppedTransaction]), [3]);
 * ```
 */
export const droppedTransaction: Sabotage = sabotage({
  name: "dropped-transaction",
  sentence: "The transaction of a checkpoint that is given up is aborted",
  law: "exactly-once/a-checkpoint-given-up-is-invisible",
  replace: [{ of: TransactionalLogWriter, by: DroppedTransaction }],
});

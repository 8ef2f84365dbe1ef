// Wrong on purpose: a restart does not commit what the checkpoint says is pre-committed (SK-5 says: it was
// promised, so it is committed).
//
//   checkpoint 1 complete ── failure ──▶ restored: pending t1     t1 is never committed
//
// What learners see: the job goes on from where checkpoint 1 stands, so nobody writes the rows of t1 again,
// and nobody commits them either: they are lost, if the failure came before the commit.

import type { Sabotage } from "../sabotage.ts";
import type { TransactionHandler, TransactionState } from "../7_sink/transaction_handler.ts";
import { sabotage } from "../sabotage.ts";
import { TwoPhaseCommit } from "../7_sink/two_phase_commit.ts";

class ForgottenTransaction<T> extends TwoPhaseCommit<T> {
  override restoreState(
    states: readonly TransactionState<T>[],
    handler: TransactionHandler<T>,
  ): void {
    super.restoreState(states.map((state) => ({ ...state, pending: [] })), handler);
  }
}

/**
 * A restart forgets what was promised.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, open, readCommitted, transactionalLog, WatermarkStrategy } from "@headwater/sim";
 * import type { Sabotage } from "@headwater/sim";
 * import { forgottenTransaction } from "@headwater/sim/sabotage";
 * const committed = (sabotage: Sabotage[]) => {
 *   const { world } = open((env) => {
 *     env.fromSource(collection([1, 2, 3], { interval: 100_000 }), WatermarkStrategy.noWatermarks(), "numbers")
 *       .sinkTo(transactionalLog("out"));
 *   }, { config: { checkpointInterval: 150 }, faults: ["crash out after complete 1"], sabotage }).run();
 *   return readCommitted(world, "out").map(({ value }) => value);
 * };
 * deepStrictEqual(committed([]), [1, 2, 3]);
 * deepStrictEqual(committed([forgottenTransaction]), [3]);
 * ```
 */
export const forgottenTransaction: Sabotage = sabotage({
  name: "forgotten-transaction",
  sentence: "A restart does not commit what its checkpoint says is pre-committed",
  law: "exactly-once/committed-is-the-oracle",
  replace: [{ of: TwoPhaseCommit, by: ForgottenTransaction }],
});

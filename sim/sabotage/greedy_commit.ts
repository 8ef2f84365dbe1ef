// Wrong on purpose: when any checkpoint is complete, everything that is pre-committed is committed (SK-3 says:
// what was pre-committed for this checkpoint or one before it).
//
//   pending    t1 for checkpoint 1      t2 for checkpoint 2
//   complete: 1                         commits t1, and t2 too: nobody knows yet whether 2 will be complete
//
// What learners see: nothing, mostly. It takes two checkpoints at a time, or a notification that comes late,
// and then a failure, for results to be there twice: this is the wrong policy that tests miss longest.

import type { Sabotage } from "../sabotage.ts";
import type { TransactionHandler } from "../7_sink/transaction_handler.ts";
import { sabotage } from "../sabotage.ts";
import { TwoPhaseCommit } from "../7_sink/two_phase_commit.ts";

class GreedyCommit<T> extends TwoPhaseCommit<T> {
  override notifyCheckpointComplete(_checkpointId: number, handler: TransactionHandler<T>): void {
    super.notifyCheckpointComplete(Infinity, handler);
  }
}

/**
 * One complete checkpoint commits the transactions of all.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { greedyCommit } from "@headwater/sim/sabotage";
 * import type { TwoPhaseCommit } from "@headwater/sim";
 * const [{ by: Wrong }] = greedyCommit.replace;
 * const done: number[] = [];
 * const handler = {
 *   now: 0,
 *   begin: () => "t",
 *   preCommit() {},
 *   commit: ({ checkpointId }: { checkpointId: number }) => void done.push(checkpointId),
 *   recoverAndCommit() {},
 *   abort() {},
 *   recoverAndAbort() {},
 * };
 * const transactions = new Wrong() as TwoPhaseCommit<string>;
 * transactions.open(handler);
 * transactions.snapshotState(1, handler);
 * transactions.snapshotState(2, handler);
 * transactions.notifyCheckpointComplete(1, handler);
 * deepStrictEqual(done, [1, 2]); // and not [1]
 * ```
 */
export const greedyCommit: Sabotage = sabotage({
  name: "greedy-commit",
  sentence: "When a checkpoint is complete, transactions of later ones are committed too",
  law: "transactions/committed-after-completion",
  replace: [{ of: TwoPhaseCommit, by: GreedyCommit }],
});

// Wrong on purpose: a transaction is committed as soon as it is pre-committed (SK-3 says: when its checkpoint
// is complete).
//
//   current  ──────┤ checkpoint 1
//   pending        └─ pre-commit, commit           and if checkpoint 1 is never complete?
//
// What learners see: results are there sooner, as if checkpoints cost nothing. If the job fails before the
// checkpoint is complete, it goes on from the one before, and what is already committed is written again.

import type { Sabotage } from "../sabotage.ts";
import type { TransactionHandler, TransactionState } from "../7_sink/transaction_handler.ts";
import { sabotage } from "../sabotage.ts";
import { TwoPhaseCommit } from "../7_sink/two_phase_commit.ts";

class EarlyCommit<T> extends TwoPhaseCommit<T> {
  override snapshotState(
    checkpointId: number,
    handler: TransactionHandler<T>,
  ): TransactionState<T> {
    const state = super.snapshotState(checkpointId, handler);
    this.notifyCheckpointComplete(checkpointId, handler);
    return state;
  }
}

/**
 * Commits at the barrier.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { earlyCommit } from "@headwater/sim/sabotage";
 * import type { TwoPhaseCommit } from "@headwater/sim";
 * const [{ by: Wrong }] = earlyCommit.replace;
 * const done: string[] = [];
 * const handler = {
 *   now: 0,
 *   begin: () => "t",
 *   preCommit: () => void done.push("pre-commit"),
 *   commit: () => void done.push("commit"),
 *   recoverAndCommit() {},
 *   abort() {},
 *   recoverAndAbort() {},
 * };
 * const transactions = new Wrong() as TwoPhaseCommit<string>;
 * transactions.open(handler);
 * transactions.snapshotState(1, handler);
 * deepStrictEqual(done, ["pre-commit", "commit"]); // nobody has heard that checkpoint 1 is complete
 * ```
 */
export const earlyCommit: Sabotage = sabotage({
  name: "early-commit",
  sentence: "A transaction is committed before its checkpoint is complete",
  law: "transactions/committed-after-completion",
  replace: [{ of: TwoPhaseCommit, by: EarlyCommit }],
});

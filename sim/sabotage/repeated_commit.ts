// Wrong on purpose: the system outside does a commit again each time that it is asked (SK-5 says that a commit
// is idempotent: once committed, always committed, and whoever asks again is told so).
//
//   commit t0 ── failure ──▶ restored: pending t0 ──▶ commit t0 again     its rows are there twice
//
// What learners see: a restart cannot know whether a commit had reached the system outside, so it always asks
// again; every failure after a complete checkpoint doubles the results of that checkpoint.

import type { OutsidePort } from "../7_sink/outside.ts";
import type { Sabotage } from "../sabotage.ts";
import { sabotage } from "../sabotage.ts";
import { TransactionalPartition } from "../connector/transactional_partition.ts";

class RepeatedCommit extends TransactionalPartition {
  protected override commit(epoch: number, number: number, port: OutsidePort): boolean {
    const isAgain = !this.isStale(epoch) && this.kept.at(number).status === "committed";
    for (const row of isAgain ? this.rows.toArray() : []) {
      if (row.number === number) this.rows.push(row);
    }
    return super.commit(epoch, number, port);
  }
}

/**
 * A commit that is asked for twice happens twice.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, open, readCommitted, transactionalLog, WatermarkStrategy } from "@headwater/sim";
 * import type { Sabotage } from "@headwater/sim";
 * import { repeatedCommit } from "@headwater/sim/sabotage";
 * const committed = (sabotage: Sabotage[]) => {
 *   const { world } = open((env) => {
 *     env.fromSource(collection([1, 2, 3], { interval: 100_000 }), WatermarkStrategy.noWatermarks(), "numbers")
 *       .sinkTo(transactionalLog("out"));
 *   }, { config: { checkpointInterval: 150 }, faults: ["crash out after commit 1"], sabotage }).run();
 *   return readCommitted(world, "out").map(({ value }) => value);
 * };
 * deepStrictEqual(committed([]), [1, 2, 3]);
 * deepStrictEqual(committed([repeatedCommit]), [1, 2, 3, 1, 2]);
 * ```
 */
export const repeatedCommit: Sabotage = sabotage({
  name: "repeated-commit",
  sentence: "A commit that is asked for again, as after a restart, shows its results again",
  law: "exactly-once/committed-is-the-oracle",
  replace: [{ of: TransactionalPartition, by: RepeatedCommit }],
});

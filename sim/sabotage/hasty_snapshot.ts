// Wrong on purpose: a task takes its snapshot as soon as the first barrier is in (AL-6 says: with the last).
//
//   channel 0     ▌n▐ 2 1 →   its barrier is in: the snapshot
//   channel 1   ▌n▐ z y x →   x, y and z stand before the barrier, and are in no snapshot
//
// What learners see: there is no alignment, and checkpoints are quick. After a restart x, y and z are gone:
// their source goes on behind them, and the restored state has never seen them.

import type { BarrierCount } from "../4_input_gate/barrier_count.ts";
import type { Sabotage } from "../sabotage.ts";
import { BarrierHandler } from "../4_input_gate/barrier_handler.ts";
import { sabotage } from "../sabotage.ts";

class HastySnapshot extends BarrierHandler {
  override newCount(checkpointId: number): BarrierCount {
    const count = super.newCount(checkpointId);
    count.missingCount = Math.min(1, count.missingCount);
    return count;
  }
}

/**
 * The snapshot is taken at the first barrier.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { collectSink, collection, open, type Sabotage, WatermarkStrategy } from "@headwater/sim";
 * import { hastySnapshot } from "@headwater/sim/sabotage";
 * import { Fact } from "@headwater/sim/trace";
 * const alignments = (sabotage: Sabotage[]) => {
 *   const { trace } = open((env) => {
 *     env.setParallelism(2)
 *       .fromSource(collection([1, 2, 3, 4, 5, 6], { splits: 2, interval: 100_000 }), WatermarkStrategy.noWatermarks(), "numbers")
 *       .keyBy((n) => n)
 *       .sinkTo(collectSink("out"));
 *   }, { config: { checkpointInterval: 150 }, sabotage }).run();
 *   return [...trace.facts([Fact.alignmentStarted])].length;
 * };
 * strictEqual(alignments([]) > 0, true);
 * strictEqual(alignments([hastySnapshot]), 0);
 * ```
 */
export const hastySnapshot: Sabotage = sabotage({
  name: "hasty-snapshot",
  sentence: "A snapshot is taken at the first barrier, without waiting for the others",
  law: "exactly-once/committed-is-the-oracle",
  replace: [{ of: BarrierHandler, by: HastySnapshot }],
});

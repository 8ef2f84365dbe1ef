// Wrong on purpose: a source saves the position of the last record that it has read (SN-3 says: of the next
// one that it will read).
//
//   split        0  1  2 │ 3  4         read: 0 1 2
//   right                └─ position 3, the next one
//   wrong              └─── position 2: read again after a restart
//
// What learners see: after each restart one record of each split counts twice. One off: the commonest mistake
// with offsets that somebody keeps by hand.

import type { OperatorListState } from "../6_state/operator_list_state.ts";
import type { Sabotage } from "../sabotage.ts";
import { sabotage } from "../sabotage.ts";
import { SourceOperator } from "../1_source/source_operator.ts";

class ShiftedOffset extends SourceOperator {
  override snapshotState(): readonly OperatorListState[] {
    return super.snapshotState().map((list) => ({
      ...list,
      items: Object.freeze(list.items.map((item) => back(item as { readonly position: number }))),
    }));
  }
}

/** One record before: the same split, read again from there. */
function back<T extends { readonly position: number }>(item: T): T {
  return Object.freeze({ ...item, position: Math.max(0, item.position - 1) });
}

/**
 * A source remembers a position that is one too low.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, open, readCommitted, transactionalLog, WatermarkStrategy } from "@headwater/sim";
 * import type { Sabotage } from "@headwater/sim";
 * import { shiftedOffset } from "@headwater/sim/sabotage";
 * const committed = (sabotage: Sabotage[]) => {
 *   const { world } = open((env) => {
 *     env.fromSource(collection([1, 2, 3], { interval: 100_000 }), WatermarkStrategy.noWatermarks(), "numbers")
 *       .sinkTo(transactionalLog("out"));
 *   }, { config: { checkpointInterval: 150 }, faults: ["crash out after complete 1"], sabotage }).run();
 *   return readCommitted(world, "out").map(({ value }) => value);
 * };
 * deepStrictEqual(committed([]), [1, 2, 3]);
 * deepStrictEqual(committed([shiftedOffset]), [1, 2, 2, 3]);
 * ```
 */
export const shiftedOffset: Sabotage = sabotage({
  name: "shifted-offset",
  sentence: "A source saves the position of the last record read, not of the next one",
  law: "exactly-once/committed-is-the-oracle",
  replace: [{ of: SourceOperator, by: ShiftedOffset }],
});

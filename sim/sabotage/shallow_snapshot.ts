// Wrong on purpose: the copy that a snapshot takes is none; what goes on in the state while it is written goes
// into the checkpoint (ST-4 says: a snapshot is the state of one instant).
//
//   barrier ─┤ snapshot ├──── written meanwhile ────┤ in storage
//   records             a   b   c                     a, b and c are in it
//
// What learners see: checkpoints are right as long as nothing comes while they are written, which is to say in
// every small test. After a restart a, b and c are in the restored state and come from their source once more.

import type { KeyedParts } from "../6_state/keyed_part.ts";
import type { Operator } from "../5_operator/operator.ts";
import type { Sabotage } from "../sabotage.ts";
import type { SubtaskContext } from "../task/subtask_context.ts";
import { copy } from "../clock/copy.ts";
import { sabotage } from "../sabotage.ts";
import { SubtaskCheckpoint } from "../task/subtask_checkpoint.ts";
import { SubtaskSnapshot } from "../task/subtask_snapshot.ts";

class ShallowSnapshot extends SubtaskCheckpoint {
  override onUploaded(context: SubtaskContext): void {
    const { operators } = context.task.chain;
    for (const upload of this.uploads) {
      if (upload.doneAt <= context.now) upload.snapshot = leak(upload.snapshot, operators);
    }
    super.onUploaded(context);
  }
}

/** The same snapshot with the keyed state of now. */
function leak({ spec }: SubtaskSnapshot, operators: readonly Operator[]): SubtaskSnapshot {
  const snapshot = new SubtaskSnapshot();
  const leaked = spec.operators.map((saved, i) =>
    Object.freeze({ ...saved, keyed: keyedNow(operators[i]) })
  );
  snapshot.spec = Object.freeze({ ...spec, operators: Object.freeze(leaked) });
  return snapshot;
}

function keyedNow(operator: Operator): KeyedParts {
  const parts = Object.entries(operator.keyedParts());
  return Object.fromEntries(parts.map(([name, part]) => [name, copy(part)]));
}

/**
 * State that changes while a checkpoint is written changes the checkpoint.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, open, readCommitted, transactionalLog, WatermarkStrategy } from "@headwater/sim";
 * import type { Sabotage } from "@headwater/sim";
 * import { shallowSnapshot } from "@headwater/sim/sabotage";
 * const committed = (sabotage: Sabotage[]) => {
 *   const { world } = open((env) => {
 *     env.fromSource(collection([1, 2, 3], { interval: 100_000 }), WatermarkStrategy.noWatermarks(), "numbers")
 *       .keyBy(() => "all")
 *       .reduce((a, b) => a + b)
 *       .sinkTo(transactionalLog("sums"));
 *   }, {
 *     config: { checkpointInterval: 150, storageTime: 80_000 },
 *     faults: ["crash sums after complete 1"],
 *     sabotage,
 *   }).run();
 *   return readCommitted(world, "sums").map(({ value }) => value);
 * };
 * deepStrictEqual(committed([]), [1, 3, 6]);
 * deepStrictEqual(committed([shallowSnapshot]), [1, 3, 9]); // 3 came while checkpoint 1 was written
 * ```
 */
export const shallowSnapshot: Sabotage = sabotage({
  name: "shallow-snapshot",
  sentence: "What changes in the state while a checkpoint is written is in the checkpoint",
  law: "exactly-once/committed-is-the-oracle",
  replace: [{ of: SubtaskCheckpoint, by: ShallowSnapshot }],
});

// Wrong on purpose: a window contains its end and not its start (WN-1 says: [start, end)).
//
//   right   ──[0 ······· 9][10 ····── 10 opens a window
//   wrong   ──(0 ······· 10](·······─ 10 closes one
//
// What learners see: whatever falls on a full hour counts for the hour before. Its window may be over when it
// comes, since event time may already have reached the window's last moment.

import type { AssignedWindows } from "../5_operator/window/assigned_windows.ts";
import type { Millis } from "../clock/time.ts";
import type { OperatorContext } from "../5_operator/operator.ts";
import type { Sabotage } from "../sabotage.ts";
import { MergingWindowOperator } from "../5_operator/window/merging_window_operator.ts";
import { sabotage } from "../sabotage.ts";
import { saturatingAdd } from "../clock/time.ts";
import { WindowOperator } from "../5_operator/window/window_operator.ts";

class InclusiveWindow extends WindowOperator {
  protected override assign(
    value: unknown,
    timestamp: Millis,
    context: OperatorContext,
  ): AssignedWindows {
    return super.assign(value, saturatingAdd(timestamp, -1), context);
  }
}

class InclusiveSession extends MergingWindowOperator {
  protected override assign(
    value: unknown,
    timestamp: Millis,
    context: OperatorContext,
  ): AssignedWindows {
    return super.assign(value, saturatingAdd(timestamp, -1), context);
  }
}

/**
 * The end of a window belongs to it.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collectSink, collection, open, results, TumblingEventTimeWindows, WatermarkStrategy } from "@headwater/sim";
 * import type { Sabotage } from "@headwater/sim";
 * import { inclusiveWindow } from "@headwater/sim/sabotage";
 * const strategy = WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner((n) => n);
 * const sums = (sabotage: Sabotage[]) => {
 *   const { world } = open((env) => {
 *     env.fromSource(collection([3, 10, 12]), strategy, "numbers")
 *       .keyBy(() => "all")
 *       .window(TumblingEventTimeWindows.of(10))
 *       .reduce((a, b) => a + b)
 *       .sinkTo(collectSink("sums"));
 *   }, { sabotage }).run();
 *   return results(world, "sums");
 * };
 * deepStrictEqual(sums([]), [3, 22]);
 * deepStrictEqual(sums([inclusiveWindow]), [13, 12]);
 * ```
 */
export const inclusiveWindow: Sabotage = sabotage({
  name: "inclusive-window",
  sentence: "A window contains its end, and not its start",
  law: "results/windows-are-a-group-by",
  replace: [
    { of: WindowOperator, by: InclusiveWindow },
    { of: MergingWindowOperator, by: InclusiveSession },
  ],
});

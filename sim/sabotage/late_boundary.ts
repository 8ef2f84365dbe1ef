// Wrong on purpose: a record is late only when its window's last moment lies before the watermark (W-8 says:
// at or before it). One character, `<` for `≤`.
//
//   watermark 9 ──▶ window [0, 10) fires and is cleaned
//   record at 5 ──▶ taken in, since 9 < 9 is not so: the window opens again and fires with it alone
//   watermark 10 ─▶ the window's timer is due: it fires once more, and is cleaned once more
//
// What learners see: a window speaks again, and what it says forgets what it said before. It takes a record
// that comes right after the watermark that ended its window.

import type { Sabotage } from "../sabotage.ts";
import type { WindowContext } from "../5_operator/window/window_context.ts";
import { MergingWindowOperator } from "../5_operator/window/merging_window_operator.ts";
import { sabotage } from "../sabotage.ts";
import { WindowOperator } from "../5_operator/window/window_operator.ts";

class LateBoundary extends WindowOperator {
  protected override isWindowLate({ cleanupTime }: WindowContext): boolean {
    return this.spec.assigner.isEventTime && cleanupTime < this.timers.currentWatermark;
  }
}

class LateBoundaryOfSessions extends MergingWindowOperator {
  protected override isWindowLate({ cleanupTime }: WindowContext): boolean {
    return this.spec.assigner.isEventTime && cleanupTime < this.timers.currentWatermark;
  }
}

/**
 * A window whose end the watermark has just reached still takes records.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collectSink, collection, open, results, TumblingEventTimeWindows, WatermarkStrategy } from "@headwater/sim";
 * import type { Sabotage } from "@headwater/sim";
 * import { lateBoundary } from "@headwater/sim/sabotage";
 * const strategy = WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner((n) => n);
 * const sums = (sabotage: Sabotage[]) => {
 *   const { world } = open((env) => {
 *     env.fromSource(collection([3, 10, 5], { interval: 1_000_000 }), strategy, "numbers")
 *       .keyBy(() => "all")
 *       .window(TumblingEventTimeWindows.of(10))
 *       .reduce((a, b) => a + b)
 *       .sinkTo(collectSink("sums"));
 *   }, { sabotage }).run();
 *   return results(world, "sums");
 * };
 * deepStrictEqual(sums([]), [3, 10]);
 * deepStrictEqual(sums([lateBoundary]), [3, 5, 5, 10]); // at once, and when event time moves on
 * ```
 */
export const lateBoundary: Sabotage = sabotage({
  name: "late-boundary",
  sentence: "A record is late if its window ended before the watermark, but not at it",
  law: "lateness/late-when-its-window-is-over",
  replace: [
    { of: WindowOperator, by: LateBoundary },
    { of: MergingWindowOperator, by: LateBoundaryOfSessions },
  ],
});

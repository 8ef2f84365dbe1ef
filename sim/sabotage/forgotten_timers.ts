// Wrong on purpose: a restart gives operators their state back, but not their timers (TI-8 says: timers are
// state).
//
//   checkpoint   window [0, 10): 3 records     timer at 9
//   restored     window [0, 10): 3 records     nobody will wake it
//
// What learners see: windows that were open at the checkpoint never fire, unless another record of their key
// and window comes and sets a new timer. The count of results falls, and nothing says why.

import type { Sabotage } from "../sabotage.ts";
import { sabotage } from "../sabotage.ts";
import { TimerService } from "../6_state/timer_service.ts";

class ForgottenTimers extends TimerService {
  override absorb(): void {}
}

/**
 * Timers are not restored.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, open, readCommitted, transactionalLog, TumblingEventTimeWindows, WatermarkStrategy } from "@headwater/sim";
 * import type { Sabotage } from "@headwater/sim";
 * import { forgottenTimers } from "@headwater/sim/sabotage";
 * const strategy = WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner((n) => n);
 * const sums = (sabotage: Sabotage[]) => {
 *   const { world } = open((env) => {
 *     env.fromSource(collection([3, 4, 12], { interval: 100_000 }), strategy, "numbers")
 *       .keyBy(() => "all")
 *       .window(TumblingEventTimeWindows.of(10))
 *       .reduce((a, b) => a + b)
 *       .sinkTo(transactionalLog("sums"));
 *   }, { config: { checkpointInterval: 150 }, faults: ["crash sums after complete 1"], sabotage }).run();
 *   return readCommitted(world, "sums").map(({ value }) => value);
 * };
 * deepStrictEqual(sums([]), [7, 12]);
 * deepStrictEqual(sums([forgottenTimers]), [12]);
 * ```
 */
export const forgottenTimers: Sabotage = sabotage({
  name: "forgotten-timers",
  sentence: "A restart restores state, but not the timers that belong to it",
  law: "exactly-once/committed-is-the-oracle",
  replace: [{ of: TimerService, by: ForgottenTimers }],
});

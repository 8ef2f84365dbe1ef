// What a job does that is allowed and probably not meant: said before it runs, and nothing is refused.

import type { WindowOperatorSpec } from "../5_operator/window/window_operator_spec.ts";
import type { ExecutionPlan } from "../task/subtask_spec.ts";
import { windowWarnings } from "../5_operator/window/window_warnings.ts";

/**
 * The warnings about a plan, in its order: sentences that begin with a code, `W-WINDOW-GAP` or
 * `W-WINDOW-FOREVER`.
 *
 * ```ts
 * import { match } from "node:assert";
 * import { collection, collectSink, planJob, planWarnings } from "@headwater/sim";
 * import { SlidingEventTimeWindows, WatermarkStrategy } from "@headwater/sim";
 * const [warning] = planWarnings(planJob((env) => {
 *   env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "numbers").keyBy((n) => n)
 *     .window(SlidingEventTimeWindows.of(5, 20))
 *     .reduce((a, b) => a + b).sinkTo(collectSink("out"));
 * }));
 * match(warning, /^W-WINDOW-GAP: .* so 75 % of all time is in no window/);
 * ```
 */
export function planWarnings({ vertices }: ExecutionPlan): string[] {
  return vertices
    .flatMap(({ chain }) => chain.map(({ operator }) => operator))
    .flatMap((operator) =>
      "assigner" in operator ? windowWarnings(operator as WindowOperatorSpec) : []
    );
}

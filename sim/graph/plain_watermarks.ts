// The watermark strategy of a plain job.

import type { Millis } from "../clock/time.ts";
import type { PlainWatermarks } from "./plain_job.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { compileExpression } from "./expression.ts";

/** Makes the strategy. Errors: `E-WATERMARK-BOUND`, `E-IDLENESS`, `E-GRAPH-EXPRESSION`. */
export function toWatermarkStrategy(
  { type, bound, timestamp, idleTimeout }: PlainWatermarks,
  path: string,
): WatermarkStrategy<unknown> {
  let strategy: WatermarkStrategy<unknown> = type === "noWatermarks"
    ? WatermarkStrategy.noWatermarks()
    : type === "ascendingTimestamps"
    ? WatermarkStrategy.forMonotonousTimestamps()
    : WatermarkStrategy.forBoundedOutOfOrderness(bound!);
  if (timestamp !== undefined) {
    const at = `${path}.watermarks.timestamp`;
    const compiled = compileExpression(timestamp, at, ["value", "ts"]);
    strategy = strategy.withTimestampAssigner((value, ts) => compiled({ value, ts }) as Millis);
  }
  return idleTimeout === undefined ? strategy : strategy.withIdleness(idleTimeout);
}

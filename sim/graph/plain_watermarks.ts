// The watermark strategy of a plain job.

import type { Millis } from "../clock/time.ts";
import type { PlainWatermarks } from "./plain_job.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { compileExpression } from "./expression.ts";

/**
 * Makes the strategy. Errors: `E-WATERMARK-BOUND`, `E-WATERMARK-VIOLATION`, `E-WATERMARK-INTERVAL`,
 * `E-IDLENESS`, `E-ALIGNMENT`, `E-GRAPH-EXPRESSION`.
 */
export function toWatermarkStrategy(
  watermarks: PlainWatermarks,
  path: string,
): WatermarkStrategy<unknown> {
  const { timestamp, idleTimeout, alignment } = watermarks;
  let strategy = generatorOf(watermarks, path);
  if (timestamp !== undefined) {
    const found = compile(timestamp, `${path}.watermarks.timestamp`);
    strategy = strategy.withTimestampAssigner((value, ts) => found(value, ts) as Millis);
  }
  if (idleTimeout !== undefined) strategy = strategy.withIdleness(idleTimeout);
  if (alignment === undefined) return strategy;
  const { group, maxDrift, updateInterval } = alignment;
  return strategy.withWatermarkAlignment(group, maxDrift, updateInterval);
}

function generatorOf(
  { type, bound, onViolation, watermark, interval }: PlainWatermarks,
  path: string,
): WatermarkStrategy<unknown> {
  const announced = () => compile(watermark, `${path}.watermarks.watermark`);
  switch (type) {
    case "noWatermarks":
      return WatermarkStrategy.noWatermarks();
    case "processingTime":
      return WatermarkStrategy.forProcessingTime();
    case "ascendingTimestamps":
      return WatermarkStrategy.forMonotonousTimestamps();
    case "ascendingTimestampExtractor":
      return WatermarkStrategy.forAscendingTimestampExtractor(onViolation as never);
    case "boundedOutOfOrderness":
      return WatermarkStrategy.forBoundedOutOfOrderness(bound!);
    case "boundedOutOfOrdernessExtractor":
      return WatermarkStrategy.forBoundedOutOfOrdernessExtractor(bound!);
    case "punctuated":
      return WatermarkStrategy.forPunctuated(announced());
    case "rowExpression":
      return WatermarkStrategy.forRowExpression(announced(), interval);
    case "ingestionTime":
      return WatermarkStrategy.forIngestionTime(interval);
    case "ingestionTimeExtractor":
      return WatermarkStrategy.forIngestionTimeExtractor();
  }
}

function compile(
  expression: unknown,
  at: string,
): (value: unknown, ts: Millis) => Millis | null {
  const compiled = compileExpression(expression, at, ["value", "ts"]);
  return (value, ts) => compiled({ value, ts }) as Millis | null;
}

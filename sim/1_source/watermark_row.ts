// The watermark that a table declares, `WATERMARK FOR rowtime AS rowtime - INTERVAL …` (Flink SQL's
// WatermarkAssignerOperator): every row says how far event time has come.

import type { Millis } from "../clock/time.ts";
import { WatermarkGenerator } from "./watermark_generator.ts";
import { requireWatermark, type WatermarkOutput } from "./watermark_output.ts";

/** What {@linkcode RowWatermarks} are told once. */
export interface RowWatermarksSpec {
  /** The expression behind `AS`; null where it is NULL. */
  readonly watermarkOf: (row: never, timestamp: Millis) => Millis | null;
  /** A row that brings event time on by more than this emits its watermark at once. */
  readonly interval: Millis;
}

/**
 * The largest value of the expression so far, beginning with 0. It is emitted behind a row that raised
 * it by more than the interval since the last one, else on the next tick (WG-11).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const generator = WatermarkStrategy.forRowExpression((row: number) => row - 5, 200)
 *   .createGenerator();
 * const emitted: number[] = [];
 * const output = { emitWatermark: (t: number) => emitted.push(t), markIdle() {}, markActive() {} };
 * for (const row of [105, 400, 500]) generator.onEvent(row, 0, output);
 * generator.onPeriodicEmit(output, 200);
 * deepStrictEqual(emitted, [395, 495]);
 * ```
 */
export class RowWatermarks extends WatermarkGenerator<RowWatermarksSpec> {
  current: Millis = 0;
  last: Millis = 0;

  /** Evaluates the expression. */
  override onEvent(row: unknown, timestamp: Millis, output: WatermarkOutput): void {
    const watermark = this.spec.watermarkOf(row as never, timestamp);
    if (watermark !== null) this.current = Math.max(this.current, requireWatermark(watermark));
    if (this.current - this.last > this.spec.interval) this.advance(output);
  }

  /** Emits what has grown since. */
  override onPeriodicEmit(output: WatermarkOutput): void {
    this.advance(output);
  }

  private advance(output: WatermarkOutput): void {
    if (this.current <= this.last) return;
    this.last = this.current;
    output.emitWatermark(this.current);
  }
}

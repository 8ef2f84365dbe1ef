// The watermark that trails the largest timestamp (Flink's BoundedOutOfOrdernessWatermarks, and with
// bound 0 its AscendingTimestampsWatermarks):
//
//   timestamps      … 10   7            20        "records may come up to 5 ms late"
//   watermark              4            14        largest − 5 − 1: a record of 15 may still come

import { type Millis, MIN } from "../clock/time.ts";
import { WatermarkGenerator } from "./watermark_generator.ts";
import type { WatermarkOutput } from "./watermark_output.ts";

/** What a {@linkcode BoundedOutOfOrdernessWatermarks} is told once. */
export interface BoundedOutOfOrdernessSpec {
  /** From the largest timestamp back to the watermark: bound + 1, and in Flink 1.9 the bound. */
  readonly distance: Millis;
}

/**
 * `W = largest timestamp − bound − 1`, and −∞ before the first record (WG-2, WG-4); the extractor of
 * Flink 1.9 leaves the 1 out (WG-3). It emits on each tick, repeated values too: filtering them is
 * not its work.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const generator = WatermarkStrategy.forBoundedOutOfOrderness(5).createGenerator();
 * const emitted: number[] = [];
 * const output = { emitWatermark: (t: number) => emitted.push(t), markIdle() {}, markActive() {} };
 * for (const timestamp of [10, 7, 20]) {
 *   generator.onEvent("reading", timestamp, output);
 *   generator.onPeriodicEmit(output, 0);
 * }
 * deepStrictEqual(emitted, [4, 4, 14]);
 * ```
 */
export class BoundedOutOfOrdernessWatermarks extends WatermarkGenerator<BoundedOutOfOrdernessSpec> {
  maxTimestamp: Millis = MIN;

  /** Remembers the largest timestamp. */
  override onEvent(_value: unknown, timestamp: Millis): void {
    if (timestamp > this.maxTimestamp) this.maxTimestamp = timestamp;
  }

  /** Emits the watermark as it stands. */
  override onPeriodicEmit(output: WatermarkOutput): void {
    output.emitWatermark(Math.max(MIN, this.maxTimestamp - this.spec.distance));
  }
}

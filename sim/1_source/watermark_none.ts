// No event time at all (Flink's NoWatermarksGenerator): for jobs that look at processing time only.

import { WatermarkGenerator } from "./watermark_generator.ts";

/**
 * Never emits anything (WG-7); the end of a bounded stream still sends its final watermark (WG-8).
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { NoWatermarks } from "@headwater/sim";
 * ok(!new NoWatermarks().needsTick());
 * ```
 */
export class NoWatermarks extends WatermarkGenerator {
  /** Ignores the record. */
  override onEvent(): void {}

  /** Has nothing to say. */
  override onPeriodicEmit(): void {}
}

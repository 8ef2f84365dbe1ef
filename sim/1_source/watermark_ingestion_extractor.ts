// Event time that is the moment at which an assigner saw the record (Flink 1.9's
// IngestionTimeExtractor).

import { type Millis, MIN } from "../clock/time.ts";
import { WatermarkGenerator } from "./watermark_generator.ts";
import type { WatermarkOutput } from "./watermark_output.ts";

/**
 * The timestamp is the processing time, and `W = now − 1`; a clock that jumps back stands still until
 * it has caught up (WG-6).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { IngestionTimeExtractor } from "@headwater/sim";
 * const extractor = new IngestionTimeExtractor();
 * strictEqual(extractor.assignTimestamp("reading", 3, 70), 70);
 * strictEqual(extractor.assignTimestamp("reading", 4, 60), 70);
 * ```
 */
export class IngestionTimeExtractor extends WatermarkGenerator {
  /** The latest time it has seen. */
  latest: Millis = MIN;

  /** The time of seeing the record. */
  override assignTimestamp(_value: unknown, _timestamp: Millis, now: Millis): Millis {
    return this.at(now);
  }

  /** The record was seen when it got its timestamp. */
  override onEvent(): void {}

  /** Nothing earlier than now can come. */
  override onPeriodicEmit(output: WatermarkOutput, now: Millis): void {
    output.emitWatermark(this.at(now) - 1);
  }

  /** Time goes on without records. */
  override needsTick(): boolean {
    return true;
  }

  private at(now: Millis): Millis {
    return this.latest = Math.max(this.latest, now);
  }
}

// Where a watermark generator speaks to (Flink's WatermarkOutput).

import type { Millis } from "../clock/time.ts";

/** Receives watermarks and idleness from a generator. Valid during the call only. */
export interface WatermarkOutput {
  /** A watermark; it also marks the output active. */
  emitWatermark(timestamp: Millis): void;
  /** The output is idle and no longer holds others back. */
  markIdle(): void;
  /** The output takes part again. */
  markActive(): void;
}

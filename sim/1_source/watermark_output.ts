// Where a watermark generator speaks to (Flink's WatermarkOutput).

import { refuse, showValue } from "../clock/named_error.ts";
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

/**
 * Gives back what a generator emitted if it can be a watermark: a whole number of milliseconds, or
 * one of the two infinities.
 *
 * Errors: `E-TS-RANGE`.
 *
 * ```ts
 * import { strictEqual, throws } from "node:assert";
 * import { requireWatermark } from "@headwater/sim";
 * strictEqual(requireWatermark(14), 14);
 * throws(() => requireWatermark(NaN), /E-TS-RANGE/);
 * ```
 */
export function requireWatermark(timestamp: unknown): Millis {
  if (Number.isSafeInteger(timestamp)) return timestamp as Millis;
  refuse(
    "E-TS-RANGE",
    `A watermark generator emitted ${showValue(timestamp)}, but a watermark is a whole number of ` +
      `milliseconds; the usual cause is arithmetic with a field that some records lack`,
  );
}

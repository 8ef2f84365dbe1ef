// The last filter before a watermark leaves: event time does not run backwards (Flink's
// WatermarkToDataOutput for sources, TimestampsAndWatermarksOperator.WatermarkEmitter for operators).

import { type Millis, MIN } from "../clock/time.ts";
import { requireWatermark } from "./watermark_output.ts";

/** Where filtered watermarks go: the output of an operator. Valid during the call only. */
export interface WatermarkStatusOutput {
  emitWatermark(timestamp: Millis): void;
  emitStatus(isIdle: boolean): void;
}

/**
 * Lets a watermark pass if it is larger than all before (WG-1, WG-10), and a status if it is news.
 * An idle output becomes active again by a larger watermark, not by a record (WG-13).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { MonotoneWatermarks } from "@headwater/sim";
 * const emitted: unknown[] = [];
 * const output = {
 *   emitWatermark: (timestamp: number) => emitted.push(timestamp),
 *   emitStatus: (isIdle: boolean) => emitted.push(isIdle ? "idle" : "active"),
 * };
 * const filter = new MonotoneWatermarks();
 * filter.emitWatermark(4, output);
 * filter.markIdle(output);
 * filter.emitWatermark(4, output);
 * filter.emitWatermark(14, output);
 * deepStrictEqual(emitted, [4, "idle", "active", 14]);
 * ```
 */
export class MonotoneWatermarks {
  /** The last watermark that passed; not checkpointed, so a restart begins at −∞ (WG-10). */
  last: Millis = MIN;
  isIdle = false;

  /** A watermark wants to leave. Errors: `E-TS-RANGE`. */
  emitWatermark(timestamp: Millis, output: WatermarkStatusOutput): void {
    if (requireWatermark(timestamp) <= this.last) return;
    this.last = timestamp;
    this.markActive(output);
    output.emitWatermark(timestamp);
  }

  /** The output has nothing to say for now. */
  markIdle(output: WatermarkStatusOutput): void {
    if (this.isIdle) return;
    this.isIdle = true;
    output.emitStatus(true);
  }

  /** The output takes part again. */
  markActive(output: WatermarkStatusOutput): void {
    if (!this.isIdle) return;
    this.isIdle = false;
    output.emitStatus(false);
  }
}

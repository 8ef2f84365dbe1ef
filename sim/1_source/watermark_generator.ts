// The contract of a watermark generator (Flink's WatermarkGenerator): it sees every record and is
// asked periodically. A part: plain fields, a constructor without arguments, options in `spec`.

import type { Millis } from "../clock/time.ts";
import type { WatermarkOutput } from "./watermark_output.ts";

/**
 * Decides how far event time has come. One per split, or one per subtask of an assigner (WG-9).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { type Millis, WatermarkGenerator, type WatermarkOutput } from "@headwater/sim";
 *
 * class LastSeen extends WatermarkGenerator {
 *   last = 0;
 *   override onEvent(_value: unknown, timestamp: Millis): void {
 *     this.last = timestamp;
 *   }
 *   override onPeriodicEmit(output: WatermarkOutput): void {
 *     output.emitWatermark(this.last - 1);
 *   }
 * }
 *
 * const generator = new LastSeen();
 * generator.onEvent("reading", 12);
 * strictEqual(generator.last, 12);
 * ```
 */
export abstract class WatermarkGenerator<Spec = unknown> {
  spec!: Spec;

  /**
   * The record's timestamp, for a generator that finds it itself, as the extractors of Flink 1.9 do:
   * one that has this method is asked, with what the strategy's assigner found and the processing time.
   */
  assignTimestamp(_value: unknown, timestamp: Millis, _now: Millis): Millis {
    return timestamp;
  }

  /** One record: may emit at once (punctuated), or only remember. */
  abstract onEvent(value: unknown, timestamp: Millis, output: WatermarkOutput): void;

  /**
   * Called every auto-watermark interval with the processing time (WG-1). `activity` is the time in
   * which a record could have come, where that is less: idleness is measured by it.
   */
  abstract onPeriodicEmit(output: WatermarkOutput, now: Millis, activity?: Millis): void;

  /** True while a later tick could change something although no record arrives (idleness). */
  needsTick(): boolean {
    return false;
  }
}

// A watermark that the data itself carries: some records say "everything up to here has come"
// (Flink's punctuated generators).

import type { Millis } from "../clock/time.ts";
import { WatermarkGenerator } from "./watermark_generator.ts";
import type { WatermarkOutput } from "./watermark_output.ts";

/** What {@linkcode PunctuatedWatermarks} are told once. */
export interface PunctuatedSpec {
  /** The watermark that a record announces, or null when it announces none. */
  readonly watermarkOf: (value: never, timestamp: Millis) => Millis | null;
}

/**
 * Asks the user's function about every record and emits its answer at once, behind the record
 * (WG-5, TS-3).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const generator = WatermarkStrategy
 *   .forPunctuated((value: { last: boolean }, timestamp) => value.last ? timestamp : null)
 *   .createGenerator();
 * const emitted: number[] = [];
 * const output = { emitWatermark: (t: number) => emitted.push(t), markIdle() {}, markActive() {} };
 * generator.onEvent({ last: false }, 10, output);
 * generator.onEvent({ last: true }, 12, output);
 * deepStrictEqual(emitted, [12]);
 * ```
 */
export class PunctuatedWatermarks extends WatermarkGenerator<PunctuatedSpec> {
  /** Emits what the record announces. */
  override onEvent(value: unknown, timestamp: Millis, output: WatermarkOutput): void {
    const watermark = this.spec.watermarkOf(value as never, timestamp);
    if (watermark !== null) output.emitWatermark(watermark);
  }

  /** Nothing: a punctuated watermark does not wait for a tick. */
  override onPeriodicEmit(): void {}
}

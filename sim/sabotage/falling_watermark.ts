// Wrong on purpose: a watermark that is lower than what was said before counts all the same (V-2, V-4 say:
// it is ignored, and a channel that comes back from idleness first catches up).
//
//   channel   0    1
//   wm        29   idle
//   wm        29   11 again   the operator's event time falls from 29 to 11
//
// What learners see: event time runs backwards where a channel was silent for a while and then goes on with
// old records. What was late is in time again, so a window that is long over opens and fires once more.

import type { Millis } from "../clock/time.ts";
import type { Sabotage } from "../sabotage.ts";
import { sabotage } from "../sabotage.ts";
import { WatermarkValve, type WatermarkValveOutput } from "../4_input_gate/watermark_valve.ts";

class FallingWatermark extends WatermarkValve {
  override receiveWatermark(
    channel: number,
    timestamp: Millis,
    output: WatermarkValveOutput,
  ): void {
    if (this.idle[channel] === 1) return;
    this.watermarks[channel] = timestamp;
    this.emitMinimum(output);
  }

  /** The least of all active channels, whichever way that moves it. */
  protected override emitMinimum(output: WatermarkValveOutput): void {
    const active = this.watermarks.filter((_, channel) => this.idle[channel] === 0);
    const minimum = Math.min(...active);
    if (active.length === 0 || minimum === this.lastWatermark) return;
    this.lastWatermark = minimum;
    output.emitWatermark(minimum);
  }
}

/**
 * Event time may run backwards.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { fallingWatermark } from "@headwater/sim/sabotage";
 * import type { WatermarkValve } from "@headwater/sim";
 * const [{ by: Wrong }] = fallingWatermark.replace;
 * const emitted: number[] = [];
 * const output = { emitWatermark: (timestamp: number) => void emitted.push(timestamp), emitStatus() {} };
 * const valve = new Wrong() as WatermarkValve;
 * valve.build(1);
 * valve.receiveWatermark(0, 29, output);
 * valve.receiveWatermark(0, 11, output);
 * deepStrictEqual(emitted, [29, 11]); // and not [29]
 * ```
 */
export const fallingWatermark: Sabotage = sabotage({
  name: "falling-watermark",
  sentence: "A watermark lower than the one before counts: event time runs backwards",
  law: "watermarks/strictly-increasing",
  replace: [{ of: WatermarkValve, by: FallingWatermark }],
});

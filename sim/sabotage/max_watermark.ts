// Wrong on purpose: an operator is as far as its fastest channel (V-1 says: as its slowest).
//
//   channel   0    1
//   wm        29   14     the operator's event time is 29, and what channel 1 brings is late
//
// What learners see: windows fire early, and everything that comes by a slower channel afterwards is late:
// dropped, or told apart from the rest of its window. Nothing has to fail for it. Idle channels hold nobody
// back, but here they never would.

import type { Sabotage } from "../sabotage.ts";
import { sabotage } from "../sabotage.ts";
import { WatermarkValve, type WatermarkValveOutput } from "../4_input_gate/watermark_valve.ts";

class MaxWatermark extends WatermarkValve {
  protected override emitMinimum(output: WatermarkValveOutput): void {
    this.emitMaximum(output);
  }
}

/**
 * The event time of an input is the largest watermark of its channels.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { maxWatermark } from "@headwater/sim/sabotage";
 * import type { WatermarkValve } from "@headwater/sim";
 * const [{ by: Wrong }] = maxWatermark.replace;
 * const emitted: number[] = [];
 * const output = { emitWatermark: (timestamp: number) => void emitted.push(timestamp), emitStatus() {} };
 * const valve = new Wrong() as WatermarkValve;
 * valve.build(2);
 * valve.receiveWatermark(0, 29, output);
 * valve.receiveWatermark(1, 14, output);
 * deepStrictEqual(emitted, [29]); // and not [14]
 * ```
 */
export const maxWatermark: Sabotage = sabotage({
  name: "max-watermark",
  sentence: "The event time of an input is that of its fastest channel, not of its slowest",
  law: "lateness/bounded-disorder-is-never-late",
  replace: [{ of: WatermarkValve, by: MaxWatermark }],
});

// From the event time of several logical inputs to that of their operator (Flink's
// IndexedCombinedWatermarkStatus, V-8): the minimum over the inputs that are not idle.

import { type Millis, MIN } from "../clock/time.ts";
import type { WatermarkValveOutput } from "./watermark_valve.ts";

/**
 * Combines what the valves of several inputs let through.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { CombinedWatermark } from "@headwater/sim";
 * const emitted: unknown[] = [];
 * const output = {
 *   emitWatermark: (timestamp: number) => emitted.push(timestamp),
 *   emitStatus: (isIdle: boolean) => emitted.push(isIdle ? "idle" : "active"),
 * };
 * const combined = new CombinedWatermark();
 * combined.build(2);
 * combined.receiveWatermark(0, 10, output);
 * combined.receiveWatermark(1, 7, output);
 * combined.receiveStatus(1, true, output);
 * deepStrictEqual(emitted, [7, 10]);
 * ```
 */
export class CombinedWatermark {
  /** Per input: its last watermark, and whether it is idle (1). */
  watermarks: Float64Array = new Float64Array(0);
  idle: Uint8Array = new Uint8Array(0);
  /** What was emitted last. */
  watermark: Millis = MIN;
  isIdle = false;

  /** Makes room for this many inputs: all active, at −∞. */
  build(inputCount: number): void {
    this.watermarks = new Float64Array(inputCount).fill(MIN);
    this.idle = new Uint8Array(inputCount);
    this.watermark = MIN;
    this.isIdle = false;
  }

  /** An input's watermark; whoever sends one is not idle. */
  receiveWatermark(input: number, timestamp: Millis, output: WatermarkValveOutput): void {
    this.idle[input] = 0;
    if (timestamp <= this.watermarks[input]) return;
    this.watermarks[input] = timestamp;
    this.emitMinimum(output);
  }

  /** An input's status: its idleness may let the others go on. */
  receiveStatus(input: number, isIdle: boolean, output: WatermarkValveOutput): void {
    const wasIdle = this.isIdle;
    this.idle[input] = isIdle ? 1 : 0;
    this.emitMinimum(output);
    if (this.isIdle !== wasIdle) output.emitStatus(this.isIdle);
  }

  private emitMinimum(output: WatermarkValveOutput): void {
    const { watermarks, idle } = this;
    let minimum = Infinity;
    for (let i = 0; i < watermarks.length; i++) {
      if (idle[i] === 0 && watermarks[i] < minimum) minimum = watermarks[i];
    }
    this.isIdle = minimum === Infinity;
    if (this.isIdle || minimum <= this.watermark) return;
    this.watermark = minimum;
    output.emitWatermark(minimum);
  }
}

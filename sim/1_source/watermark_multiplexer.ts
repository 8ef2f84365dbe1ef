// One watermark out of many splits (Flink's WatermarkOutputMultiplexer with its
// CombinedWatermarkStatus): a source subtask is as late as its slowest split that is not idle.
//
//   split a   wm 12          ┐
//   split b   wm 29   idle   ├──▶ min over a and c = 12
//   split c   wm 17          ┘

import { assert } from "../clock/assert.ts";
import { MAX, type Millis, MIN } from "../clock/time.ts";
import { requireWatermark, type WatermarkOutput } from "./watermark_output.ts";

/**
 * What one split has said so far.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { MIN, SplitWatermark } from "@headwater/sim";
 * ok(new SplitWatermark().watermark === MIN && !new SplitWatermark().isIdle);
 * ```
 */
export class SplitWatermark {
  watermark: Millis = MIN;
  isIdle = false;
}

/**
 * Combines the watermarks of a subtask's splits (WG-9). What a generator says on a record counts at
 * once; what it says on a periodic tick is deferred until all have spoken.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { WatermarkMultiplexer } from "@headwater/sim";
 * const emitted: unknown[] = [];
 * const output = {
 *   emitWatermark: (timestamp: number) => emitted.push(timestamp),
 *   markIdle: () => emitted.push("idle"),
 *   markActive: () => {},
 * };
 * const multiplexer = new WatermarkMultiplexer();
 * multiplexer.register("a");
 * multiplexer.register("b");
 * multiplexer.emitWatermark("a", 2, false, output);
 * multiplexer.emitWatermark("b", 5, false, output);
 * multiplexer.markIdle("a", false, output);
 * multiplexer.markIdle("b", false, output);
 * deepStrictEqual(emitted, [2, 5, "idle"]);
 * ```
 */
export class WatermarkMultiplexer {
  splits: Map<string, SplitWatermark> = new Map();
  combinedWatermark: Millis = MIN;
  isIdle = false;
  /** Watermarks that would have gone back, so nobody heard of them (WG-10). */
  ignoredCount = 0;

  /** A split is read from now on; it starts active at −∞. */
  register(splitId: string): void {
    assert(!this.splits.has(splitId), `split "${splitId}" is registered once`);
    this.splits.set(splitId, new SplitWatermark());
  }

  /** A split is no longer read; true if it was. What it held back advances with the next update. */
  unregister(splitId: string): boolean {
    return this.splits.delete(splitId);
  }

  /** A split's watermark; it also ends the split's idleness. Errors: `E-TS-RANGE`. */
  emitWatermark(
    splitId: string,
    timestamp: Millis,
    isDeferred: boolean,
    output: WatermarkOutput,
  ): void {
    const split = this.split(splitId);
    split.isIdle = false;
    if (requireWatermark(timestamp) <= split.watermark) {
      if (timestamp < split.watermark) this.ignoredCount++;
      return;
    }
    split.watermark = timestamp;
    if (!isDeferred && timestamp > this.combinedWatermark) this.update(output);
  }

  /** A split is idle: the others may go on without it. */
  markIdle(splitId: string, isDeferred: boolean, output: WatermarkOutput): void {
    this.split(splitId).isIdle = true;
    if (!isDeferred) this.update(output);
  }

  /** A split takes part again. */
  markActive(splitId: string, isDeferred: boolean, output: WatermarkOutput): void {
    this.split(splitId).isIdle = false;
    if (!isDeferred) this.update(output);
  }

  /** The end of a tick: what was deferred counts now. */
  onPeriodicEmit(output: WatermarkOutput): void {
    this.update(output);
  }

  private update(output: WatermarkOutput): void {
    if (this.combine()) output.emitWatermark(this.combinedWatermark);
    else if (this.isIdle) output.markIdle();
  }

  /** True when the minimum over the splits that are not idle grew. */
  private combine(): boolean {
    if (this.splits.size === 0) return false;
    let minimum = MAX;
    this.isIdle = true;
    for (const { watermark, isIdle } of this.splits.values()) {
      if (isIdle) continue;
      this.isIdle = false;
      if (watermark < minimum) minimum = watermark;
    }
    if (this.isIdle || minimum <= this.combinedWatermark) return false;
    this.combinedWatermark = minimum;
    return true;
  }

  private split(splitId: string): SplitWatermark {
    const split = this.splits.get(splitId);
    assert(split !== undefined, `split "${splitId}" is registered before it speaks`);
    return split;
  }
}

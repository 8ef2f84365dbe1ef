// From many channels' event time to one (Flink's StatusWatermarkValve): an operator is as late as its
// slowest channel. An idle channel is left out, and when it comes back it must first catch up with
// the rest ("align"), because event time does not run backwards.
//
//   channel   0      1      2               3
//   status    active active idle            active
//   wm        29     35     11              20
//   aligned   yes    yes    no              no: 20 < 29, it still catches up
//             └── min over the aligned = 29 = the watermark of the operator

import { type Millis, MIN } from "../clock/time.ts";

/** Where the valve speaks to: the operator behind the gate. Valid during the call only. */
export interface WatermarkValveOutput {
  emitWatermark(timestamp: Millis): void;
  emitStatus(isIdle: boolean): void;
}

/**
 * Decides when a watermark or a status of one channel becomes one of the whole input (V-1 … V-6).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { WatermarkValve } from "@headwater/sim";
 * const emitted: unknown[] = [];
 * const output = {
 *   emitWatermark: (timestamp: number) => emitted.push(timestamp),
 *   emitStatus: (isIdle: boolean) => emitted.push(isIdle ? "idle" : "active"),
 * };
 * const valve = new WatermarkValve();
 * valve.build(2);
 * valve.receiveWatermark(0, 29, output);
 * valve.receiveWatermark(1, 14, output);
 * valve.receiveStatus(1, true, output);
 * deepStrictEqual(emitted, [14, 29]);
 * ```
 */
export class WatermarkValve {
  /** Per channel: last watermark, idle (1) or active (0), aligned (1) or catching up (0). */
  watermarks: Float64Array = new Float64Array(0);
  idle: Uint8Array = new Uint8Array(0);
  aligned: Uint8Array = new Uint8Array(0);
  /** The watermark and the status of the whole input, as they were emitted last. */
  lastWatermark: Millis = MIN;
  isIdle = false;
  activeCount = 0;
  /** Aligned channels, and those among them at `lastWatermark`: while one is, no minimum grows. */
  alignedCount = 0;
  holderCount = 0;

  /** Makes room for this many channels: all active, aligned and at −∞. */
  build(channelCount: number): void {
    this.watermarks = new Float64Array(channelCount).fill(MIN);
    this.idle = new Uint8Array(channelCount);
    this.aligned = new Uint8Array(channelCount).fill(1);
    this.lastWatermark = MIN;
    this.isIdle = false;
    this.activeCount = this.alignedCount = this.holderCount = channelCount;
  }

  /** A channel's watermark: ignored when it is idle, or not larger than its last one (V-1, V-2). */
  receiveWatermark(channel: number, timestamp: Millis, output: WatermarkValveOutput): void {
    const { watermarks } = this;
    if (this.idle[channel] === 1 || timestamp <= watermarks[channel]) return;
    const isAligned = this.aligned[channel] === 1;
    if (isAligned && watermarks[channel] === this.lastWatermark) this.holderCount--;
    watermarks[channel] = timestamp;
    if (!isAligned && timestamp >= this.lastWatermark) this.align(channel);
    this.emitMinimum(output);
  }

  /** A channel's status: ignored unless it changes (V-5). */
  receiveStatus(channel: number, isIdle: boolean, output: WatermarkValveOutput): void {
    if ((this.idle[channel] === 1) === isIdle) return;
    if (isIdle) this.becomeIdle(channel, output);
    else this.becomeActive(channel, output);
  }

  /** V-3: the others go on without it; if it was the last, everything is flushed first. */
  private becomeIdle(channel: number, output: WatermarkValveOutput): void {
    const heldBack = this.watermarks[channel] === this.lastWatermark;
    this.idle[channel] = 1;
    this.activeCount--;
    if (this.aligned[channel] === 1) {
      this.aligned[channel] = 0;
      this.alignedCount--;
      if (heldBack) this.holderCount--;
    }
    if (this.activeCount > 0) {
      if (heldBack) this.emitMinimum(output);
      return;
    }
    if (heldBack) this.emitMaximum(output);
    this.isIdle = true;
    output.emitStatus(true);
  }

  /** V-4: it counts again at once, unless it lies behind and must catch up. */
  private becomeActive(channel: number, output: WatermarkValveOutput): void {
    this.idle[channel] = 0;
    this.activeCount++;
    if (this.watermarks[channel] >= this.lastWatermark) this.align(channel);
    if (!this.isIdle) return;
    this.isIdle = false;
    output.emitStatus(false);
  }

  private align(channel: number): void {
    this.aligned[channel] = 1;
    this.alignedCount++;
    if (this.watermarks[channel] === this.lastWatermark) this.holderCount++;
  }

  /** Emits the minimum over the aligned channels if it grew: only then are they looked at. */
  protected emitMinimum(output: WatermarkValveOutput): void {
    if (this.alignedCount === 0 || this.holderCount > 0) return;
    const { watermarks, aligned } = this;
    let minimum = Infinity, count = 0;
    for (let channel = 0; channel < watermarks.length; channel++) {
      if (aligned[channel] === 0 || watermarks[channel] > minimum) continue;
      if (watermarks[channel] < minimum) count = 0;
      minimum = watermarks[channel];
      count++;
    }
    this.holderCount = count;
    this.lastWatermark = minimum;
    output.emitWatermark(minimum);
  }

  /** All channels are idle: nobody is left to be waited for (V-3). */
  protected emitMaximum(output: WatermarkValveOutput): void {
    let maximum = MIN;
    for (const watermark of this.watermarks) if (watermark > maximum) maximum = watermark;
    if (maximum <= this.lastWatermark) return;
    this.lastWatermark = maximum;
    output.emitWatermark(maximum);
  }
}

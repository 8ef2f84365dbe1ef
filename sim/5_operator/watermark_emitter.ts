// Between a generator and the operator's outputs (Flink's WatermarkEmitter): watermarks only grow
// (WG-10), status is said once, and an output that was idle becomes active before its next watermark
// (WG-13).

import type { Millis } from "../clock/time.ts";
import type { WatermarkOutput } from "../1_source/watermark_output.ts";
import type { OperatorContext } from "./operator.ts";

/** What is remembered of an operator's output; a part holds it. */
export interface EmittedEventTime {
  lastWatermark: Millis;
  isIdle: boolean;
  /** Watermarks that would have gone back, so nobody heard of them (WG-10). */
  ignoredWatermarkCount: number;
}

/** Emits what a generator decides; the context is set anew for each call. */
export class WatermarkEmitter implements WatermarkOutput {
  context!: OperatorContext;

  constructor(private readonly emitted: EmittedEventTime) {}

  emitWatermark(timestamp: Millis): void {
    const { emitted } = this;
    if (timestamp <= emitted.lastWatermark) {
      if (timestamp < emitted.lastWatermark) emitted.ignoredWatermarkCount++;
      return;
    }
    emitted.lastWatermark = timestamp;
    this.markActive();
    this.context.emitWatermark(timestamp);
  }

  markIdle(): void {
    if (this.emitted.isIdle) return;
    this.emitted.isIdle = true;
    this.context.emitStatus(true);
  }

  markActive(): void {
    if (!this.emitted.isIdle) return;
    this.emitted.isIdle = false;
    this.context.emitStatus(false);
  }
}

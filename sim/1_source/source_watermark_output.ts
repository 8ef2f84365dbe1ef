// Two ends of the multiplexer: where one split's generator speaks to, and where the combined
// watermark of all splits leaves the source. Scratch of one call.

import type { Millis } from "../clock/time.ts";
import type { MonotoneWatermarks, WatermarkStatusOutput } from "./watermark_monotone.ts";
import type { WatermarkMultiplexer } from "./watermark_multiplexer.ts";
import type { WatermarkOutput } from "./watermark_output.ts";

/** The output of the whole source subtask. */
export class SourceWatermarkOutput implements WatermarkOutput {
  private filter!: MonotoneWatermarks;
  private output!: WatermarkStatusOutput;

  /** From here on, this output is meant. */
  enter(filter: MonotoneWatermarks, output: WatermarkStatusOutput): this {
    this.filter = filter;
    this.output = output;
    return this;
  }

  emitWatermark(timestamp: Millis): void {
    this.filter.emitWatermark(timestamp, this.output);
  }

  markIdle(): void {
    this.filter.markIdle(this.output);
  }

  markActive(): void {
    this.filter.markActive(this.output);
  }
}

/** The output of one split's generator, into the multiplexer. */
export class SplitWatermarkOutput implements WatermarkOutput {
  /** True during a periodic tick: what is said counts when all splits have spoken. */
  isDeferred = false;

  constructor(
    private readonly multiplexer: WatermarkMultiplexer,
    private readonly split: string,
    private readonly output: WatermarkOutput,
  ) {}

  emitWatermark(timestamp: Millis): void {
    this.multiplexer.emitWatermark(this.split, timestamp, this.isDeferred, this.output);
  }

  markIdle(): void {
    this.multiplexer.markIdle(this.split, this.isDeferred, this.output);
  }

  markActive(): void {
    this.multiplexer.markActive(this.split, this.isDeferred, this.output);
  }
}

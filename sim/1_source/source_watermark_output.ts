// Two ends of the multiplexer: where one split's generator speaks to, and where the combined
// watermark of all splits leaves the source. Both live for one call.

import type { Millis } from "../clock/time.ts";
import type { OperatorContext } from "../5_operator/operator.ts";
import type { SourceOperator } from "./source_operator.ts";
import type { WatermarkMultiplexer } from "./watermark_multiplexer.ts";
import type { WatermarkOutput } from "./watermark_output.ts";

/** The output of the whole source subtask. */
export class SourceWatermarkOutput implements WatermarkOutput {
  constructor(private readonly source: SourceOperator, private readonly context: OperatorContext) {}

  emitWatermark(timestamp: Millis): void {
    this.source.emitWatermark(timestamp, this.context);
  }

  markIdle(): void {
    this.context.emitStatus(true);
  }

  markActive(): void {
    this.context.emitStatus(false);
  }
}

/** The output of one split's generator, into the multiplexer. */
export class SplitWatermarkOutput implements WatermarkOutput {
  constructor(
    private readonly multiplexer: WatermarkMultiplexer,
    private readonly split: string,
    private readonly isDeferred: boolean,
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

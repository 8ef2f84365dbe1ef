// A watermark output that remembers the last thing said, as Flink's TestingWatermarkOutput does.

import type { WatermarkOutput } from "../../sim/1_source/watermark_output.ts";
import type { CaseReader } from "./case_reader.ts";

/** The last watermark, null before the first, and whether idleness was said after it. */
export class LastOutput implements WatermarkOutput {
  watermark: number | null = null;
  isIdle = false;

  emitWatermark(timestamp: number): void {
    this.watermark = timestamp;
    this.isIdle = false;
  }

  markIdle(): void {
    this.isIdle = true;
  }

  markActive(): void {
    this.isIdle = false;
  }

  /** The step `expectLastWatermark`. */
  expectWatermark(expected: CaseReader): void {
    expected.expect(this.watermark, expected.isNull ? null : expected.time());
  }

  /** The step `expectIdle`. */
  expectIdle(expected: CaseReader): void {
    expected.expect(this.isIdle, expected.flag());
  }
}

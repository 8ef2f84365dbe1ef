// The contract of a watermark generator (Flink's WatermarkGenerator): it sees every record and is
// asked periodically. A part: plain fields, a constructor without arguments, options in `spec`.

import type { Millis } from "../clock/time.ts";
import type { WatermarkOutput } from "./watermark_output.ts";

/** Decides how far event time has come. One per split, or one per subtask of an assigner (WG-9). */
export abstract class WatermarkGenerator<Spec = unknown> {
  spec!: Spec;

  /** One record: may emit at once (punctuated), or only remember. */
  abstract onEvent(value: unknown, timestamp: Millis, output: WatermarkOutput): void;

  /** Called every auto-watermark interval with the processing time (WG-1). */
  abstract onPeriodicEmit(output: WatermarkOutput, now: Millis): void;

  /** True while a later tick could change something although no record arrives (idleness). */
  needsTick(): boolean {
    return false;
  }
}

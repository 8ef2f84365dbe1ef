// Event time that is the moment of reading, made by the source itself (Flink 1.9's
// StreamSourceContexts.AutomaticWatermarkContext, under TimeCharacteristic.IngestionTime). Watermarks
// are cut to multiples of their interval, so that all source subtasks emit the same values:
//
//   read at      130       370                    (interval 200)
//   timestamp    130       370
//   watermark    0         200      400 …         the clock goes on without records

import type { Millis } from "../clock/time.ts";
import { WatermarkGenerator } from "./watermark_generator.ts";
import type { WatermarkOutput } from "./watermark_output.ts";

/** What {@linkcode IngestionTimeWatermarks} are told once. */
export interface IngestionTimeSpec {
  /** Watermarks are multiples of it; the auto-watermark interval of the job, as a rule. */
  readonly interval: Millis;
}

/**
 * The timestamp is the processing time, whatever the record had. A watermark is due when the clock
 * has passed the next multiple of the interval; a record that finds it due emits it at once, behind
 * itself, else a tick does (WG-6).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const generator = WatermarkStrategy.forIngestionTime(200).createGenerator();
 * const emitted: number[] = [];
 * const output = { emitWatermark: (t: number) => emitted.push(t), markIdle() {}, markActive() {} };
 * generator.onEvent("reading", generator.assignTimestamp("reading", 7, 370), output);
 * generator.onPeriodicEmit(output, 400);
 * generator.onPeriodicEmit(output, 600);
 * deepStrictEqual(emitted, [200, 600]);
 * ```
 */
export class IngestionTimeWatermarks extends WatermarkGenerator<IngestionTimeSpec> {
  /** The clock must pass it before a watermark is due. */
  next: Millis = 0;

  /** The time of reading. */
  override assignTimestamp(_value: unknown, _timestamp: Millis, now: Millis): Millis {
    return now;
  }

  /** Emits at once if a watermark is due. */
  override onEvent(_value: unknown, timestamp: Millis, output: WatermarkOutput): void {
    this.emitIfDue(timestamp, output);
  }

  /** Emits if a watermark is due. */
  override onPeriodicEmit(output: WatermarkOutput, now: Millis): void {
    this.emitIfDue(now, output);
  }

  /** Time goes on without records. */
  override needsTick(): boolean {
    return true;
  }

  private emitIfDue(now: Millis, output: WatermarkOutput): void {
    if (now <= this.next) return;
    const { interval } = this.spec;
    const watermark = now - now % interval;
    this.next = watermark + interval;
    output.emitWatermark(watermark);
  }
}

// A generator that gives up waiting (Flink's WatermarksWithIdleness): when its split stays silent for
// too long, it says so, and the split no longer holds event time back.

import type { Millis } from "../clock/time.ts";
import { WatermarkGenerator } from "./watermark_generator.ts";
import { IdlenessTimer } from "./watermark_idleness_timer.ts";
import { NoWatermarks } from "./watermark_none.ts";
import type { WatermarkOutput } from "./watermark_output.ts";

/** What {@linkcode WatermarksWithIdleness} are told once. */
export interface IdlenessSpec {
  readonly timeout: Millis;
}

/**
 * Passes everything to another generator, and marks the output idle once when no record came for
 * longer than the timeout; while idle, the other generator is not asked (WG-12).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const generator = WatermarkStrategy.noWatermarks().withIdleness(500).createGenerator();
 * const said: string[] = [];
 * const output = { emitWatermark() {}, markIdle: () => said.push("idle"), markActive() {} };
 * for (const now of [200, 400, 600, 800, 1000]) generator.onPeriodicEmit(output, now);
 * deepStrictEqual(said, ["idle"]);
 * ```
 */
export class WatermarksWithIdleness extends WatermarkGenerator<IdlenessSpec> {
  inner: WatermarkGenerator = new NoWatermarks();
  timer: IdlenessTimer = new IdlenessTimer();
  isIdle = false;

  /** What the other generator says. */
  override assignTimestamp(value: unknown, timestamp: Millis, now: Millis): Millis {
    return this.inner.assignTimestamp(value, timestamp, now);
  }

  /** Passes the record on and remembers that one came. */
  override onEvent(value: unknown, timestamp: Millis, output: WatermarkOutput): void {
    this.inner.onEvent(value, timestamp, output);
    this.timer.onActivity();
    this.isIdle = false;
  }

  /** Says that the output is idle, or lets the other generator speak. */
  override onPeriodicEmit(output: WatermarkOutput, now: Millis, activity: Millis = now): void {
    if (!this.timer.checkIfIdle(activity, this.spec.timeout)) {
      this.inner.onPeriodicEmit(output, now, activity);
    } else if (!this.isIdle) {
      this.isIdle = true;
      output.markIdle();
    }
  }

  /** Ticks matter until idleness is announced; then only a record can change anything. */
  override needsTick(): boolean {
    return !this.isIdle;
  }
}

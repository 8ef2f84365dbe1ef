// How long has nothing come? (Flink's WatermarksWithIdleness.IdlenessTimer.) It only looks at ticks,
// so it does not know when the last record came, merely between which ticks. With timeout 500:
//
//   record 130
//   tick   200       400         600   800   1000
//          reset     clock starts            600 > 500: idle

import { type Millis, MIN } from "../clock/time.ts";

/**
 * Measures silence from the first tick without records on (WG-12); becomes true between one timeout
 * and one timeout plus some ticks after the last record.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { IdlenessTimer } from "@headwater/sim";
 * const timer = new IdlenessTimer();
 * timer.onActivity();
 * const ticks = [200, 400, 600, 800, 1000];
 * deepStrictEqual(ticks.map((now) => timer.checkIfIdle(now, 500)), [
 *   false, false, false, false, true,
 * ]);
 * ```
 */
export class IdlenessTimer {
  /** A record came since the last tick. */
  hasActivity = false;
  /** The first tick without records since the last record; MIN while the clock does not run. */
  clockStart: Millis = MIN;

  /** A record came. */
  onActivity(): void {
    this.hasActivity = true;
  }

  /** A tick: true when the silence has lasted *longer* than the timeout. */
  checkIfIdle(now: Millis, timeout: Millis): boolean {
    if (this.hasActivity) {
      this.hasActivity = false;
      this.clockStart = MIN;
      return false;
    }
    if (this.clockStart === MIN) {
      this.clockStart = now;
      return false;
    }
    return now - this.clockStart > timeout;
  }
}

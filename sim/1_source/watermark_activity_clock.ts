// A clock that stands still while its owner could not have read anything (Flink's
// PausableRelativeClock): who is held back is not idle.
//
//   processing time   0   100   200   300   400
//   backpressure          ├───────────┤
//   this clock        0   100   100   100   200

import type { Millis } from "../clock/time.ts";

/**
 * Tells idleness how much time has passed in which a record could have come. Pauses nest: who is held
 * back for two reasons goes on when both are over.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { InputActivityClock } from "@headwater/sim";
 * const clock = new InputActivityClock();
 * clock.pause(100);
 * const during = clock.at(250);
 * clock.resume(300);
 * deepStrictEqual([during, clock.at(400)], [100, 200]);
 * ```
 */
export class InputActivityClock {
  /** Reasons for which it stands still at present. */
  pauseCount = 0;
  pausedSince: Millis = 0;
  /** How long it has stood still so far. */
  pausedTime: Millis = 0;

  /** From now on there is one reason more to stand still. */
  pause(now: Millis): void {
    if (this.pauseCount++ === 0) this.pausedSince = now;
  }

  /** One reason has gone. */
  resume(now: Millis): void {
    if (--this.pauseCount === 0) this.pausedTime += now - this.pausedSince;
  }

  /** What it shows. */
  at(now: Millis): Millis {
    return (this.pauseCount > 0 ? this.pausedSince : now) - this.pausedTime;
  }
}

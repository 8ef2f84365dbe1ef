// Each restart waits longer than the one before, and a job that has run well for a while begins with the
// short delay again (Flink's ExponentialDelayRestartBackoffTimeStrategy, RS-5).
//
//   fails        × ×                      ×                                  ×
//   waits        ├─ 1 s ─┤ runs ……………………… ├─── 1.5 s ───┤ runs an hour ……… ├─ 1 s ─┤
//                  └ merged: this restart                                   └ begins anew
//                    is for both

import type { RestartStrategySpec } from "./restart_strategy_spec.ts";
import type { Draw, RestartStrategy } from "./restart_strategy.ts";
import { assert } from "../clock/assert.ts";
import { type Micros, type Millis, millis } from "../clock/time.ts";

/** Jitter is never more than this; a draw has 32 bits. */
const JITTER_MAX: Millis = 2 ** 30;

/** Starts a job again after delays that grow. */
export class ExponentialDelayRestartStrategy implements RestartStrategy {
  spec!: RestartStrategySpec<"exponential-delay">;
  /** Restarts since the delay began anew. */
  attempt = 0;
  /** multiplier^attempt. */
  factor = 1;
  /** When the restart begins that was decided last. */
  nextRestart: Micros = -Infinity;
  drawCount = 0;

  notifyFailure(now: Micros, draw: Draw): boolean {
    if (now <= this.nextRestart) return false;
    if (now - this.nextRestart >= millis(this.spec.resetThreshold)) {
      this.attempt = 0;
      this.factor = 1;
    }
    this.nextRestart = now + millis(this.delay(draw));
    this.attempt++;
    this.factor *= this.spec.backoffMultiplier;
    return true;
  }

  canRestart(): boolean {
    return this.attempt <= this.spec.attempts;
  }

  backoff(now: Micros): Micros {
    assert(this.attempt > 0, "there is a delay only after a failure");
    return Math.max(0, this.nextRestart - now);
  }

  anew(): ExponentialDelayRestartStrategy {
    const { spec, drawCount } = this;
    return Object.assign(new ExponentialDelayRestartStrategy(), { spec, drawCount });
  }

  private delay(draw: Draw): Millis {
    const { initialBackoff, maxBackoff } = this.spec;
    const back = Math.min(Math.floor(initialBackoff * this.factor), Number.MAX_SAFE_INTEGER);
    return Math.max(initialBackoff, Math.min(back + this.jitter(back, draw), maxBackoff));
  }

  /** Evenly from −bound to +bound; 0 in the plain run, in which every draw is 0. */
  private jitter(back: Millis, draw: Draw): Millis {
    const bound = Math.min(Math.floor(back * this.spec.jitterFactor), JITTER_MAX);
    if (bound === 0) return 0;
    const drawn = draw(this.drawCount++, 2 * bound + 1);
    return drawn % 2 === 1 ? (drawn + 1) / 2 : 0 - drawn / 2;
  }
}

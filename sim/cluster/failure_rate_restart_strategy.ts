// Any number of restarts, as long as they do not come too fast (Flink's
// FailureRateRestartBackoffTimeStrategy, RS-4). With two failures allowed in any ten seconds:
//
//   seconds  0    4         11 12
//   failure  ×    ×         ×              three in 11 s: the job is started again
//                 ×         ×  ×           three in 8 s: it is not
//                 └─ the last maxFailures + 1 are remembered

import type { RestartStrategySpec } from "./restart_strategy_spec.ts";
import type { RestartStrategy } from "./restart_strategy.ts";
import { NumberRing } from "../clock/ring.ts";
import { type Micros, millis } from "../clock/time.ts";

/** Starts a job again unless it fails too often in some span of time. */
export class FailureRateRestartStrategy implements RestartStrategy {
  spec!: RestartStrategySpec<"failure-rate">;
  /** When the job failed: the last `maxFailures` + 1 times. */
  failures: NumberRing = new NumberRing();

  notifyFailure(now: Micros): boolean {
    if (this.isFull) this.failures.shift();
    this.failures.push(now);
    return true;
  }

  canRestart(now: Micros): boolean {
    return !this.isFull || now - this.failures.at(0) > millis(this.spec.interval);
  }

  backoff(): Micros {
    return millis(this.spec.delay);
  }

  anew(): FailureRateRestartStrategy {
    return Object.assign(new FailureRateRestartStrategy(), { spec: this.spec });
  }

  private get isFull(): boolean {
    return this.failures.size > this.spec.maxFailures;
  }
}

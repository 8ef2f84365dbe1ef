// So many restarts under one job manager, each after the same delay (Flink's
// FixedDelayRestartBackoffTimeStrategy, RS-3).

import type { RestartStrategySpec } from "./restart_strategy_spec.ts";
import type { RestartStrategy } from "./restart_strategy.ts";
import { type Micros, millis } from "../clock/time.ts";

/** Starts a job again until it has failed once too often. */
export class FixedDelayRestartStrategy implements RestartStrategy {
  spec!: RestartStrategySpec<"fixed-delay">;
  failureCount = 0;

  notifyFailure(): boolean {
    this.failureCount++;
    return true;
  }

  canRestart(): boolean {
    return this.failureCount <= this.spec.attempts;
  }

  backoff(): Micros {
    return millis(this.spec.delay);
  }

  anew(): FixedDelayRestartStrategy {
    return Object.assign(new FixedDelayRestartStrategy(), { spec: this.spec });
  }
}

// From options to the strategy itself (Flink's RestartBackoffTimeStrategyFactoryLoader): the list of all
// strategies there are.

import type { RestartStrategySpec } from "./restart_strategy_spec.ts";
import type { RestartStrategy } from "./restart_strategy.ts";
import { ExponentialDelayRestartStrategy } from "./exponential_delay_restart_strategy.ts";
import { FailureRateRestartStrategy } from "./failure_rate_restart_strategy.ts";
import { FixedDelayRestartStrategy } from "./fixed_delay_restart_strategy.ts";
import { NoRestartStrategy } from "./no_restart_strategy.ts";

/** The strategy itself, before the first failure. */
export function restartStrategyOf(spec: RestartStrategySpec): RestartStrategy {
  switch (spec.type) {
    case "none":
      return new NoRestartStrategy();
    case "fixed-delay":
      return Object.assign(new FixedDelayRestartStrategy(), { spec });
    case "failure-rate":
      return Object.assign(new FailureRateRestartStrategy(), { spec });
    case "exponential-delay":
      return Object.assign(new ExponentialDelayRestartStrategy(), { spec });
  }
}

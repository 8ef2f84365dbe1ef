// The first failure is the last (Flink's NoRestartBackoffTimeStrategy): what a job without checkpoints
// gets, because it would begin all over again (RS-2, DF-17).

import type { Micros } from "../clock/time.ts";
import type { RestartStrategy } from "./restart_strategy.ts";

/** Never starts a job again. */
export class NoRestartStrategy implements RestartStrategy {
  notifyFailure(): boolean {
    return true;
  }

  canRestart(): boolean {
    return false;
  }

  backoff(): Micros {
    return 0;
  }

  anew(): NoRestartStrategy {
    return new NoRestartStrategy();
  }
}

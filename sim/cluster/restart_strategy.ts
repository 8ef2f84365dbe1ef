// Whether a failed job is started again, and after how long (Flink's RestartBackoffTimeStrategy). The job
// manager asks in this order, once for each failure (RS-1):
//
//   a task fails ─▶ notifyFailure ─▶ canRestart? ─ yes ─▶ wait for backoff ─▶ the next attempt
//                                                └ no ──▶ the job is FAILED

import type { Micros } from "../clock/time.ts";

/** The n-th draw of the strategy's own stream, in [0, bound). */
export type Draw = (n: number, bound: number) => number;

/** A strategy is a part: it remembers failures, and nobody else does. */
export interface RestartStrategy {
  /**
   * Takes note of a failure. True when it begins a new attempt; false when a restart is under way
   * already and this failure belongs to it (RS-5).
   */
  notifyFailure(now: Micros, draw: Draw): boolean;
  /** True when the job may be started again. */
  canRestart(now: Micros): boolean;
  /** How long to wait until then. */
  backoff(now: Micros): Micros;
  /** The same strategy in the hands of a new job manager, which has not seen any failure (F04). */
  anew(): RestartStrategy;
}

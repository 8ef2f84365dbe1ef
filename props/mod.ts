/**
 * The laws: what is true of every run of every job, checked on made-up runs, and each with the cases
 * that must occur for it to mean anything.
 *
 * @module
 */

import { BACK_PRESSURE } from "./laws/back_pressure.ts";
import { BARRIERS } from "./laws/barriers.ts";
import { BUFFERS } from "./laws/buffers.ts";
import { CHANNEL_STATE } from "./laws/channel_state.ts";
import { COMMITS } from "./laws/commits.ts";
import { COORDINATOR } from "./laws/coordinator.ts";
import { CREDITS } from "./laws/credits.ts";
import { DETERMINISM } from "./laws/determinism.ts";
import { DISORDER } from "./laws/disorder.ts";
import { EXACTLY_ONCE } from "./laws/exactly_once.ts";
import { FAILOVER } from "./laws/failover.ts";
import { FAILING_RUNS } from "./laws/failing_runs.ts";
import { FAULT_PLANS } from "./laws/fault_plan.ts";
import { FLOW } from "./laws/flow.ts";
import { FORKS } from "./laws/forks.ts";
import { GUARANTEES } from "./laws/guarantees.ts";
import { IDLENESS } from "./laws/idleness.ts";
import { INDIFFERENCE } from "./laws/indifference.ts";
import { JOINS } from "./laws/joins.ts";
import { KEYS } from "./laws/keys.ts";
import { LATENESS } from "./laws/lateness.ts";
import { METRICS } from "./laws/metrics.ts";
import { MEMORY } from "./laws/memory.ts";
import { ORDER } from "./laws/order.ts";
import { RECOVERY } from "./laws/recovery.ts";
import { REDISTRIBUTION } from "./laws/redistribution.ts";
import { RESULTS } from "./laws/results.ts";
import { ROUTING } from "./laws/routing.ts";
import { RUN_TRANSACTIONS } from "./laws/run_transactions.ts";
import { SAVEPOINT_CONTENT } from "./laws/savepoint_content.ts";
import { SAVEPOINTS } from "./laws/savepoints.ts";
import { SESSIONS } from "./laws/sessions.ts";
import { SLIDING } from "./laws/sliding.ts";
import { SNAPSHOTS } from "./laws/snapshots.ts";
import { STATE } from "./laws/state.ts";
import { TIMERS } from "./laws/timers.ts";
import { TIME_TRAVEL } from "./laws/time_travel.ts";
import { TRACE_HASH } from "./laws/trace_hash.ts";
import { TRACE_FILES } from "./laws/trace_files.ts";
import { TRANSACTIONS } from "./laws/transactions.ts";
import { UNALIGNED_JOBS } from "./laws/unaligned.ts";
import { VALVE } from "./laws/valve.ts";
import { WATERMARKS } from "./laws/watermarks.ts";
import { WINDOWS } from "./laws/windows.ts";
import { WINDOW_WORK } from "./laws/window_work.ts";
import { WORK } from "./laws/work.ts";
import type { Law } from "./law.ts";

export type { Cover, Law, LawOptions, LawSpec } from "./law.ts";

/**
 * Every law, group after group.
 *
 * ```ts
 * import { ok, strictEqual } from "node:assert";
 * import { LAWS } from "@headwater/props";
 * const order = LAWS.find(({ id }) => id === "order/pair-is-first-in-first-out")!;
 * ok(order.rules.includes("ORD-2"));
 * order.check({ runCount: 5, path: "0" }); // throws a report with a scenario if it does not hold
 * strictEqual(new Set(LAWS.map(({ id }) => id)).size, LAWS.length);
 * ```
 */
export const LAWS: readonly Law[] = [
  ...DETERMINISM,
  ...MEMORY,
  ...TRACE_HASH,
  ...TRACE_FILES,
  ...INDIFFERENCE,
  ...TIME_TRAVEL,
  ...FORKS,
  ...FAILING_RUNS,
  ...ORDER,
  ...DISORDER,
  ...ROUTING,
  ...KEYS,
  ...FLOW,
  ...BUFFERS,
  ...CREDITS,
  ...BACK_PRESSURE,
  ...METRICS,
  ...WATERMARKS,
  ...VALVE,
  ...BARRIERS,
  ...CHANNEL_STATE,
  ...TRANSACTIONS,
  ...COMMITS,
  ...RUN_TRANSACTIONS,
  ...GUARANTEES,
  ...EXACTLY_ONCE,
  ...UNALIGNED_JOBS,
  ...SAVEPOINTS,
  ...SAVEPOINT_CONTENT,
  ...SNAPSHOTS,
  ...RECOVERY,
  ...IDLENESS,
  ...WINDOWS,
  ...WINDOW_WORK,
  ...LATENESS,
  ...SESSIONS,
  ...SLIDING,
  ...TIMERS,
  ...STATE,
  ...REDISTRIBUTION,
  ...COORDINATOR,
  ...JOINS,
  ...WORK,
  ...FAULT_PLANS,
  ...FAILOVER,
  ...RESULTS,
];

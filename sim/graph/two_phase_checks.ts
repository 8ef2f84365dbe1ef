// Whether a job's transactions can ever be seen: a sink that commits when a checkpoint is complete needs
// checkpoints, and a system outside that waits long enough (reliability rows 32 and 33).

import type { Millis } from "../clock/time.ts";
import type { SinkOperatorSpec } from "../7_sink/sink_operator.ts";
import type { ExecutionPlan } from "../task/subtask_spec.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import { isTwoPhase, type TwoPhaseSink } from "../7_sink/two_phase_sink.ts";

/** How long a transaction may have to wait for its commit. */
export interface TwoPhaseTerms {
  /** How long it is written to before a checkpoint closes it. Default 0: that is not counted. */
  readonly checkpointInterval?: Millis;
  /** How long a checkpoint may take before it is given up (CP-8). */
  readonly checkpointTimeout: Millis;
  /** The longest time between a failure and the next attempt. */
  readonly restartDelay: Millis;
  /** Whether one more checkpoint is taken behind the end of the data (EOI-3). Default true. */
  readonly checkpointsAfterTasksFinish?: boolean;
}

/**
 * Refuses a job that writes into transactions and takes no checkpoints: nobody would ever see a result.
 *
 * Errors: `E-SINK-2PC`; `E-SINK-ID` for two sinks that would give their transactions the same names (F46).
 *
 * ```ts
 * import { throws } from "node:assert";
 * import { checkTwoPhaseSinks, collection, planJob, transactionalLog } from "@headwater/sim";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const plan = planJob((env) => {
 *   env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones")
 *     .sinkTo(transactionalLog("out"));
 * });
 * checkTwoPhaseSinks(plan, 10_000);
 * throws(() => checkTwoPhaseSinks(plan, 0), /E-SINK-2PC: The sink "out"/);
 * ```
 */
export function checkTwoPhaseSinks(plan: ExecutionPlan, checkpointInterval: Millis): void {
  const sinks = twoPhaseSinks(plan);
  for (const { id } of sinks) {
    if (checkpointInterval === 0) {
      refuse(
        "E-SINK-2PC",
        `The sink ${
          showValue(id)
        } shows its results when a checkpoint is complete, but the job takes ` +
          `no checkpoints, so nobody would ever see one; wanted: a checkpointInterval of more than 0. ` +
          `Usual cause: checkpoints are off by default`,
      );
    }
    if (sinks.filter((sink) => sink.id === id).length > 1) {
      refuse(
        "E-SINK-ID",
        `Two sinks with transactions have the id ${
          showValue(id)
        }, so they would name them alike and ` +
          `end each other's; wanted: an id of its own for each`,
      );
    }
  }
}

/**
 * Warns of a transaction that the system outside may give up while the job still means to commit it:
 * `W-SINK-TIMEOUT` with both times; and of results behind which no checkpoint comes: `W-SINK-TAIL`.
 *
 * ```ts
 * import { deepStrictEqual, match } from "node:assert";
 * import { collection, planJob, transactionalLog, twoPhaseWarnings } from "@headwater/sim";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const plan = planJob((env) => {
 *   env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones")
 *     .sinkTo(transactionalLog("out", { transactionTimeout: 60_000 }));
 * });
 * const [warning] = twoPhaseWarnings(plan, { checkpointTimeout: 600_000, restartDelay: 1000 });
 * match(warning, /^W-SINK-TIMEOUT: .* 60000 ms, .* 601000 ms/);
 * deepStrictEqual(twoPhaseWarnings(plan, { checkpointTimeout: 50_000, restartDelay: 1000 }), []);
 * ```
 */
export function twoPhaseWarnings(
  plan: ExecutionPlan,
  terms: TwoPhaseTerms,
): string[] {
  const { checkpointInterval = 0, checkpointTimeout, restartDelay } = terms;
  const needed = checkpointInterval + checkpointTimeout + restartDelay;
  const interval = checkpointInterval > 0 ? `an interval (${checkpointInterval} ms), ` : "";
  const sinks = twoPhaseSinks(plan);
  const short = sinks
    .filter(({ transactionTimeout }) => transactionTimeout < needed)
    .map(({ id, transactionTimeout }) =>
      `W-SINK-TIMEOUT: The system behind the sink ${showValue(id)} gives a transaction up after ` +
      `${transactionTimeout} ms, but ${interval}a checkpoint (${checkpointTimeout} ms) and a restart ` +
      `(${restartDelay} ms) may take ${needed} ms together; then its results are lost`
    );
  return [...short, ...(terms.checkpointsAfterTasksFinish === false ? sinks.map(tailWarning) : [])];
}

/** Without a checkpoint behind the end of the data (EOI-4). */
function tailWarning({ id }: TwoPhaseSink): string {
  return `W-SINK-TAIL: The sink ${
    showValue(id)
  } shows its results when a checkpoint is complete, but ` +
    `checkpointsAfterTasksFinish is false, so none comes behind the end of the data: results since ` +
    `the last one are aborted, in every run, and no ledger misses them`;
}

function twoPhaseSinks({ vertices }: ExecutionPlan): TwoPhaseSink[] {
  return vertices
    .flatMap(({ chain }) => chain)
    .map(({ operator }) => (operator as Partial<SinkOperatorSpec>).sink)
    .filter((sink) => sink !== undefined && isTwoPhase(sink));
}

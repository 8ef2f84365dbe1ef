// A sink that shows its results only when a checkpoint is complete (Flink's TwoPhaseCommittingSink).

import type { Millis } from "../clock/time.ts";
import type { Sink } from "./sink.ts";

/** A sink whose results are in transactions until then (SK-1 … SK-7). */
export interface TwoPhaseSink<T = unknown> extends Sink<T> {
  /** How long the system outside waits for the end of a transaction; Infinity: for ever. */
  readonly transactionTimeout: Millis;
}

/**
 * True for a sink that shows nothing without checkpoints.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { collectSink, isTwoPhase, transactionalLog } from "@headwater/sim";
 * ok(isTwoPhase(transactionalLog("out")) && !isTwoPhase(collectSink("out")));
 * ```
 */
export function isTwoPhase(sink: Sink): sink is TwoPhaseSink {
  return "transactionTimeout" in sink;
}

// What is worth stopping for: the one meaning of "interesting" that buttons, scrubbers, captions and
// tests share.

import { Fact, type FactRow } from "./fact.ts";

const LANDMARKS: readonly number[] = [
  Fact.windowFired,
  Fact.windowMerged,
  Fact.asyncTimedOut,
  Fact.recordLate,
  Fact.recordDropped,
  Fact.taskBlocked,
  Fact.interventionApplied,
  Fact.checkpointTriggered,
  Fact.checkpointCompleted,
  Fact.checkpointAborted,
  Fact.savepointRequested,
  Fact.savepointCompleted,
  Fact.savepointRestored,
  Fact.stateDropped,
  Fact.transactionPreCommitted,
  Fact.transactionCommitted,
  Fact.transactionAborted,
  Fact.transactionExpired,
  Fact.taskFailed,
  Fact.taskManagerLost,
  Fact.jobStatusChanged,
  Fact.restoreStarted,
  Fact.faultStarted,
  Fact.faultEnded,
  Fact.engineSabotaged,
];

/**
 * True for a fact that a learner should not miss: a window fires, a record comes too late, a task is
 * blocked, somebody intervenes, a checkpoint begins or ends, something fails or is restored.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collectSink, collection, open, WatermarkStrategy } from "@headwater/sim";
 * import { isLandmark } from "@headwater/sim/trace";
 * const timeline = open((env) => {
 *   env.fromSource(collection([7]), WatermarkStrategy.noWatermarks(), "one").sinkTo(collectSink("out"));
 * }).run();
 * deepStrictEqual([...timeline.trace.facts()].filter(isLandmark), []);
 * ```
 */
export function isLandmark({ kind }: FactRow): boolean {
  return LANDMARKS.includes(kind);
}

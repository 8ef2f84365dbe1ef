// Says before the run what a plan of faults leaves of a job's promises: whether it can recover at all, and
// what a reader behind each sink may count on. Laws take a plan at its label: a recoverable one must end
// with what was promised, any other must end by name.

import type { FaultPlan } from "./fault.ts";
import { type FaultConsequences, faultConsequences } from "./fault_consequences.ts";
import { guaranteeOf, type SinkGuarantee } from "./fault_guarantee.ts";
import { faultText } from "./fault_text.ts";
import { targetText } from "./fault_target_text.ts";
import type { RecoveryTerms } from "./recovery_terms.ts";

/** What can be said before the run. */
export interface FaultLabel {
  /** True when the job is sure to reach its end with what its sinks promise, once the faults are over. */
  readonly isRecoverable: boolean;
  /** Why, in one sentence. */
  readonly why: string;
  /** Restarts that may be needed at the most. */
  readonly restarts: number;
  /** What a reader behind each sink may count on. */
  readonly sinks: readonly SinkGuarantee[];
}

/**
 * The label of a plan.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { faultLabel, parseFaultPlan, type RecoveryTerms } from "@headwater/sim";
 * const terms: RecoveryTerms = {
 *   restartsMax: 1,
 *   restartDelay: 1_000_000,
 *   checkpointing: "exactly-once",
 *   checkpointTimeout: 600_000_000,
 *   tolerableFailedCheckpoints: 0,
 *   heartbeatTimeout: 50_000_000,
 *   isHighlyAvailable: false,
 *   canRewind: true,
 *   sinks: [{ name: "out", kind: "append" }],
 * };
 * const once = faultLabel(parseFaultPlan("crash window[0] after complete 2"), terms);
 * strictEqual(once.isRecoverable, true);
 * strictEqual(once.sinks[0].guarantee, "at-least-once");
 * const twice = faultLabel(parseFaultPlan("crash window[0] at 1s; crash window[0] at 9s"), terms);
 * strictEqual(twice.why, "The job may fail 2 times, and its restart strategy allows 1 restart");
 * ```
 */
export function faultLabel(faults: FaultPlan, terms: RecoveryTerms): FaultLabel {
  const consequences = faultConsequences(faults, terms);
  const stop = stopOf(faults, terms, consequences);
  const sinks = terms.sinks.map((sink) => {
    const isOf = (fault: FaultPlan[number], kind: "transactions" | "requests") =>
      isOfSink(fault, kind, sink.name, terms);
    const isExpired = faults.some((one) => one.verb === "expire" && isOf(one, "transactions"));
    const isMixedUp = sink.hasOldProtocol === true &&
      faults.some((one) => one.verb === "repeat" && isOf(one, "requests"));
    return guaranteeOf(sink, terms, {
      goesBack: consequences.goesBack,
      stops: stop !== undefined,
      isExpired,
      isMixedUp,
    });
  });
  const lossy = sinks.find(({ isLossy }) => isLossy);
  const why = stop ?? lossy?.why ?? recoveryOf(terms, consequences);
  const isRecoverable = stop === undefined && lossy === undefined;
  return { isRecoverable, why, restarts: consequences.restarts, sinks };
}

/**
 * What to say before a plan is run, when it cannot be recovered from; row 35 of the table of bad input.
 *
 * ```ts
 * import { match } from "node:assert";
 * import { faultWarnings } from "@headwater/sim";
 * const label = { isRecoverable: false, why: "The job manager dies", restarts: 0, sinks: [] };
 * match(faultWarnings(label)[0], /^W-FAULT-UNRECOVERABLE: The job manager dies; the run/);
 * ```
 */
export function faultWarnings({ isRecoverable, why, sinks }: FaultLabel): string[] {
  if (isRecoverable) return [];
  const left = sinks.map(({ name, guarantee }) => `${name}: ${guarantee}`).join(", ");
  const ending = left === "" ? "" : `. What its sinks still promise: ${left}`;
  return [`W-FAULT-UNRECOVERABLE: ${why}; the run shows how that ends${ending}`];
}

/** Why the job must stop, if it must. */
function stopOf(
  faults: FaultPlan,
  { isHighlyAvailable, checkpointing, restartsMax }: RecoveryTerms,
  { restarts, goesBack }: FaultConsequences,
): string | undefined {
  for (const { verb, target, duration } of faults) {
    if (verb === "poison" && duration === 0) {
      return `${targetText(target)} fails every attempt, so none gets past it`;
    }
    if (verb === "crash" && target.kind === "job-manager" && !isHighlyAvailable) {
      return "The job manager dies, and without high availability nobody knows of the job any more";
    }
  }
  const endless = faults.find(isEndless);
  if (endless !== undefined) {
    return `"${
      faultText(endless)
    }" lasts as long as the commit is under way, and that as long as the fault`;
  }
  const unreadable = faults.find(({ target }) => target.kind === "checkpoint");
  if (goesBack && unreadable !== undefined && checkpointing !== "off") {
    return `The job may have to begin from the checkpoint of "${
      faultText(unreadable)
    }", and Flink ` +
      "never takes an older one by itself";
  }
  const forgotten = faults.find(({ verb, target }) =>
    verb === "expire" && target.kind === "records"
  );
  if (goesBack && forgotten !== undefined) {
    return `The job may have to read again what "${faultText(forgotten)}" has made the log forget`;
  }
  if (restarts <= restartsMax) return undefined;
  return `The job may fail ${times(restarts)}, and its restart strategy allows ` +
    (restartsMax === 0 ? "no restart" : `${restartsMax} restart${restartsMax === 1 ? "" : "s"}`);
}

/** A commit that fails, or does not arrive, for as long as it is asked for, is asked for for ever. */
function isEndless({ verb, target, trigger, duration }: FaultPlan[number]): boolean {
  const stopsCommits = (verb === "fail" && target.kind === "commit") ||
    (verb === "hold" && target.kind === "requests");
  if (!stopsCommits || duration > 0) return false;
  return trigger.kind === "phase" && trigger.edge === "during" && trigger.phase === "commit";
}

function recoveryOf({ checkpointing }: RecoveryTerms, consequences: FaultConsequences): string {
  if (!consequences.goesBack) {
    return "Nothing in the plan makes the job go back: it may be late, but nothing is lost or repeated";
  }
  const { restarts } = consequences;
  const how = restarts === 0
    ? "A new job manager takes over"
    : `The job may fail ${times(restarts)}`;
  return checkpointing === "off"
    ? `${how}, and each time it begins again from the start, since there are no checkpoints`
    : `${how}, and each time it goes on from its last completed checkpoint`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

/** True when a fault is about that of a sink; a name that is no sink's stands for its subtask. */
function isOfSink(
  { target }: FaultPlan[number],
  kind: "transactions" | "requests",
  sink: string,
  { sinks }: RecoveryTerms,
): boolean {
  if (target.kind !== kind) return false;
  return target.of.name === sink || sinks.every(({ name }) => name !== target.of.name);
}

// What each fault of a plan can do to a job at the worst: how often it fails by it, whether it must go back
// to a checkpoint, and what can then not be had any more.

import type { Micros } from "../clock/time.ts";
import type { Fault, FaultPlan } from "./fault.ts";
import type { RecoveryTerms } from "./recovery_terms.ts";

/** What a whole plan comes to at the worst. */
export interface FaultConsequences {
  /** Restarts that the restart strategy has to allow. */
  readonly restarts: number;
  /** True when some attempt begins from a checkpoint, or from the start, after another had worked. */
  readonly goesBack: boolean;
}

/** At the worst: failures of the job, and failed checkpoints that its failure counter counts (CP-12). */
interface Blow {
  readonly failures: number;
  readonly failedCheckpoints: number;
}

const NONE: Blow = { failures: 0, failedCheckpoints: 0 };
const FAILS: Blow = { failures: 1, failedCheckpoints: 0 };

/** The worst that a plan can do. */
export function faultConsequences(faults: FaultPlan, terms: RecoveryTerms): FaultConsequences {
  const blows = faults.map((fault) => blowOf(fault, terms));
  const failedCheckpoints = terms.checkpointing === "off" ? 0 : sum(blows, "failedCheckpoints");
  const { tolerableFailedCheckpoints } = terms;
  const restarts = sum(blows, "failures") +
    Math.floor(failedCheckpoints / (tolerableFailedCheckpoints + 1));
  const hasNewLeader = terms.isHighlyAvailable &&
    faults.some(({ verb, target }) => verb === "crash" && target.kind === "job-manager");
  return { restarts, goesBack: restarts > 0 || hasNewLeader };
}

function sum(blows: readonly Blow[], field: keyof Blow): number {
  return blows.reduce((total, blow) => total + blow[field], 0);
}

function blowOf(fault: Fault, terms: RecoveryTerms): Blow {
  const { verb, target, duration } = fault;
  const length = longestOf(fault);
  switch (verb) {
    case "crash":
      return target.kind === "job-manager" ? NONE : FAILS;
    case "pause":
      return length > terms.heartbeatTimeout ? FAILS : NONE;
    case "disconnect":
      return isBetweenTasks(fault) || isTooLong(fault, terms) ? FAILS : spoils(1);
    case "hold":
      if (target.kind === "notification" || target.kind === "requests") return NONE;
      if (!isBetweenTasks(fault) && isTooLong(fault, terms)) return FAILS;
      return length >= terms.checkpointTimeout ? spoils(1) : NONE;
    case "delay":
      return !isBetweenTasks(fault) && fault.by > terms.heartbeatTimeout ? FAILS : NONE;
    case "slow":
      return target.kind === "storage" || length >= terms.checkpointTimeout ? spoils(1) : NONE;
    case "lose":
      return target.kind === "ack" || target.kind === "trigger"
        ? spoils(timesIn(duration, terms))
        : NONE;
    case "fail":
      return blowOfFailure(fault, terms);
    case "decline":
      return spoils(timesIn(duration, terms));
    case "expire":
      // whoever goes on with a transaction that is over fails
      return target.kind === "transactions" ? FAILS : NONE;
    case "poison":
      return { failures: timesIn(duration, terms), failedCheckpoints: 0 };
    default:
      return NONE;
  }
}

/** What is tried again and again fails once per attempt while the fault lasts. */
function blowOfFailure({ target, duration }: Fault, terms: RecoveryTerms): Blow {
  const times = timesIn(duration, terms);
  if (target.kind === "upload") return spoils(times);
  if (target.kind === "commit" && !terms.sinks.some((sink) => sink.failsWithCommit)) return NONE;
  // while storage fails, nobody saves anything and nobody is restored
  if (target.kind === "storage") return { failures: times - 1, failedCheckpoints: times };
  return { failures: times, failedCheckpoints: 0 };
}

function spoils(failedCheckpoints: number): Blow {
  return { failures: 0, failedCheckpoints };
}

function timesIn(duration: Micros, { restartDelay }: RecoveryTerms): number {
  return 1 + Math.floor(duration / Math.max(1, restartDelay));
}

/** True when the job manager is on neither end. */
function isBetweenTasks({ target }: Fault): boolean {
  return target.kind === "link" && target.from.kind === "task-manager" &&
    target.to.kind === "task-manager";
}

/** True when heartbeats fail to come for longer than is waited for them. */
function isTooLong(fault: Fault, terms: RecoveryTerms): boolean {
  return fault.target.kind === "link" && longestOf(fault) > terms.heartbeatTimeout;
}

/** How long it may last: a phase that it holds up may take for ever. */
function longestOf({ trigger, duration }: Fault): Micros {
  const isUntilEnd = trigger.kind === "phase" && trigger.edge === "during" && duration === 0;
  return isUntilEnd ? Infinity : duration;
}

// The steps of Flink's protocols at which a fault can fall, and what exactly `before`, `during` and
// `after` mean: each phase is bound to the fact that begins it and the fact that ends it.
//
//   checkpoint  trigger ─▶ barrier ─▶ alignment ─▶ snapshot ─▶ upload ─▶ acknowledge ─▶ store ─▶ notify
//               a sink                             precommit                                     commit
//   attempt     restart ─▶ deploy ─▶ restore
//
//   before N   the fault strikes on the fact that begins the phase: nothing of it has reached anybody
//   during N   so it does, and without `for` it is over with the phase, however that goes out
//   after N    the fault strikes on the fact that ends the phase; broken off, it has no end

import { Fact, FACT_NAMES } from "../trace/fact.ts";
import { ExecutionState } from "../element/execution_state.ts";
import type { FactName } from "./fault.ts";

/** A fact that begins or ends something, and where the number of its phase stands. */
export interface PhaseEdge {
  readonly fact: FactName;
  /** `attempt`: the fact has no such column, and belongs to the attempt that runs. Left out, whenever. */
  readonly column?: "stamp" | "key" | "attempt";
  /** What the column `detail` must hold, where it matters. */
  readonly detail?: number;
  /** True when a higher number counts too. */
  readonly orLater?: boolean;
}

/** One step of a protocol. */
export interface PhaseSpec {
  /** What happens in it; `N` is its number, `X` the one named by `of X`, or who is struck. */
  readonly means: string;
  readonly number: "checkpoint" | "attempt";
  readonly begin: PhaseEdge;
  readonly end: PhaseEdge;
  /** Where all together have an end of their own: the end when nobody is named by `of`. */
  readonly endOfAll?: PhaseEdge;
  /** What breaks it off. */
  readonly breaks: readonly PhaseEdge[];
  /** True when only sinks go through it, so that without `of` nobody else is looked at. */
  readonly isOfSinks?: boolean;
}

const checkpoint = (fact: FactName): PhaseEdge => ({ fact, column: "stamp" });
const attempt = (fact: FactName): PhaseEdge => ({ fact, column: "key" });
const state = (detail: number): PhaseEdge => ({
  fact: "executionStateChanged",
  column: "attempt",
  detail,
});
const FAILED = checkpoint("snapshotFailed");
/** Whatever is left of checkpoint N is nobody's business any more once one of these has happened. */
const GONE: readonly PhaseEdge[] = [
  { fact: "checkpointCompleted", column: "stamp", orLater: true },
  { fact: "restoreStarted" },
];
const ABORTED: readonly PhaseEdge[] = [checkpoint("checkpointAborted"), ...GONE];
const RESTARTED: PhaseEdge = { fact: "restartScheduled", column: "key", orLater: true };

/** The rows of {@linkcode FAULT_PHASES}. */
const PHASES = {
  trigger: {
    means:
      "The coordinator has begun checkpoint N and tells the sources; over when the first (when " +
      "X) sends its barrier",
    number: "checkpoint",
    begin: checkpoint("checkpointTriggered"),
    end: checkpoint("barrierEmitted"),
    breaks: ABORTED,
  },
  barrier: {
    means: "The first barrier of checkpoint N has reached X; over when X has sent it on",
    number: "checkpoint",
    begin: checkpoint("barrierReceived"),
    end: checkpoint("barrierEmitted"),
    breaks: ABORTED,
  },
  alignment: {
    means: "X has one barrier of checkpoint N and waits for those of its other channels",
    number: "checkpoint",
    begin: checkpoint("alignmentStarted"),
    end: checkpoint("alignmentCompleted"),
    breaks: [checkpoint("alignmentAborted"), ...ABORTED],
  },
  snapshot: {
    means: "X stands still and copies its state for checkpoint N (the synchronous part)",
    number: "checkpoint",
    begin: checkpoint("snapshotStarted"),
    end: checkpoint("snapshotTaken"),
    breaks: [FAILED, ...ABORTED],
  },
  upload: {
    means: "The copy of X is written to storage while X works on (the asynchronous part)",
    number: "checkpoint",
    begin: checkpoint("snapshotTaken"),
    end: checkpoint("stateUploaded"),
    breaks: [FAILED, ...ABORTED],
  },
  acknowledge: {
    means: "X has its part of checkpoint N in storage and says so; over when the coordinator has " +
      "heard it, and without `of`, when it has heard it from all",
    number: "checkpoint",
    begin: checkpoint("stateUploaded"),
    end: checkpoint("checkpointAcknowledged"),
    endOfAll: checkpoint("checkpointFullyAcknowledged"),
    breaks: ABORTED,
  },
  store: {
    means:
      "All parts of checkpoint N are there and its metadata is written; what is stored is complete",
    number: "checkpoint",
    begin: checkpoint("checkpointFullyAcknowledged"),
    end: checkpoint("checkpointCompleted"),
    breaks: ABORTED,
  },
  complete: {
    means: "Another word for `store`: a checkpoint is complete as soon as its metadata is stored",
    number: "checkpoint",
    begin: checkpoint("checkpointFullyAcknowledged"),
    end: checkpoint("checkpointCompleted"),
    breaks: ABORTED,
  },
  notify: {
    means:
      "Checkpoint N is complete and the subtasks are told; over when the first (when X) hears it",
    number: "checkpoint",
    begin: checkpoint("checkpointCompleted"),
    end: checkpoint("completionNotified"),
    breaks: GONE,
  },
  precommit: {
    means: "A sink closes the transaction of checkpoint N, which nobody sees yet",
    number: "checkpoint",
    begin: checkpoint("snapshotStarted"),
    end: checkpoint("transactionPreCommitted"),
    breaks: [FAILED, ...ABORTED],
    isOfSinks: true,
  },
  commit: {
    means:
      "A sink has asked the world outside for the commit of checkpoint N's transaction; a commit " +
      "that fails is asked for again, and the phase goes on",
    number: "checkpoint",
    begin: checkpoint("commitRequested"),
    end: checkpoint("transactionCommitted"),
    breaks: [
      checkpoint("transactionAborted"),
      checkpoint("transactionExpired"),
      checkpoint("transactionFenced"),
    ],
  },
  restart: {
    means: "The job has failed and waits for attempt N; the first run is attempt 0",
    number: "attempt",
    begin: attempt("restartScheduled"),
    end: attempt("restoreStarted"),
    breaks: [RESTARTED],
  },
  deploy: {
    means: "Attempt N is brought to the task managers; over when the first (when X) is there",
    number: "attempt",
    begin: state(ExecutionState.DEPLOYING),
    end: state(ExecutionState.INITIALIZING),
    breaks: [RESTARTED],
  },
  restore: {
    means: "Attempt N reads its state from a checkpoint; over when the first (when X) has it",
    number: "attempt",
    begin: attempt("restoreStarted"),
    end: { fact: "stateRestored", column: "attempt" },
    // without a checkpoint there is nothing to have
    breaks: [RESTARTED, state(ExecutionState.RUNNING)],
  },
} satisfies Record<string, PhaseSpec>;

/** The word for a phase. */
export type FaultPhase = keyof typeof PHASES;

/**
 * All phases, in the order of a checkpoint's and an attempt's life.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { FAULT_PHASES } from "@headwater/sim";
 * strictEqual(FAULT_PHASES.precommit.end.fact, "transactionPreCommitted");
 * strictEqual(FAULT_PHASES.restore.number, "attempt");
 * ```
 */
export const FAULT_PHASES: Readonly<Record<FaultPhase, PhaseSpec>> = Object.freeze(PHASES);

/** What the control plane does once for all: `of` does not narrow these. */
const FOR_ALL: ReadonlySet<FactName> = new Set([
  "checkpointRefused",
  "checkpointTriggered",
  "checkpointFullyAcknowledged",
  "checkpointCompleted",
  "checkpointSubsumed",
  "checkpointAborted",
  "jobStatusChanged",
  "restartScheduled",
  "restoreStarted",
]);

/** True for a fact that belongs to no single subtask and no task manager. */
export function isForAll(fact: FactName): boolean {
  return FOR_ALL.has(fact) || isOfWorld(fact);
}

/** Faults, interventions and sabotage are nobody's. */
function isOfWorld(fact: FactName): boolean {
  return fact === "faultStarted" || fact === "faultEnded" || fact === "interventionApplied" ||
    fact === "engineSabotaged";
}

/** What the column `subject` of a fact holds, if it is somebody. */
export function subjectOf(fact: FactName): "subtask" | "task manager" | "operator" | undefined {
  const { subject } = FACT_NAMES.get(Fact[fact])!.columns;
  return subject === "subtask" || subject === "task manager" || subject === "operator"
    ? subject
    : undefined;
}

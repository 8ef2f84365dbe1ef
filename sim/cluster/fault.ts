// What somebody plans to go wrong, as plain data: a verb, a target, a trigger, and how long. A fault is
// made by hand, by a generator or out of text (fault_text.ts); what it means stands in fault_verbs.ts and
// fault_phases.ts. A random plan is expanded into faults before the run, so every run can be printed.

import type { Fact } from "../trace/fact.ts";
import type { Micros } from "../clock/time.ts";
import type { FaultCounter, FaultStatus } from "./fault_predicates.ts";
import type { FaultPhase } from "./fault_phases.ts";
import type { FaultVerb } from "./fault_verbs.ts";

/** A machine, by the number that traces give it: the first task manager is 0. */
export type FaultMachine =
  | { readonly kind: "task-manager"; readonly index: number }
  | { readonly kind: "job-manager" };

/** Operators by their uid: all subtasks of one, or the one of an index. */
export type FaultOperator =
  | { readonly kind: "subtask"; readonly name: string; readonly index: number }
  | { readonly kind: "operator"; readonly name: string };

/** Somebody who can be struck, and who can do what a trigger waits for. */
export type FaultPlace = FaultMachine | FaultOperator | { readonly kind: "task-managers" };

/** Something that somebody does, says or holds: `snapshot of window[0]`. */
export type FaultPart =
  | "snapshot"
  | "upload"
  | "restore"
  | "close"
  | "commit"
  | "trigger"
  | "ack"
  | "notification"
  | "transactions"
  | "requests"
  | "records";

/** What a fault strikes. */
export type FaultTarget =
  | FaultPlace
  | { readonly kind: FaultPart; readonly of: FaultOperator }
  /** The record that stems from source record number `record`, at an operator. */
  | { readonly kind: "record"; readonly record: number; readonly of: FaultOperator }
  /** What goes from one machine to another; back too, if it is both ways. */
  | {
    readonly kind: "link";
    readonly from: FaultMachine;
    readonly to: FaultMachine;
    readonly isBothWays: boolean;
  }
  | { readonly kind: "storage" }
  | { readonly kind: "checkpoint"; readonly checkpoint: number };

/** The word for each sort of target. */
export type FaultTargetKind = FaultTarget["kind"];

/** The name of a kind of fact. */
export type FactName = keyof typeof Fact;

/**
 * What a fault waits for. Without `of`, whoever comes first will do; but a phase that a subtask goes through
 * by itself is that of the subtask which is struck (see fault_phase_owner.ts).
 *
 * - `time`: a moment of simulated time.
 * - `fact`: the nth fact of a kind.
 * - `phase`: a protocol step of checkpoint or attempt `number`; see {@linkcode FAULT_PHASES}.
 * - `count` and `status`: the first moment at which something holds; see fault_predicates.ts.
 */
export type FaultTrigger =
  | { readonly kind: "time"; readonly at: Micros }
  | { readonly kind: "fact"; readonly fact: FactName; readonly nth: number; readonly of: Of }
  | {
    readonly kind: "phase";
    readonly edge: "before" | "during" | "after";
    readonly phase: FaultPhase;
    readonly number: number;
    readonly of: Of;
  }
  | {
    readonly kind: "count";
    readonly counter: FaultCounter;
    readonly of: Of;
    readonly atLeast: number;
  }
  | { readonly kind: "status"; readonly of: FaultOperator | null; readonly status: FaultStatus };

/** Whose fact it must be; null: anybody's. */
type Of = FaultPlace | null;

/** One thing that goes wrong. */
export interface Fault {
  readonly verb: FaultVerb;
  readonly target: FaultTarget;
  /** How many times as slow, or by how many microseconds; 0 where the verb has no `by`. */
  readonly by: number;
  readonly trigger: FaultTrigger;
  /** How long; 0: at one moment, once, or as long as the phase of `during`. */
  readonly duration: Micros;
}

/** Everything that goes wrong in a run, in the order in which it was written; deeply frozen. */
export type FaultPlan = readonly Fault[];

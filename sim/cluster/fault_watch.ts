// What a fault waits for, made so simple that it costs nothing while a job runs: the nth fact that passes
// a filter of numbers. Every form of trigger but a time comes down to that.

import type { ExecutionPlan } from "../task/subtask_spec.ts";
import { Fact } from "../trace/fact.ts";
import type { FactName, Fault, FaultPlace, FaultTrigger } from "./fault.ts";
import { FAULT_PHASES, isForAll, type PhaseEdge, subjectOf } from "./fault_phases.ts";
import { whosePhase } from "./fault_phase_owner.ts";
import { crowdOf, operatorPlaces } from "./fault_places.ts";
import { factOfStatus, FAULT_COUNTERS } from "./fault_predicates.ts";

/** Any number will do. */
export const ANY = -1;

/** Which facts count. */
export interface FactFilter {
  readonly kind: number;
  /** What the column `detail` must hold, or {@linkcode ANY}. */
  readonly detail: number;
  /** The column that must hold `number`, or more if `orLater`. */
  readonly column: "none" | "stamp" | "key" | "attempt";
  readonly number: number;
  readonly orLater: boolean;
  /** The column that names somebody of `whom`; `none` when anybody will do. */
  readonly who: "none" | "owner" | "subject";
  readonly whom: ReadonlySet<number>;
  /** The operator's place in its chain, or {@linkcode ANY}. */
  readonly operator: number;
}

/** What begins a fault, and what ends it before its time. */
export interface FaultWatch {
  /** Undefined for a fault that waits for a time. */
  readonly start: FactFilter | undefined;
  /** How many of them. */
  readonly nth: number;
  readonly ends: readonly FactFilter[];
}

/** What a fault waits for in a plan, which it must fit. */
export function watchOf(fault: Fault, plan: ExecutionPlan): FaultWatch {
  const { trigger, duration } = fault;
  switch (trigger.kind) {
    case "time":
      return { start: undefined, nth: 1, ends: [] };
    case "fact":
      return once(filterOf({ fact: trigger.fact }, trigger.of, plan), trigger.nth);
    case "count":
      return once(filterOf(FAULT_COUNTERS[trigger.counter], trigger.of, plan), trigger.atLeast);
    case "status":
      return once(filterOf(factOfStatus(trigger.status, trigger.of === null), trigger.of, plan));
    case "phase":
      return watchOfPhase({ ...trigger, of: whosePhase(fault, plan) }, duration === 0, plan);
  }
}

function once(start: FactFilter, nth = 1): FaultWatch {
  return { start, nth, ends: [] };
}

function watchOfPhase(
  { edge, phase, number, of }: Extract<FaultTrigger, { kind: "phase" }>,
  isUntilEnd: boolean,
  plan: ExecutionPlan,
): FaultWatch {
  const { begin, end, endOfAll, breaks, isOfSinks } = FAULT_PHASES[phase];
  const sinks = isOfSinks && of === null ? sinkSubtasks(plan) : undefined;
  const filter = (edge: PhaseEdge) => ({
    ...filterOf(edge, of, plan, isForAll(edge.fact) ? undefined : sinks),
    number: edge.orLater ? number + 1 : number,
    orLater: edge.orLater ?? false,
  });
  const last = of === null ? endOfAll ?? end : end;
  if (edge === "after") return once(filter(last));
  if (edge === "before" || !isUntilEnd) return once(filter(begin));
  return { start: filter(begin), nth: 1, ends: [last, ...breaks].map(filter) };
}

function sinkSubtasks(plan: ExecutionPlan): ReadonlySet<number> {
  return new Set(
    operatorPlaces(plan).filter(({ isSink }) => isSink).flatMap(({ subtasks }) => subtasks),
  );
}

/** A filter for what somebody reports, or what is reported about him. */
function filterOf(
  edge: {
    readonly fact: FactName;
    readonly detail?: number;
    readonly column?: PhaseEdge["column"];
  },
  of: FaultPlace | null,
  plan: ExecutionPlan,
  owners?: ReadonlySet<number>,
): FactFilter {
  const { fact, detail = ANY, column = "none" } = edge;
  const base: FactFilter = {
    kind: Fact[fact],
    detail,
    column,
    number: 0,
    orLater: false,
    who: owners === undefined ? "none" : "owner",
    whom: owners ?? new Set(),
    operator: ANY,
  };
  if (of === null || isForAll(fact)) return base;
  const crowd = crowdOf(of, plan) ?? { subtasks: [], taskManagers: [], operator: ANY };
  const subject = of.kind === "job-manager" ? undefined : subjectOf(fact);
  if (subject === "task manager") {
    return { ...base, who: "subject", whom: new Set(crowd.taskManagers) };
  }
  const whom = new Set(crowd.subtasks);
  if (subject === "subtask") return { ...base, who: "subject", whom };
  return { ...base, who: "owner", whom, operator: subject === "operator" ? crowd.operator : ANY };
}

/** The columns of a fact that filters look at, and the attempt in which it happened. */
export interface WatchedFact {
  readonly kind: number;
  readonly owner: number;
  readonly subject: number;
  readonly key: number;
  readonly stamp: number;
  readonly detail: number;
  readonly attempt: number;
}

/** True when a fact passes a filter. */
export function passes(filter: FactFilter, fact: WatchedFact): boolean {
  if (filter.kind !== fact.kind) return false;
  if (filter.detail !== ANY && filter.detail !== fact.detail) return false;
  if (filter.column !== "none") {
    const found = fact[filter.column];
    if (filter.orLater ? found < filter.number : found !== filter.number) return false;
  }
  if (filter.operator !== ANY && filter.operator !== fact.subject) return false;
  return filter.who === "none" || filter.whom.has(fact[filter.who]);
}

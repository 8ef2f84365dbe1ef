// Whether a plan of faults fits a job: everything that it names is there, and can do what is asked of it.

import type { ExecutionPlan } from "../task/subtask_spec.ts";
import { nearest } from "../clock/nearest.ts";
import { refuse, showValue } from "../clock/named_error.ts";
import type { Fault, FaultPlace, FaultPlan, FaultTarget } from "./fault.ts";
import { faultComplaint } from "./fault_complaint.ts";
import { FAULT_PHASES } from "./fault_phases.ts";
import { crowdOf, type OperatorPlace, operatorPlaces } from "./fault_places.ts";
import { targetText } from "./fault_target_text.ts";
import { faultText } from "./fault_text.ts";

/** Names that an error lists at most. */
const LISTED_MAX = 12;

/**
 * Refuses a plan of faults that a job cannot be struck by, before it runs.
 *
 * Errors: `E-FAULT-TARGET` for somebody who is not there, with the nearest name, or who cannot do what is
 * asked; `E-FAULT-TIME` for an end that is not after the start; `E-FAULT-VALUE` for numbers that cannot be.
 *
 * ```ts
 * import { throws } from "node:assert";
 * import { checkFaults, collection, collectSink, parseFaultPlan, planJob } from "@headwater/sim";
 * import { WatermarkStrategy } from "@headwater/sim";
 * const plan = planJob((env) => {
 *   env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "numbers")
 *     .sinkTo(collectSink("out"));
 * });
 * checkFaults(parseFaultPlan("crash numbers[0] at 2s"), plan);
 * throws(() => checkFaults(parseFaultPlan("crash number[0] at 2s"), plan), /did you mean numbers\[0\]/);
 * ```
 */
export function checkFaults(faults: FaultPlan, plan: ExecutionPlan): void {
  const operators = operatorPlaces(plan);
  for (const fault of faults) {
    const complaint = faultComplaint(fault);
    if (complaint !== null) refuseFault(fault, complaint.sentence, complaint.code);
    for (const place of placesOf(fault)) checkPlace(fault, place, plan, operators);
    checkAbility(fault, operators);
    checkPhase(fault, plan, operators);
  }
}

function refuseFault(fault: Fault, sentence: string, code = "E-FAULT-TARGET"): never {
  refuse(code, `The fault ${showValue(faultText(fault))} cannot strike: ${sentence}`);
}

/** Everybody whom a fault names. */
function placesOf({ target, trigger }: Fault): FaultPlace[] {
  const of = trigger.kind === "time" ? null : trigger.of;
  return [...placesOfTarget(target), ...(of === null ? [] : [of])];
}

function placesOfTarget(target: FaultTarget): FaultPlace[] {
  if ("of" in target) return [target.of];
  if (target.kind === "link") return [target.from, target.to];
  return target.kind === "storage" || target.kind === "checkpoint" ? [] : [target];
}

function checkPlace(
  fault: Fault,
  place: FaultPlace,
  plan: ExecutionPlan,
  operators: readonly OperatorPlace[],
): void {
  if (crowdOf(place, plan) !== undefined) return;
  if (place.kind === "task-manager") {
    const { taskManagerCount } = plan;
    const there = taskManagerCount === 1
      ? "task-manager-0 alone"
      : `task-manager-0 to task-manager-${taskManagerCount - 1}`;
    refuseFault(fault, `there is no ${targetText(place)}; this run has ${there}`);
  }
  const found = operators.find(({ name }) => "name" in place && name === place.name);
  if (found !== undefined) {
    const last = found.subtasks.length - 1;
    const there = last === 0 ? "the subtask 0 alone" : `the subtasks 0 to ${last}`;
    refuseFault(
      fault,
      `there is no ${targetText(place)}; ${targetText(operator(found))} has ${there}`,
    );
  }
  refuseFault(fault, `this job has no ${targetText(place)}; ${hintFor(place, plan, operators)}`);
}

/** The nearest name, or some that there are. */
function hintFor(
  place: FaultPlace,
  plan: ExecutionPlan,
  operators: readonly OperatorPlace[],
): string {
  const machines = ["task-managers", "job-manager"];
  for (let i = 0; i < plan.taskManagerCount; i++) machines.push(`task-manager-${i}`);
  const names = operators.map((one) => targetText(operator(one)));
  const subtasks = operators.flatMap(({ name, subtasks }) =>
    subtasks.map((_, index) => targetText({ kind: "subtask", name, index }))
  );
  const near = nearest(
    targetText(place),
    place.kind === "subtask" ? subtasks : [...names, ...machines],
  );
  if (near !== undefined) return `did you mean ${near}?`;
  const more = names.length > LISTED_MAX ? " …" : "";
  return `it has ${names.slice(0, LISTED_MAX).join(", ")}${more}`;
}

function operator({ name }: OperatorPlace): FaultPlace {
  return { kind: "operator", name };
}

/** Sources are triggered, read and rewound; sinks hold transactions. */
function checkAbility(fault: Fault, operators: readonly OperatorPlace[]): void {
  const { verb, target } = fault;
  const { kind } = target;
  if (verb === "silence" || kind === "records" || kind === "trigger") {
    const what = kind === "trigger"
      ? "is never triggered by the coordinator (CP-5)"
      : "reads nothing";
    checkIs("isSource", fault, placesOfTarget(target)[0], operators, `no source: it ${what}`);
  }
  if (kind === "record") checkPoison(fault, target.of, operators);
  if (kind === "commit" || kind === "transactions" || kind === "requests") {
    checkIs("isSink", fault, target.of, operators, "no sink: it has no transactions");
  }
}

/** What is born at a source is not yet worked on: whoever comes behind it throws. */
function checkPoison(fault: Fault, of: FaultPlace, operators: readonly OperatorPlace[]): void {
  const isPlace = ({ name }: OperatorPlace) => "name" in of && name === of.name;
  if (!operators.some((one) => isPlace(one) && one.isSource)) return;
  const others = operators.filter(({ isSource }) => !isSource);
  refuseFault(
    fault,
    `${
      targetText(of)
    } is a source: it gives records and works on none; wanted: an operator behind ` +
      `it${others.length === 0 ? "" : `, such as ${targetText(operator(others[0]))}`}`,
  );
}

/** A phase of sinks is never met by anybody else. */
function checkPhase(
  fault: Fault,
  plan: ExecutionPlan,
  operators: readonly OperatorPlace[],
): void {
  const { trigger } = fault;
  if (trigger.kind !== "phase" || FAULT_PHASES[trigger.phase].isOfSinks !== true) return;
  const sinks = operators.filter(({ isSink }) => isSink).flatMap(({ subtasks }) => subtasks);
  if (trigger.of === null) return;
  const who = crowdOf(trigger.of, plan)!;
  if (who.subtasks.some((subtask) => sinks.includes(subtask))) return;
  refuseFault(
    fault,
    `${targetText(trigger.of)} has no sink, so it never goes through ${trigger.phase}`,
  );
}

function checkIs(
  ability: "isSource" | "isSink",
  fault: Fault,
  place: FaultPlace,
  operators: readonly OperatorPlace[],
  not: string,
): void {
  const found = operators.find(({ name }) => "name" in place && name === place.name);
  if (found?.[ability]) return;
  const able = operators.filter((one) => one[ability]).map((one) => targetText(operator(one)));
  refuseFault(
    fault,
    `${targetText(place)} is ${not}; wanted: ${able.join(" or ") || "a job that has one"}`,
  );
}

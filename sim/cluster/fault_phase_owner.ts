// Whose phase a fault waits for, where its text does not say: that of whoever is struck, if it goes through
// the phase by itself; else whoever comes first will do.
//
//   crash window[0] during snapshot 2               the snapshot of window[0]
//   crash window[0] during snapshot 2 of source[1]  the snapshot of source[1]
//   crash task-manager-1 during snapshot 2          the first snapshot of anybody

import type { ExecutionPlan } from "../task/subtask_spec.ts";
import type { Fault, FaultPlace, FaultTarget } from "./fault.ts";
import type { FaultPhase } from "./fault_phases.ts";
import { type OperatorPlace, operatorPlaces } from "./fault_places.ts";

/** Who goes through a phase on his own; the others are between the coordinator and somebody, or all. */
const OWNERS: Readonly<Partial<Record<FaultPhase, "all" | "readers" | "sinks">>> = {
  barrier: "readers",
  alignment: "readers",
  snapshot: "all",
  upload: "all",
  precommit: "sinks",
  commit: "sinks",
  deploy: "all",
  restore: "all",
};

/** The place whose phase it must be; null: anybody's. */
export function whosePhase({ target, trigger }: Fault, plan: ExecutionPlan): FaultPlace | null {
  if (trigger.kind !== "phase") return null;
  if (trigger.of !== null) return trigger.of;
  const owners = OWNERS[trigger.phase];
  const place = subtasksOf(target);
  if (owners === undefined || place === null) return null;
  const places = operatorPlaces(plan);
  const own = places.find(({ name }) => name === place.name)!;
  return owners === "all" || (owners === "sinks" ? own.isSink : !readsSplits(own, places))
    ? place
    : null;
}

/** True when a phase may be that of whoever is struck; whether it is depends on the plan. */
export function mayBeOwn({ target, trigger }: Fault): boolean {
  return trigger.kind === "phase" && trigger.phase in OWNERS && subtasksOf(target) !== null;
}

/** Subtasks that are struck, or whose doings are. */
function subtasksOf(target: FaultTarget) {
  if ("of" in target) return target.of;
  return target.kind === "subtask" || target.kind === "operator" ? target : null;
}

/** A task that reads splits has no channels, so it waits for no barriers. */
function readsSplits({ vertex }: OperatorPlace, places: readonly OperatorPlace[]): boolean {
  return places.some((one) => one.vertex === vertex && one.isSource);
}

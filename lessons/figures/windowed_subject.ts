// The operator whose windows, or whose timers, are looked at, and what the plan tells of it.

import type { OperatorDescription, PlanDescription } from "@headwater/sim";
import type { SubjectOptions } from "./event_time_view.ts";

export type { SubjectOptions };

/** How an operator's windows come about. */
export type WindowKind = "time" | "session" | "global";

/** What the plan tells of windows. */
export interface WindowPlan {
  readonly kind: WindowKind;
  readonly isEventTime: boolean;
  /** How long after its end a window still takes records, in milliseconds. */
  readonly lateness: number;
  /** It has an evictor, and that evicts before the window fires. */
  readonly evictsBefore: boolean;
}

/** An operator and those of its subtasks that are shown. */
export interface OperatorSubject {
  readonly uid: string;
  readonly subtasks: readonly number[];
  /** Nothing for an operator without windows. */
  readonly windows: WindowPlan | null;
}

/** The operator that was asked for, or else the first that is wanted, or else none. */
export function operatorSubject(
  plan: PlanDescription,
  { operator, subtasks }: SubjectOptions,
  isWanted: (vertex: number) => boolean,
): OperatorSubject {
  const vertex = plan.vertices.find(({ uid }) => uid === operator) ??
    plan.vertices.find(({ id }) => isWanted(id));
  if (vertex === undefined) return { uid: "", subtasks: [], windows: null };
  const own = plan.subtasks.filter((subtask) =>
    subtask.vertex === vertex.id && (subtasks?.includes(subtask.label) ?? true)
  );
  const [windows = null] = vertex.chain.flatMap((one) => windowPlanOf(one) ?? []);
  return { uid: vertex.uid, subtasks: own.map(({ id }) => id), windows };
}

/** Windows of an operator, if it has any. */
export function windowPlanOf({ options }: OperatorDescription): WindowPlan | null {
  const { assigner, allowedLateness, evictor } = options as {
    readonly assigner?: { readonly isEventTime?: unknown; readonly name?: unknown };
    readonly allowedLateness?: unknown;
    readonly evictor?: { readonly evictsAfter?: unknown } | null;
  };
  if (typeof assigner !== "object" || assigner === null) return null;
  const name = String(assigner.name ?? "");
  return {
    kind: /Session/.test(name) ? "session" : /^Global/.test(name) ? "global" : "time",
    isEventTime: assigner.isEventTime === true,
    lateness: typeof allowedLateness === "number" ? allowedLateness : 0,
    evictsBefore: evictor?.evictsAfter === false,
  };
}

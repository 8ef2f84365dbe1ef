// What a scenario says about its windows, and what became of each record at them.

import type { Scenario } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { ElementKind } from "../sim/element/element.ts";
import type { Value } from "./gen/input.ts";
import type { Topology } from "./gen/job.ts";
import { nodesOf } from "./gen/scenario.ts";
import type { WindowRules } from "./model_windows.ts";
import { type Run, subtasksOf } from "./run.ts";

/** A window operator of a scenario's job. */
export interface WindowNode {
  readonly id: string;
  readonly rules: WindowRules;
  readonly contents: "list" | "reduce" | "aggregate";
}

/** The window operators of a job, in its order. */
export function windowNodes(scenario: Scenario): WindowNode[] {
  const windows = nodesOf(scenario).filter((node) => node.type === "window");
  return windows.map(({ id, assigner, allowedLateness = 0, reduce, aggregate }) => ({
    id,
    rules: { size: assigner.size, offset: assigner.offset ?? 0, lateness: allowedLateness },
    contents: reduce ? "reduce" : aggregate ? "aggregate" : "list",
  }));
}

/** A record that a window operator consumed, and what it did with it. */
export interface Judged {
  readonly record: FactRow;
  readonly subtask: number;
  /** Event time of the operator at that moment. */
  readonly watermark: number;
  /** The fact that says it: windowAssigned, recordLate or recordDropped; all that were reported. */
  readonly verdicts: readonly FactRow[];
}

const VERDICTS: readonly number[] = [Fact.windowAssigned, Fact.recordLate, Fact.recordDropped];

/** Every record that the window operator `uid` consumed, subtask by subtask, in order. */
export function judgedRecords({ plan, facts }: Run, uid: string): Judged[] {
  const judged: (Judged & { verdicts: FactRow[] })[] = [];
  for (const { id } of subtasksOf(plan, uid)) {
    let watermark = -Infinity, isOpen = false;
    for (const fact of facts) {
      const { kind, owner, detail, stamp } = fact;
      if (owner !== id) continue;
      if (kind === Fact.watermarkAdvanced) watermark = stamp;
      if (kind === Fact.elementProcessed) isOpen = detail === ElementKind.RECORD;
      if (kind === Fact.elementProcessed && isOpen) {
        judged.push({ record: fact, subtask: id, watermark, verdicts: [] });
      } else if (VERDICTS.includes(kind) && isOpen) judged.at(-1)!.verdicts.push(fact);
    }
  }
  return judged;
}

/** Every topology with windows. */
export const WINDOW_TOPOLOGIES: readonly Topology[] = [
  "window",
  "dealtWindow",
  "diamond",
  "assigned",
  "windowTwice",
];

/** Facts of a window subtask's head; what is chained behind it is left out. */
export function ownFacts({ facts }: Run, subtask: number): FactRow[] {
  return facts.filter(({ owner, kind, subject }) =>
    owner === subtask && (kind !== Fact.recordEmitted || subject === 0)
  );
}

/** The contents of the last firing of each window, per key. */
export function lastFirings({ facts, plan }: Run): Map<string, Value[]> {
  const last = new Map<string, Value[]>();
  for (const { kind, owner, subject, detail, value } of facts) {
    const { uid } = plan.vertices[plan.subtasks[Math.max(owner, 0)].vertex];
    if (kind !== Fact.recordEmitted || uid !== "window" || subject !== 0 || detail !== 0) continue;
    const [key, start, end, contents] = value as [number, number, number, Value[]];
    last.set(JSON.stringify([key, start, end]), contents);
  }
  return last;
}

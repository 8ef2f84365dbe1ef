// What went over an edge of a run's plan.

import type { EdgeSpec } from "@headwater/sim";
import { Fact, type FactRow } from "@headwater/sim/trace";
import { ElementKind } from "../sim/element/element.ts";
import type { Run } from "./run.ts";

/** The edges with a partitioner of that name. */
export function edgesNamed({ plan }: Run, name: string): EdgeSpec[] {
  return plan.edges.filter(({ partitioner }) => partitioner.name === name);
}

/** Records consumed from the channels of an edge. */
export function recordsOn({ plan, facts }: Run, { id, target }: EdgeSpec): FactRow[] {
  return facts.filter(({ kind, detail, owner, subject }) =>
    kind === Fact.elementProcessed && detail === ElementKind.RECORD &&
    plan.subtasks[owner].vertex === target && plan.channels[subject].edge === id
  );
}

/** The channels that were selected on an edge, record after record. */
export function selections({ plan, facts }: Run, { id }: EdgeSpec): FactRow[] {
  return facts.filter(({ kind, subject }) =>
    kind === Fact.channelSelected && plan.channels[subject].edge === id
  );
}

/** What the operator before an edge emitted into it, at one subtask. */
export function emissions({ facts }: Run, edge: EdgeSpec, sender: number): unknown[] {
  return facts
    .filter(({ kind, owner, subject, detail }) =>
      kind === Fact.recordEmitted && owner === sender && subject === edge.sourceOperator &&
      detail === (edge.tag === null ? 0 : 1)
    )
    .map(short);
}

/** A record without its way. */
export function short({ value, stamp }: FactRow): unknown {
  return [value, stamp];
}

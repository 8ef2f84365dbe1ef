// What is shown of keyed state: an operator at a moment, the key groups of its subtasks, and the cells that
// its keys have.

import { Fact } from "@headwater/sim/trace";
import type { Language, TraceSlice } from "./figure.ts";
import { keyGroupOf, type KeyGroups, keyGroupsOf } from "./key_groups.ts";
import type { PictureClock } from "./picture_clock.ts";
import { NONE } from "./picture_numbers.ts";
import { readStateCells, type StateCell } from "./state_cells.ts";
import { timeUnitOf } from "./time_text.ts";
import { type OperatorSubject, operatorSubject } from "./windowed_subject.ts";

/** What decides about what is shown. */
export interface KeyedStateChoice {
  /** Uid of the operator; default: the first that keeps state of keys, or else the first with keys. */
  readonly operator?: string;
  /** The moment, in microseconds; default: the end of the slice. */
  readonly at?: number;
  /**
   * What was changed after this moment is underlined. Default: what was changed after the snapshot of the
   * last checkpoint that was completed; without one, nothing.
   */
  readonly since?: number;
  /** Keys that are shown; default: as many as there is room for, those that were changed last first. */
  readonly keys?: readonly string[];
  /** The wall clock at simulated time 0, to tell times as dates in UTC. */
  readonly startMillis?: number;
}

/** A key that has state. */
export interface StateKey {
  readonly key: number;
  readonly name: string;
  readonly subtask: number;
  readonly group: number;
  /** When any of its state was changed last. */
  readonly changed: number;
}

/** Keyed state of one operator. */
export class KeyedStateView {
  readonly subject: OperatorSubject;
  readonly vertex: number;
  readonly at: number;
  readonly groups: KeyGroups;
  readonly cells: readonly StateCell[];
  /** By key group, then by name. */
  readonly keys: readonly StateKey[];
  readonly clock: PictureClock;
  private readonly slice: TraceSlice;

  constructor(
    slice: TraceSlice,
    readonly language: Language,
    private readonly choice: KeyedStateChoice,
  ) {
    const { plan, facts, until } = slice;
    this.slice = slice;
    this.at = choice.at ?? facts.at(-1)?.time ?? until.time;
    this.clock = { unit: timeUnitOf(this.at), startMillis: choice.startMillis ?? null };
    this.subject = operatorSubject(plan, { operator: choice.operator }, wantedVertex(slice));
    this.vertex = plan.vertices.findIndex(({ uid }) => uid === this.subject.uid);
    this.groups = this.vertex < 0 ? { count: 0, ranges: [] } : keyGroupsOf(plan, this.vertex);
    this.cells = readStateCells(slice, this.subject.subtasks, this.at);
    this.keys = keysOf(slice, this.vertex, this.cells);
  }

  label(subtask: number): string {
    return this.slice.plan.subtasks[subtask].label;
  }

  isAskedFor({ name }: StateKey): boolean {
    return this.choice.keys?.includes(name) ?? true;
  }

  /** The moment after which changes are underlined in a subtask; nothing when none is known. */
  since(subtask: number): number | null {
    return this.choice.since ?? lastSnapshot(this.slice, subtask, this.at);
  }

  /** True for a cell that is underlined. */
  isChanged({ subtask, changed }: StateCell): boolean {
    const since = this.since(subtask);
    return since !== null && changed > since;
  }
}

function keysOf(
  { plan, names }: TraceSlice,
  vertex: number,
  cells: readonly StateCell[],
): StateKey[] {
  const keys = new Map<number, StateKey>();
  for (const { key, subtask, changed } of cells) {
    const last = keys.get(key)?.changed ?? changed;
    const group = keyGroupOf(plan, names, vertex, key);
    const name = String(names.keys[key]);
    keys.set(key, { key, name, subtask, group, changed: Math.max(last, changed) });
  }
  return [...keys.values()]
    .sort((a, b) =>
      a.group - b.group || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.key - b.key)
    );
}

/** When a subtask took the snapshot of the last checkpoint that was completed by then. */
function lastSnapshot({ facts }: TraceSlice, subtask: number, at: number): number | null {
  const snapshots = new Map<number, number>();
  let last: number | null = null;
  for (const { kind, owner, time, stamp } of facts) {
    if (time > at) break;
    if (kind === Fact.snapshotTaken && owner === subtask) snapshots.set(stamp, time);
    if (kind === Fact.checkpointCompleted) last = snapshots.get(stamp) ?? last;
  }
  return last;
}

/** The first operator that keeps state of keys, or else the first that has keys. */
function wantedVertex({ plan, facts }: TraceSlice): (vertex: number) => boolean {
  const first = facts.find(({ kind, key }) => kind === Fact.stateUpdated && key !== NONE);
  if (first !== undefined) return (vertex) => vertex === plan.subtasks[first.owner].vertex;
  return (vertex) => plan.edges.some(({ target, isKeyed }) => isKeyed && target === vertex);
}

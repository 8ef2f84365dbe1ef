// What keyed state holds at a moment, read from facts alone: one cell for each state, key and window. Facts
// tell of a list what it gains, of a map the entry that is set, of everything else the new value.

import { Fact, type FactRow } from "@headwater/sim/trace";
import type { PlanDescription } from "@headwater/sim";
import type { TraceSlice } from "./figure.ts";
import { windowOf } from "./picture_fold.ts";
import { CONTENTS, NEVER, NONE, TRIGGER_STATES, WINDOW_STATES } from "./picture_numbers.ts";
import { Snapshots } from "./recovery_facts.ts";
import { ownStates, type StateName, WINDOW_CONTENTS } from "./state_names.ts";

/** One state of one key, and of one window if it has windows. */
export interface StateCell {
  readonly subtask: number;
  readonly key: number;
  readonly state: StateName;
  /** Start and end of the window in milliseconds; nothing for state of a key as a whole. */
  readonly window: { readonly start: number; readonly end: number } | null;
  /** A value, the elements of a list, or the entries of a map. */
  readonly value: unknown;
  /** When it was changed last. */
  readonly changed: number;
}

/** The cells of some subtasks after all facts up to a time, in the order in which they were filled first. */
export function readStateCells(
  { plan, facts }: Pick<TraceSlice, "plan" | "facts">,
  subtasks: readonly number[],
  until: number,
): StateCell[] {
  const snapshots = new Snapshots<readonly HeldCell[]>();
  const reading: Reading = {
    plan,
    cells: new Map(),
    names: new Map(),
    windows: new Map(),
    merging: [],
  };
  const own = new Set(subtasks);
  for (const fact of facts) {
    if (fact.time > until) break;
    if (!own.has(fact.owner)) continue;
    const isOwn = ([id]: HeldCell) => id.startsWith(`${fact.owner}/`);
    const change = snapshots.apply(fact, () => [...reading.cells].filter(isOwn));
    if (change === undefined) RULES.get(fact.kind)?.(reading, fact);
    else recover(reading, isOwn, change.held ?? []);
  }
  return [...reading.cells.values()];
}

/** A cell with its name among all. */
type HeldCell = [id: string, cell: StateCell];

/** The cells of a subtask are those that it held at a snapshot, or none. */
function recover(
  { cells }: Reading,
  isOwn: (cell: HeldCell) => boolean,
  held: readonly HeldCell[],
): void {
  for (const [id] of [...cells].filter(isOwn)) cells.delete(id);
  for (const [id, cell] of held) cells.set(id, cell);
}

interface Reading {
  readonly plan: PlanDescription;
  readonly cells: Map<string, StateCell>;
  /** Declared states, by subtask, operator and number. */
  readonly names: Map<string, StateName>;
  /** Starts of open windows, by subtask, operator, key and end. */
  readonly windows: Map<string, number>;
  /** Contents of windows that are about to be one. */
  merging: StateCell[];
}

type Rule = (reading: Reading, fact: FactRow) => void;

const RULES: ReadonlyMap<number, Rule> = new Map<number, Rule>([
  [Fact.stateDeclared, ({ names }, { owner, subject, detail, value }) => {
    names.set(`${owner}/${subject}/${detail}`, value as StateName);
  }],
  [Fact.windowMerged, (reading, fact) => {
    const source = contentsFrom(reading, fact);
    if (source === undefined) return;
    const [id, cell] = source;
    reading.cells.delete(id);
    reading.merging.push(cell);
  }],
  [Fact.windowAssigned, (reading, fact) => {
    const { start, end } = windowOf(fact);
    reading.windows.set(windowId(fact, end), start);
    if (reading.merging.length > 0) merge(reading, fact, end);
  }],
  [Fact.stateUpdated, (reading, fact) => {
    if (isHidden(fact)) return;
    const state = stateOf(reading, fact);
    const before = reading.cells.get(idOf(reading, fact));
    put(
      reading,
      fact,
      fact.value === undefined ? undefined : grown(state, before?.value, fact.value),
    );
  }],
  [Fact.stateExpired, shrink],
  [Fact.stateRemoved, shrink],
]);

/** What triggers remember of their windows is not shown. */
function isHidden({ key, detail }: FactRow): boolean {
  return key === NONE || (detail >= TRIGGER_STATES && detail < WINDOW_STATES);
}

/** By the state's name: its number may be another one in another attempt. */
function idOf(reading: Reading, fact: FactRow): string {
  const { owner, subject, key, stamp } = fact;
  return `${owner}/${subject}/${key}/${stateOf(reading, fact).name}/${stamp}`;
}

function windowId({ owner, subject, key }: FactRow, end: number): string {
  return `${owner}/${subject}/${key}/${end}`;
}

function stateOf({ names, plan }: Reading, { owner, subject, detail }: FactRow): StateName {
  return names.get(`${owner}/${subject}/${detail}`) ??
    ownStates(plan.vertices[plan.subtasks[owner].vertex].chain[subject])[detail] ??
    { name: "", kind: "value" };
}

/** A value after an update. */
function grown({ kind }: StateName, before: unknown, news: unknown): unknown {
  if (kind === "list") return [...before as unknown[] ?? [], news];
  if (kind !== "map") return news;
  const entries = before as readonly Entry[] ?? [];
  const entry = news as Entry;
  return [...entries.filter(([other]) => !isSame(other, entry[0])), entry]
    .toSorted(([a], [b]) => textOf(a) < textOf(b) ? -1 : 1);
}

type Entry = readonly [key: unknown, value: unknown];

/** A piece of several goes, or all of a state that is of one piece. */
function shrink(reading: Reading, fact: FactRow): void {
  if (isHidden(fact)) return;
  const { kind } = stateOf(reading, fact);
  const before = reading.cells.get(idOf(reading, fact));
  if (before === undefined) return;
  if (kind !== "list" && kind !== "map") return put(reading, fact, undefined);
  const pieces = before.value as readonly unknown[];
  const index = kind === "map"
    ? pieces.findIndex((piece) => isSame((piece as Entry)[0], (fact.value as Entry)[0]))
    : pieces.findIndex((piece) => isSame(piece, fact.value));
  const left = pieces.filter((_, i) => i !== index);
  put(reading, fact, left.length === 0 ? undefined : left);
}

function put(reading: Reading, fact: FactRow, value: unknown): void {
  const { owner, key, stamp, time } = fact;
  const id = idOf(reading, fact);
  if (value === undefined) {
    reading.cells.delete(id);
    return;
  }
  const start = reading.windows.get(windowId(fact, stamp));
  const window = stamp === NEVER ? null : { start: start ?? NEVER, end: stamp };
  const state = stateOf(reading, fact);
  reading.cells.set(id, { subtask: owner, key, state, window, value, changed: time });
}

/** The contents of a window that goes into another one; sessions of a key do not overlap. */
function contentsFrom(
  { cells }: Reading,
  { owner, subject, key, stamp }: FactRow,
): [string, StateCell] | undefined {
  const prefix = `${owner}/${subject}/${key}/`;
  for (const [id, cell] of cells) {
    const isContents = cell.state.name === WINDOW_CONTENTS;
    if (isContents && id.startsWith(prefix) && cell.window?.start === stamp) return [id, cell];
  }
}

/** Contents of windows that become one: of lists one after the other; else the next update tells. */
function merge(reading: Reading, fact: FactRow, end: number): void {
  const { merging } = reading;
  reading.merging = [];
  const [{ state, value }] = merging;
  const merged = state.kind === "list" ? merging.flatMap((cell) => cell.value as unknown[]) : value;
  put(reading, { ...fact, detail: CONTENTS, stamp: end }, merged);
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || textOf(a) === textOf(b);
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? "";
}

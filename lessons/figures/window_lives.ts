// What becomes of every window of every key: opened by its first element, filled, fired, emptied, grown
// together with others, cleaned. Read from facts alone, for any assigner and trigger.
//
//   opened ─ + ─ + ─ fired ─ emptied ─ + ──────┐ merged into another
//                                              └─ + ─ fired ─ cleaned
//
// A window that a failure takes ends there; what the snapshot held of it comes back as another one.

import { Fact, type FactRow } from "@headwater/sim/trace";
import type { TraceSlice } from "./figure.ts";
import type { Firing } from "./picture.ts";
import { windowOf } from "./picture_fold.ts";
import { Snapshots } from "./recovery_facts.ts";
import { CONTENTS, FOREVER, NEVER } from "./picture_numbers.ts";

/** How full a window is from a moment on. */
export interface ContentChange {
  readonly time: number;
  /** Elements that it holds. */
  readonly count: number;
  readonly cause: "element" | "merge" | "purge" | "evict" | "restore";
  /** The source record, if one element made the change; else −1. */
  readonly origin: number;
}

/** A firing of a window. */
export interface LifeFiring {
  readonly time: number;
  readonly firing: Firing;
  /** Elements that it held, or that an evictor left. */
  count: number;
}

/** One window of one key in one subtask. */
export interface WindowLife {
  /** Its place among the lives. */
  readonly id: number;
  readonly subtask: number;
  readonly key: number;
  /** In milliseconds, as far as it has grown. */
  start: number;
  end: number;
  readonly opened: number;
  readonly changes: ContentChange[];
  readonly firings: LifeFiring[];
  /** When it went, or nothing while it is open. */
  closed: number | null;
  /** The window that it went into; nothing when it was cleaned. */
  mergedInto: number | null;
  /** A failure took it. */
  isLost: boolean;
  /** It had fired on time before it was restored. */
  readonly hadFired: boolean;
}

/** What decides how a firing stands to the end of its window. */
export interface LifeOptions {
  /** Windows end in event time; else by the clock. */
  readonly isEventTime: boolean;
  /** What an evictor takes away does not fire. */
  readonly evictsBefore: boolean;
  /** The wall clock at simulated time 0. */
  readonly startMillis?: number;
}

/** The windows of one operator, in the order in which they were opened. */
export function readWindowLives(
  { facts }: Pick<TraceSlice, "facts">,
  subtasks: readonly number[],
  options: LifeOptions,
): WindowLife[] {
  const reading: Reading = { lives: [], open: new Map(), merging: [], marks: new Map(), options };
  const snapshots = new Snapshots<readonly HeldWindow[]>();
  const own = new Set(subtasks);
  for (const fact of facts) {
    if (!own.has(fact.owner)) continue;
    const change = snapshots.apply(fact, () => heldBy(reading, fact.owner));
    if (change === undefined) RULES.get(fact.kind)?.(reading, fact);
    else recover(reading, fact, change.held ?? []);
  }
  return reading.lives;
}

/** What a snapshot holds of a window. */
interface HeldWindow {
  readonly key: number;
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly hadFired: boolean;
}

function heldBy({ open }: Reading, subtask: number): HeldWindow[] {
  return [...open.values()].filter((life) => life.subtask === subtask)
    .map((life) => ({ ...life, count: countOf(life), hadFired: hasFired(life) }));
}

/** The open windows of a subtask are gone; those of a snapshot are opened again, as full as they were. */
function recover(reading: Reading, fact: FactRow, held: readonly HeldWindow[]): void {
  const { open, marks } = reading;
  marks.delete(fact.owner);
  for (const [id, life] of [...open]) {
    if (life.subtask !== fact.owner) continue;
    life.closed = fact.time;
    life.isLost = true;
    open.delete(id);
  }
  for (const { key, start, end, count, hadFired } of held) {
    const life = openLife(reading, { ...fact, key }, { start, end }, hadFired);
    change(life, fact.time, count, "restore");
  }
}

function hasFired({ firings, hadFired }: WindowLife): boolean {
  return hadFired || firings.some(({ firing }) => firing !== "early");
}

interface Reading {
  readonly lives: WindowLife[];
  /** Windows by their key and their bounds. */
  readonly open: Map<string, WindowLife>;
  /** Windows that are about to be one. */
  merging: WindowLife[];
  /** Watermark by subtask. */
  readonly marks: Map<number, number>;
  readonly options: LifeOptions;
}

type Rule = (reading: Reading, fact: FactRow) => void;

const RULES: ReadonlyMap<number, Rule> = new Map<number, Rule>([
  [Fact.watermarkAdvanced, ({ marks }, { owner, stamp }) => void marks.set(owner, stamp)],
  [Fact.windowMerged, (reading, fact) => {
    const source = sourceOf(reading, fact);
    if (source !== undefined) reading.merging.push(source);
  }],
  [Fact.windowAssigned, (reading, fact) => {
    const life = reading.merging.length > 0 ? merge(reading, fact) : lifeOf(reading, fact);
    change(life, fact.time, countOf(life) + 1, "element", fact.origin);
  }],
  [Fact.windowFired, (reading, fact) => {
    const life = lifeOf(reading, fact);
    life.firings.push({
      time: fact.time,
      firing: firingOf(reading, life, fact),
      count: countOf(life),
    });
  }],
  [Fact.stateUpdated, keep],
  [Fact.windowPurged, (reading, fact) => {
    const { changes } = lifeOf(reading, fact);
    const last = changes.at(-1);
    if (last?.cause === "evict") changes[changes.length - 1] = { ...last, cause: "purge" };
  }],
  [Fact.windowCleaned, (reading, fact) => {
    const life = lifeOf(reading, fact);
    const last = life.changes.at(-1);
    // that its contents go is its end, not the work of an evictor
    if (last?.cause === "evict" && last.time === fact.time) life.changes.pop();
    life.closed = fact.time;
    reading.open.delete(idOf(fact, life));
  }],
]);

/**
 * Contents that are cleared, and then kept again but for what an evictor took: what a trigger has purged
 * stays cleared.
 */
function keep(reading: Reading, fact: FactRow): void {
  if (fact.detail !== CONTENTS) return;
  const life = openUntil(reading, fact);
  if (life === undefined) return;
  const { changes, firings } = life;
  if (fact.value === undefined) {
    if (countOf(life) > 0) change(life, fact.time, 0, "evict");
    return;
  }
  const last = changes.at(-1);
  if (last?.cause !== "evict" || last.time !== fact.time) return;
  changes[changes.length - 1] = { ...last, count: last.count + 1 };
  const firing = firings.at(-1);
  if (reading.options.evictsBefore && firing?.time === fact.time) firing.count = last.count + 1;
}

/** Elements in a window. */
export function countOf({ changes }: Pick<WindowLife, "changes">): number {
  return changes.at(-1)?.count ?? 0;
}

function change(
  life: WindowLife,
  time: number,
  count: number,
  cause: ContentChange["cause"],
  origin = -1,
): void {
  life.changes.push({ time, count, cause, origin });
}

function idOf({ owner, key }: FactRow, { start, end }: { start: number; end: number }): string {
  return `${owner}/${key}/${start}/${end}`;
}

/** The window that a fact names, opened if it is new. */
function lifeOf(reading: Reading, fact: FactRow): WindowLife {
  const window = windowOf(fact);
  return reading.open.get(idOf(fact, window)) ?? openLife(reading, fact, window, false);
}

function openLife(
  { open, lives }: Reading,
  fact: FactRow,
  { start, end }: { readonly start: number; readonly end: number },
  hadFired: boolean,
): WindowLife {
  const { owner, key, time } = fact;
  const life: WindowLife = {
    id: lives.length,
    subtask: owner,
    key,
    start,
    end,
    opened: time,
    changes: [],
    firings: [],
    closed: null,
    mergedInto: null,
    isLost: false,
    hadFired,
  };
  lives.push(life);
  open.set(idOf(fact, life), life);
  return life;
}

/** A window of a key ends once, so its end names it. */
function openUntil({ open }: Reading, { owner, key, stamp }: FactRow): WindowLife | undefined {
  for (const life of open.values()) {
    if (life.subtask === owner && life.key === key && life.end === stamp) return life;
  }
}

/** A window that goes into another one is named by its start: sessions of a key do not overlap. */
function sourceOf({ open }: Reading, { owner, key, stamp }: FactRow): WindowLife | undefined {
  for (const life of open.values()) {
    if (life.subtask === owner && life.key === key && life.start === stamp) return life;
  }
}

/** The one that was opened first lives on, grown; the others end in it. */
function merge(reading: Reading, fact: FactRow): WindowLife {
  const { open, merging } = reading;
  const { start, end } = windowOf(fact);
  for (const source of merging) open.delete(idOf(fact, source));
  const [life, ...others] = merging.sort((a, b) => a.id - b.id);
  reading.merging = [];
  for (const other of others) {
    other.closed = fact.time;
    other.mergedInto = life.id;
    change(life, fact.time, countOf(life) + countOf(other), "merge");
  }
  life.start = start;
  life.end = end;
  open.set(idOf(fact, life), life);
  return life;
}

function firingOf(reading: Reading, life: WindowLife, fact: FactRow): Firing {
  const { end, firings, hadFired } = life;
  const { options: { isEventTime, startMillis = 0 }, marks } = reading;
  const isOver = isEventTime
    ? (marks.get(fact.owner) ?? NEVER) >= end - 1
    : startMillis + Math.floor(fact.time / 1000) >= end - 1;
  if (!isOver || end === FOREVER) return "early";
  // timers that one watermark passes together are one firing, told several times
  const isAgain = hadFired ||
    firings.some(({ firing, time }) => firing !== "early" && time < fact.time);
  return isAgain ? "late" : "on time";
}

// Where the lanes of the picture of timers lie: below the rail of each subtask one lane per key, and in it as
// many rows as the key has timers at once. Of many keys, timers of one time share a row: then a subtask has
// one lane.

import type { TimeDomain } from "./glyphs.ts";
import { compareKeys } from "./lane_view.ts";
import { packRows } from "./row_packing.ts";
import { measure } from "./text.ts";
import { isPhone, SIZE } from "./theme.ts";
import type { TimerEnd, TimerLife } from "./timer_lives.ts";
import type { TimersView } from "./timers_view.ts";
import { TIMERS_WORDS } from "./timers_words.ts";

/** A timer, or several of one time that end together, in a row. */
export interface PlacedTimer {
  readonly domain: TimeDomain;
  readonly due: number;
  /** When the first of them was registered. */
  readonly registered: number;
  readonly ended: number | null;
  readonly end: TimerEnd;
  /** Timers that it stands for. */
  readonly count: number;
  readonly text: string;
  readonly y: number;
}

/** A lane. */
export interface TimerLane {
  readonly id: string;
  readonly subtask: number;
  /** The key, or −1 where timers of several share a lane. */
  readonly key: number;
  readonly name: string;
  /** Middle of its first row. */
  readonly y: number;
  readonly timers: readonly PlacedTimer[];
}

/** The lanes of all subtasks, and the rail of each. */
export interface TimerLayout {
  readonly rails: readonly { readonly subtask: number; readonly y: number }[];
  readonly lanes: readonly TimerLane[];
  /** Timers that there is no room for. */
  readonly hiddenCount: number;
  readonly bottom: number;
}

/** Pixels: above a rail, the rail, a row, and what separates lanes. */
const ROOM = { above: 14, rail: 15, row: 20, between: 5 } as const;
/** Rows by key, and rows in all, that are shown at most. */
const ROWS_MAX = { column: { byKey: 20, all: 28 }, phone: { byKey: 16, all: 20 } } as const;

/** Lays out the lanes. */
export function layTimers(view: TimersView): TimerLayout {
  const most = ROWS_MAX[isPhone(view.stage.width) ? "phone" : "column"];
  const byKey = view.subject.subtasks.flatMap((subtask) => lanesByKey(view, subtask));
  const isFolded = byKey.reduce((sum, { rows }) => sum + rows, 0) > most.byKey;
  const lanes = isFolded
    ? view.subject.subtasks.flatMap((subtask) => foldedLane(view, subtask))
    : byKey;
  return place(view, lanes, most.all);
}

interface Packed extends Omit<PlacedTimer, "y"> {
  readonly row: number;
}

interface BareLane extends Omit<TimerLane, "y" | "timers"> {
  readonly rows: number;
  readonly timers: readonly Packed[];
}

/** Subtasks without a timer that are shown. */
const IDLE_MAX = 4;

function place(view: TimersView, lanes: readonly BareLane[], rowsMax: number): TimerLayout {
  const rails: { subtask: number; y: number }[] = [];
  const placed: TimerLane[] = [];
  const withTimers = new Set(lanes.map(({ subtask }) => subtask));
  const subtasks = lanes.length > 0
    ? view.subject.subtasks.filter((subtask) => withTimers.has(subtask))
    : view.subject.subtasks.slice(0, IDLE_MAX);
  let [y, left, hiddenCount] = [0, rowsMax, 0];
  for (const subtask of subtasks) {
    if (left === 0) {
      hiddenCount += countOf(lanes.filter((lane) => lane.subtask === subtask));
      continue;
    }
    y += ROOM.above;
    rails.push({ subtask, y });
    y += ROOM.rail;
    for (const { rows, timers, ...lane } of lanes.filter((one) => one.subtask === subtask)) {
      const shown = timers.filter(({ row }) => row < left);
      for (const { row, count } of timers) if (row >= left) hiddenCount += count;
      if (shown.length === 0) continue;
      placed.push({
        ...lane,
        y: y + ROOM.row / 2,
        timers: shown.map(({ row, ...timer }) => ({ ...timer, y: y + (row + 0.5) * ROOM.row })),
      });
      y += Math.min(rows, left) * ROOM.row + ROOM.between;
      left -= Math.min(rows, left);
    }
  }
  return { rails, lanes: placed, hiddenCount, bottom: Math.max(y, ROOM.above + ROOM.rail) };
}

function countOf(lanes: readonly BareLane[]): number {
  return lanes.flatMap(({ timers }) => timers).reduce((sum, { count }) => sum + count, 0);
}

function lanesByKey(view: TimersView, subtask: number): BareLane[] {
  const own = view.lives.filter((life) => life.subtask === subtask);
  return [...new Set(own.map(({ key }) => key))]
    .map((key) => ({ key, name: view.key(key) }))
    .sort(compareKeys)
    .map(({ key, name }) => {
      const timers = own.filter((life) => life.key === key).map((life) => [life]);
      return { id: `${view.label(subtask)} ${name}`, subtask, key, name, ...pack(view, timers) };
    });
}

/** All timers of a subtask, those of one time that end together as one. */
function foldedLane(view: TimersView, subtask: number): BareLane[] {
  const groups = new Map<string, TimerLife[]>();
  const own = view.lives.filter((life) => life.subtask === subtask);
  for (const life of own) {
    const id = `${life.domain} ${life.due} ${life.end} ${life.ended}`;
    groups.set(id, [...groups.get(id) ?? [], life]);
  }
  if (groups.size === 0) return [];
  const keys = [...new Set(own.map((life) => life.key))];
  const [key, name] = keys.length === 1
    ? [keys[0], view.key(keys[0])]
    : [-1, TIMERS_WORDS[view.language].keys(keys.length)];
  return [{ id: view.label(subtask), subtask, key, name, ...pack(view, [...groups.values()]) }];
}

/** Pixels that stay free right of a timer. */
const AFTER = 10;

function pack(view: TimersView, groups: readonly (readonly TimerLife[])[]) {
  const timers = groups.map((lives) => timerOf(view, lives))
    .sort((a, b) => a.registered - b.registered || a.due - b.due);
  const extents = timers.map(({ registered, ended, text }) => {
    const x1 = view.x(registered);
    const named = x1 + 2 * SIZE.record + measure(text, SIZE.small) + 6;
    return { x1, x2: Math.max(view.x(ended ?? Infinity) + SIZE.record, named) };
  });
  const rows = packRows(extents, AFTER);
  return {
    rows: Math.max(0, ...rows) + 1,
    timers: timers.map((timer, index) => ({ ...timer, row: rows[index] })),
  };
}

function timerOf(view: TimersView, lives: readonly TimerLife[]): Omit<PlacedTimer, "y"> {
  const [{ domain, due, registered, ended, end }] = lives;
  const count = lives.length;
  const text = view.dueText({ due }) + (count === 1 ? "" : ` ×${count}`);
  return { domain, due, registered, ended, end, count, text };
}

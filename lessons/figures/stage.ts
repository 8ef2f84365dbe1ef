// What stacked figures share: one left gutter for names and one scale of processing time, so that they
// line up to the pixel and one cursor runs through all of them.
//
//     ├── gutter ──┤├───────── processing time ─────────┤├ margin ┤
//     source[0]     0 s       10 s       20 s

import { clockTicks, secondTicks, type Tick } from "./ticks.ts";
import { isPhone } from "./theme.ts";
import { type TimeUnit, timeUnitOf } from "./time_text.ts";

/** A gutter and a time scale, as plain data; see {@link stageOf}. */
export interface Stage {
  readonly width: number;
  /** Where names end and time begins. */
  readonly left: number;
  /** Where time ends. */
  readonly right: number;
  /** Microseconds of processing time at `left` and `right`. */
  readonly from: number;
  readonly until: number;
}

/** Room for names, by width. */
export const GUTTER = { phone: 68, column: 104 } as const;

/** Room right of the last instant, for a label that stands there. */
export const MARGIN = { phone: 10, column: 16 } as const;

/** What a stage can be told. */
export interface StageOptions {
  readonly width: number;
  readonly from: number;
  readonly until: number;
}

/** The stage of a stretch of a run: the same for every figure of that width and stretch. */
export function stageOf({ width, from, until }: StageOptions): Stage {
  const size = isPhone(width) ? "phone" : "column";
  return {
    width,
    left: GUTTER[size],
    right: width - MARGIN[size],
    from,
    // an empty stretch still has a scale
    until: until > from ? until : from + 1_000_000,
  };
}

/** Place of a time, with one decimal. */
export function xOf({ left, right, from, until }: Stage, micros: number): number {
  return Math.round((left + (right - left) * (micros - from) / (until - from)) * 10) / 10;
}

/** Time at a place, for a cursor. */
export function timeAt({ left, right, from, until }: Stage, x: number): number {
  return Math.round(from + (until - from) * (x - left) / (right - left));
}

/** A tick with its place, in the middle of a pixel so that its hairline is sharp. */
export interface PlacedTick extends Tick {
  readonly x: number;
}

// px that a tick and its text take
const TICK_ROOM = 56;

/** The unit of a stage's ticks. */
export function unitOf({ from, until }: Stage): TimeUnit {
  return timeUnitOf(until - from);
}

/** Ticks in that unit; with `startMillis`, the wall-clock moment of time 0, in hours and dates. */
export function ticksOn(stage: Stage, startMillis?: number): PlacedTick[] {
  const countMax = Math.floor((stage.right - stage.left) / TICK_ROOM);
  const start = (startMillis ?? 0) * 1000;
  const ticks = startMillis === undefined
    ? secondTicks(stage.from, stage.until, countMax, unitOf(stage))
    : clockTicks(stage.from + start, stage.until + start, countMax);
  return ticks.map(({ at, text }) => ({
    at: at - start,
    text,
    x: Math.floor(xOf(stage, at - start)) + 0.5,
  }));
}

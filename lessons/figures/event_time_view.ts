// What everything in an event-time plot needs to find its place: processing time to the right, on the
// stage that all figures of a player share, and event time upwards.

import type { OperatorDescription, PlanDescription } from "@headwater/sim";
import type { Language } from "./figure.ts";
import type { Handling, PaneHistory, PictureHistory } from "./picture_history.ts";
import type { PictureClock } from "./picture_clock.ts";
import { extentOf } from "./picture_extent.ts";
import { FOREVER } from "./picture_numbers.ts";
import { type Stage, xOf } from "./stage.ts";

/** The scale of event time: milliseconds at the upper and at the lower edge. */
export interface Rise {
  readonly top: number;
  readonly bottom: number;
  readonly from: number;
  readonly until: number;
}

/** Places in an event-time plot. */
export class EventTimeView {
  constructor(
    readonly stage: Stage,
    readonly rise: Rise,
    readonly subject: EventTimeSubject,
    readonly clock: PictureClock,
    readonly language: Language,
  ) {}

  x(time: number): number {
    return xOf(this.stage, Math.max(this.stage.from, Math.min(this.stage.until, time)));
  }

  /** Place of an event time; what lies outside is brought to the edge. */
  y(millis: number): number {
    const { top, bottom, from, until } = this.rise;
    const inside = Math.max(from, Math.min(until, millis));
    return Math.round((bottom - (bottom - top) * (inside - from) / (until - from)) * 10) / 10;
  }

  isInside(time: number): boolean {
    return time >= this.stage.from && time <= this.stage.until;
  }
}

/** The operator that is looked at, and what happened there. */
export interface EventTimeSubject {
  readonly subtasks: readonly number[];
  readonly handlings: readonly Handling[];
  readonly panes: readonly PaneHistory[];
  /** How long after its end a window still takes records, in milliseconds. */
  readonly lateness: number;
}

/** What decides about the subject. */
export interface SubjectOptions {
  /** Uid of the operator; default: the first with windows, or else the first that is no source. */
  readonly operator?: string;
  /** Its subtasks, such as `window[0]`; default: all. */
  readonly subtasks?: readonly string[];
  /** Keys whose records and panes are shown; default: all. */
  readonly keys?: readonly string[];
}

/** Finds the operator to look at, and takes what happened there out of the history. */
export function subjectOf(
  plan: PlanDescription,
  history: PictureHistory,
  keyNames: readonly string[],
  options: SubjectOptions,
): EventTimeSubject {
  const vertex = vertexOf(plan, history, options.operator);
  const own = plan.subtasks.filter((subtask) =>
    subtask.vertex === vertex && (options.subtasks?.includes(subtask.label) ?? true)
  );
  const subtasks = own.map(({ id }) => id);
  const isShown = ({ subtask, key }: { subtask: number; key: number }) =>
    subtasks.includes(subtask) && (options.keys?.includes(keyNames[key]) ?? true);
  return {
    subtasks,
    // without a timestamp a record has no place in event time
    handlings: history.handlings.filter((one) => isShown(one) && Math.abs(one.stamp) < FOREVER),
    panes: history.panes.filter(isShown),
    lateness: Math.max(0, ...(plan.vertices[vertex]?.chain ?? []).map(latenessOf)),
  };
}

function vertexOf(plan: PlanDescription, history: PictureHistory, uid?: string): number {
  const named = plan.vertices.findIndex((vertex) => vertex.uid === uid);
  if (named >= 0) return named;
  const windowed = history.panes[0]?.subtask ??
    plan.subtasks.find(({ inputs }) => inputs.length > 0)?.id;
  return windowed === undefined ? 0 : plan.subtasks[windowed].vertex;
}

function latenessOf({ options }: OperatorDescription): number {
  const { allowedLateness } = options as { readonly allowedLateness?: unknown };
  return typeof allowedLateness === "number" ? allowedLateness : 0;
}

/** The event times that a plot has to show: of records, of windows, and how long these stay open. */
export function eventTimesOf({ handlings, panes, lateness }: EventTimeSubject): [number, number] {
  const stamps = handlings.map(({ stamp }) => stamp);
  const ends = panes.flatMap(({ start, end }) => [start, end]);
  // the boundary of lateness is seen where a window waited for it
  const bounds = panes.filter(({ firings, cleaned }) =>
    lateness > 0 && firings.length > 0 && cleaned !== undefined && cleaned > firings[0].time
  ).map(({ end }) => end + lateness);
  const all = [...stamps, ...ends, ...bounds];
  return all.length === 0 ? [0, 1000] : extentOf(all);
}

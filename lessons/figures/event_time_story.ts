// The facts behind an event-time plot as rows, from which its words are made. Independent of width and of
// language.

import type { TraceSlice } from "./figure.ts";
import type { RecordFate } from "./picture_history.ts";
import type { EventTimeView } from "./event_time_view.ts";
import type { PaneMark } from "./event_time_panes.ts";
import type { Firing } from "./picture.ts";
import { eventTimeText, nowCell, nowText, rangeText, watermarkText } from "./picture_clock.ts";
import { recordName } from "./value_name.ts";

/** A record as the operator saw it. */
export interface RecordRow {
  /** When, as a table and as a sentence say it. */
  readonly time: string;
  readonly at: string;
  readonly name: string;
  readonly key: string;
  readonly stamp: string;
  /** How far event time had come when it came. */
  readonly watermark: string;
  readonly fate: RecordFate;
}

/** What became of a window. */
export interface WindowRow {
  readonly range: string;
  /** The event time at which it ends. */
  readonly end: string;
  readonly firings: readonly FiringRow[];
  /** When its state was cleared; nothing while it is open. */
  readonly cleared: string | null;
}

/** A firing of a window. */
export interface FiringRow {
  readonly micros: number;
  readonly at: string;
  readonly firing: Firing;
  readonly keys: readonly string[];
}

/** What happened, for words. */
export interface EventTimeStory {
  readonly operator: string;
  readonly records: readonly RecordRow[];
  /** Records beyond those that are told. */
  readonly moreCount: number;
  readonly recordCount: number;
  readonly late: readonly string[];
  readonly lost: readonly string[];
  readonly windows: readonly WindowRow[];
}

/** Records that are told at most. */
const RECORDS_MAX = 400;

/** Collects the story. */
export function eventTimeStory(
  { plan, names }: TraceSlice,
  view: EventTimeView,
  panes: readonly PaneMark[],
): EventTimeStory {
  const { clock, subject } = view;
  const vertex = plan.subtasks[subject.subtasks[0]]?.vertex ?? 0;
  const records = subject.handlings.filter(({ time }) => view.isInside(time)).map((handling) => ({
    time: nowCell(clock, handling.time),
    at: nowText(clock, handling.time),
    name: recordName(handling, names.records),
    key: handling.key < 0 ? "" : String(names.keys[handling.key] ?? handling.key),
    stamp: eventTimeText(clock, handling.stamp),
    watermark: watermarkText(clock, handling.watermark),
    fate: handling.fate,
  }));
  const named = (...fates: RecordFate[]) =>
    records.filter(({ fate }) => fates.includes(fate)).map(({ name }) => name);
  return {
    operator: plan.vertices[vertex]?.uid ?? "",
    records: records.slice(0, RECORDS_MAX),
    moreCount: Math.max(0, records.length - RECORDS_MAX),
    recordCount: records.length,
    late: named("late"),
    lost: named("dropped", "to a side output"),
    windows: panes.map((pane) => windowRow(view, pane)),
  };
}

function windowRow({ clock, subject }: EventTimeView, pane: PaneMark): WindowRow {
  const { start, end, firings, isCutRight } = pane;
  const cleared = Math.max(
    ...subject.panes.filter((one) => one.start === start && one.end === end)
      .map((one) => one.cleaned ?? 0),
  );
  return {
    range: rangeText(clock, start, end),
    end: eventTimeText(clock, end),
    firings: firings.map(({ time, firing, keys }) => ({
      micros: time,
      at: nowText(clock, time),
      firing,
      keys,
    })),
    cleared: isCutRight ? null : nowText(clock, cleared),
  };
}

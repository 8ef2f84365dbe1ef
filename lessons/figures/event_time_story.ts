// The facts behind an event-time plot as rows, from which its words are made. Independent of width and of
// language.

import type { TraceSlice } from "./figure.ts";
import type { RecordFate } from "./picture_history.ts";
import type { EventTimeView } from "./event_time_view.ts";
import type { FiringTicks, PaneMark } from "./event_time_panes.ts";
import { rangeText } from "./space_time_firings.ts";
import { recordName } from "./value_name.ts";

/** A record as the operator saw it. */
export interface RecordRow {
  readonly time: number;
  readonly name: string;
  readonly key: string;
  readonly stamp: number;
  /** How far event time had come when it came. */
  readonly watermark: number;
  readonly fate: RecordFate;
}

/** What became of a window. */
export interface WindowRow {
  readonly range: string;
  readonly end: number;
  readonly firings: readonly FiringTicks[];
  /** When its state was cleared; nothing while it is open. */
  readonly cleared: number | null;
}

/** What happened, for words. */
export interface EventTimeStory {
  readonly operator: string;
  readonly records: readonly RecordRow[];
  readonly windows: readonly WindowRow[];
}

/** Collects the story. */
export function eventTimeStory(
  { plan, names }: TraceSlice,
  view: EventTimeView,
  panes: readonly PaneMark[],
): EventTimeStory {
  const { subtasks, handlings, panes: histories } = view.subject;
  const vertex = plan.subtasks[subtasks[0]]?.vertex ?? 0;
  const clearedOf = ({ start, end }: PaneMark) =>
    Math.max(
      ...histories.filter((pane) => pane.start === start && pane.end === end)
        .map(({ cleaned }) => cleaned ?? 0),
    );
  return {
    operator: plan.vertices[vertex]?.uid ?? "",
    records: handlings.filter(({ time }) => view.isInside(time)).map((handling) => ({
      time: handling.time,
      name: recordName(handling, names.records),
      key: handling.key < 0 ? "" : String(names.keys[handling.key] ?? handling.key),
      stamp: handling.stamp,
      watermark: handling.watermark,
      fate: handling.fate,
    })),
    windows: panes.map((pane) => ({
      range: rangeText(pane),
      end: pane.end,
      firings: pane.firings,
      cleared: pane.isCutRight ? null : clearedOf(pane),
    })),
  };
}

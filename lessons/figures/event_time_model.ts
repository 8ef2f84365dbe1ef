// The numbers behind an event-time plot: every place decided, every word chosen.

import type { FigureModel, FigureOptions, Language, TraceSlice } from "./figure.ts";
import { type EventTimeLabel, eventTimeLabels, type Segment } from "./event_time_labels.ts";
import { type PaneMark, paneMarks } from "./event_time_panes.ts";
import { type PointMark, pointMarks } from "./event_time_points.ts";
import { type EventTimeStory, eventTimeStory } from "./event_time_story.ts";
import {
  eventTimesOf,
  EventTimeView,
  type Rise,
  subjectOf,
  type SubjectOptions,
} from "./event_time_view.ts";
import { type WatermarkLine, watermarkLines } from "./event_time_watermarks.ts";
import { clockOf, type PictureClock } from "./picture_clock.ts";
import { readHistory } from "./picture_reader.ts";
import { spanOf, type SpanOptions } from "./picture_span.ts";
import { type PlacedTick, type Stage, stageOf, ticksOn } from "./stage.ts";
import { isPhone } from "./theme.ts";
import { clockTicks, secondTicks } from "./ticks.ts";
import { type TimeUnit, timeUnitOf } from "./time_text.ts";

/** What an event-time plot can be told. */
export type EventTimeOptions = FigureOptions & SpanOptions & SubjectOptions;

/** A tick of event time. */
export interface RiseTick {
  readonly text: string;
  readonly y: number;
}

/** An event-time plot, ready to be painted. */
export interface EventTimeModel extends FigureModel {
  readonly figure: "event-time";
  readonly language: Language;
  readonly stage: Stage;
  readonly rise: Rise;
  readonly clock: PictureClock;
  readonly riseUnit: TimeUnit;
  readonly ticks: readonly PlacedTick[];
  readonly riseTicks: readonly RiseTick[];
  readonly panes: readonly PaneMark[];
  readonly lines: readonly WatermarkLine[];
  readonly points: readonly PointMark[];
  /** Where records would lie that are handled at their own event time. */
  readonly diagonal: Segment | null;
  readonly labels: readonly EventTimeLabel[];
  readonly story: EventTimeStory;
}

/** Pixels: above the plot, the plot, the axis below it. */
const HEIGHT = { top: 24, plot: 264, plotPhone: 236, axis: 36 } as const;

/** Makes the model of a stretch of a run. */
export function eventTimeModel(slice: TraceSlice, options: EventTimeOptions): EventTimeModel {
  const { width, language = "en", startMillis } = options;
  const history = readHistory(slice);
  const stage = stageOf({ width, ...spanOf(slice, options) });
  const keys = slice.names.keys.map(String);
  const subject = subjectOf(slice.plan, history, keys, options);
  const bottom = HEIGHT.top + (isPhone(width) ? HEIGHT.plotPhone : HEIGHT.plot);
  const rise = riseOf(HEIGHT.top, bottom, eventTimesOf(subject));
  const clock = clockOf(stage, startMillis);
  const view = new EventTimeView(stage, rise, subject, clock, language);
  const marks = {
    panes: paneMarks(view, keys),
    lines: watermarkLines(view, history.advances, (subtask) => slice.names.subtasks[subtask]),
    points: pointMarks(view, slice.names.records ?? []),
    diagonal: diagonalOf(view, startMillis ?? 0),
  };
  return {
    figure: "event-time",
    language,
    width,
    height: bottom + HEIGHT.axis,
    stage,
    rise,
    clock,
    riseUnit: timeUnitOf((rise.until - rise.from) * 1000),
    ticks: ticksOn(stage, startMillis),
    riseTicks: riseTicks(view, startMillis !== undefined),
    ...marks,
    labels: eventTimeLabels(view, marks, keys),
    story: eventTimeStory(slice, view, marks.panes),
  };
}

/** A bit more than what must be seen, so that nothing lies on the edge. */
function riseOf(top: number, bottom: number, [least, most]: [number, number]): Rise {
  const span = Math.max(1, most - least);
  return {
    top,
    bottom,
    from: Math.floor(least - span / 25),
    until: Math.ceil(most + span / 12),
  };
}

/** Pixels that a tick of event time takes. */
const TICK_ROOM = 40;

function riseTicks(view: EventTimeView, isClock: boolean): RiseTick[] {
  const { top, bottom, from, until } = view.rise;
  const countMax = Math.floor((bottom - top) / TICK_ROOM);
  const unit = timeUnitOf((until - from) * 1000);
  const ticks = isClock
    ? clockTicks(from * 1000, until * 1000, countMax)
    : secondTicks(from * 1000, until * 1000, countMax, unit);
  return ticks.map(({ at, text }) => ({ text, y: Math.floor(view.y(at / 1000)) + 0.5 }));
}

function diagonalOf(view: EventTimeView, startMillis: number): Segment | null {
  const { stage, rise } = view;
  const from = Math.max(stage.from, (rise.from - startMillis) * 1000);
  const until = Math.min(stage.until, (rise.until - startMillis) * 1000);
  if (until <= from) return null;
  const yAt = (time: number) => view.y(time / 1000 + startMillis);
  return { x1: view.x(from), y1: yAt(from), x2: view.x(until), y2: yAt(until) };
}

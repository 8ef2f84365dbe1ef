// The numbers behind a space-time diagram: every place decided, every word chosen.

import type { FigureModel, FigureOptions, Language, TraceSlice } from "./figure.ts";
import { type Lane, layLanes } from "./space_time_lanes.ts";
import { type Pair, SpaceTimeView } from "./space_time_view.ts";
import { type FlightLine, flightLines, thinLines } from "./space_time_flights.ts";
import { firingGroups, type FiringMark, firingMarks } from "./space_time_firings.ts";
import { flightBoxes, type Label, spaceTimeLabels } from "./space_time_labels.ts";
import {
  fallingBoxes,
  type RecordMark,
  recordMarks,
  shownHandlings,
} from "./space_time_records.ts";
import { type SpaceTimeStory, storyOf } from "./space_time_story.ts";
import {
  shownAdvances,
  type WatermarkChoice,
  type WatermarkMark,
  watermarkMarks,
} from "./space_time_watermarks.ts";
import { clockOf, type PictureClock } from "./picture_clock.ts";
import { readHistory } from "./picture_reader.ts";
import { spanOf, type SpanOptions } from "./picture_span.ts";
import { isPhone } from "./theme.ts";
import { AXIS_HEIGHT } from "./time_axis.ts";
import { type PlacedTick, type Stage, stageOf, ticksOn } from "./stage.ts";

/** What a space-time diagram can be told. */
export interface SpaceTimeOptions extends FigureOptions, SpanOptions {
  /** A shorter stretch or fewer lanes for the narrow drawing, which has less room and the same type. */
  readonly phone?: Partial<Pick<SpaceTimeOptions, "from" | "until" | "lanes" | "channels">>;
  /** Operators (`window`) or subtasks (`window[0]`) to show, in whatever order; default: all. */
  readonly lanes?: readonly string[];
  /** Channels (`source[0]→window[1]`) whose buffers and records are shown; default: all. */
  readonly channels?: readonly string[];
  /** A sender and a receiver to look at; the rest is dimmed. */
  readonly pair?: Pair;
  /** Default: `windows`. */
  readonly watermarks?: WatermarkChoice;
}

/** A subtask has seen all its input. */
export interface EndMark {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** A lane with its name and its line. */
export interface LaneMark extends Lane {
  readonly x1: number;
  /** Where its input ended, or the end of the stretch. */
  readonly x2: number;
}

/** A space-time diagram, ready to be painted. */
export interface SpaceTimeModel extends FigureModel {
  readonly figure: "space-time";
  readonly language: Language;
  readonly stage: Stage;
  readonly clock: PictureClock;
  readonly top: number;
  readonly bottom: number;
  readonly ticks: readonly PlacedTick[];
  readonly lanes: readonly LaneMark[];
  readonly flights: readonly FlightLine[];
  readonly records: readonly RecordMark[];
  readonly watermarks: readonly WatermarkMark[];
  readonly firings: readonly FiringMark[];
  readonly ends: readonly EndMark[];
  readonly labels: readonly Label[];
  /** There was too much to draw, so circles and lines stand for several. */
  readonly isThinned: boolean;
  readonly story: SpaceTimeStory;
}

/** Makes the model of a stretch of a run. */
export function spaceTimeModel(slice: TraceSlice, asked: SpaceTimeOptions): SpaceTimeModel {
  const options = isPhone(asked.width) ? { ...asked, ...asked.phone } : asked;
  const { width, language = "en" } = options;
  const history = readHistory(slice);
  const stage = stageOf({ width, ...spanOf(slice, options) });
  const withFirings = new Set(
    history.panes.filter(({ firings }) => firings.length > 0).map(({ subtask }) => subtask),
  );
  const layout = layLanes(slice.plan, 0, { width, lanes: options.lanes, withFirings });
  const clock = clockOf(stage, options.startMillis);
  const view = new SpaceTimeView(
    stage,
    layout,
    slice.plan,
    history,
    clock,
    language,
    options.pair,
  );
  const advances = shownAdvances(view, options.watermarks ?? "windows");
  const { channels } = options;
  const wanted = history.flights.filter(({ channel }) =>
    channels === undefined || channels.includes(slice.plan.channels[channel].name)
  );
  const keys = slice.names.keys.map(String);
  const groups = firingGroups(view, keys);
  const ends = view.pair === undefined ? endMarks(view) : [];
  const lines = flightLines(view, wanted, new Set(advances.map(({ flight }) => flight!)));
  const flights = thinLines(lines);
  const records = recordMarks(view, slice.names.records ?? [], channels);
  const isThinned = records.isThinned || flights.length < lines.length;
  const marks = {
    flights,
    records: records.marks,
    watermarks: watermarkMarks(view, advances, new Set(flights.map(({ id }) => id))),
    firings: firingMarks(view, groups, fallingBoxes(records.marks), flights.flatMap(flightBoxes)),
    ends,
    lanes: laneMarks(view, ends),
    isThinned,
  };
  return {
    figure: "space-time",
    language,
    width,
    height: layout.bottom + AXIS_HEIGHT,
    stage,
    clock,
    top: layout.top,
    bottom: layout.bottom,
    ticks: ticksOn(stage, options.startMillis),
    ...marks,
    labels: spaceTimeLabels(view, marks, keys),
    story: storyOf(slice, view, { handlings: shownHandlings(view, channels), groups, advances }),
  };
}

/** Ends of input within the stretch; a folded lane ends when the last of its subtasks does. */
function endMarks(view: SpaceTimeView): EndMark[] {
  return view.layout.lanes.flatMap(({ id, y, subtasks }) => {
    const times = view.history.ends.filter(({ subtask }) => subtasks.includes(subtask))
      .map(({ time }) => time);
    const last = Math.max(...times);
    const isOver = times.length === subtasks.length && view.isInside(last);
    return isOver ? [{ id, x: view.x(last), y }] : [];
  });
}

function laneMarks(view: SpaceTimeView, ends: readonly EndMark[]): LaneMark[] {
  const { left, right } = view.stage;
  const endOf = new Map(ends.map(({ id, x }) => [id, x]));
  return view.layout.lanes.map((lane) => ({
    ...lane,
    x1: left,
    x2: endOf.get(lane.id) ?? right,
  }));
}

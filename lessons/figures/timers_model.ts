// The numbers behind the picture of timers: every place decided, every word chosen.

import type { FigureModel, FigureOptions, Language, TraceSlice } from "./figure.ts";
import type { KeyName } from "./key_names.ts";
import type { LaneViewOptions } from "./lane_view.ts";
import type { PictureClock } from "./picture_clock.ts";
import { extentOf } from "./picture_extent.ts";
import { type PlacedTick, type Stage, ticksOn } from "./stage.ts";
import { type Rail, railOf, withValues } from "./subtask_rails.ts";
import { AXIS_HEIGHT } from "./time_axis.ts";
import { layTimers, type TimerLayout } from "./timers_lanes.ts";
import { type TimersLabel, timersLabels } from "./timers_labels.ts";
import { type TimerSpan, timerSpans, withWords } from "./timers_spans.ts";
import { type TimersStory, timersStory } from "./timers_story.ts";
import { TimersView } from "./timers_view.ts";

/** What the picture of timers can be told. */
export type TimersOptions = FigureOptions & LaneViewOptions;

/** The picture of timers, ready to be painted. */
export interface TimersModel extends FigureModel {
  readonly figure: "timers";
  readonly language: Language;
  readonly stage: Stage;
  readonly clock: PictureClock;
  readonly top: number;
  readonly bottom: number;
  readonly ticks: readonly PlacedTick[];
  readonly rails: readonly Rail[];
  readonly keys: readonly KeyName[];
  readonly spans: readonly TimerSpan[];
  readonly labels: readonly TimersLabel[];
  /** Timers that there is no room for, and the base line of the words that say so. */
  readonly hidden: { readonly count: number; readonly y: number } | null;
  readonly isEmpty: boolean;
  readonly story: TimersStory;
}

/** Words about hidden timers, and about emptiness. */
const NOTE = 20;

/** Makes the model of a stretch of a run. */
export function timersModel(slice: TraceSlice, options: TimersOptions): TimersModel {
  const { width, language = "en" } = options;
  const view = new TimersView(slice, language, options);
  const { stage, clock } = view;
  const layout = layTimers(view);
  const marks = { rails: railsOf(view, layout), spans: timerSpans(view, layout) };
  const labels = timersLabels(view, layout, marks);
  const isEmpty = layout.lanes.length === 0;
  const { hiddenCount } = layout;
  const bottom = layout.bottom + (isEmpty || hiddenCount > 0 ? NOTE : 0);
  return {
    figure: "timers",
    language,
    width,
    height: bottom + AXIS_HEIGHT,
    stage,
    clock,
    top: 0,
    bottom,
    ticks: ticksOn(stage, options.startMillis),
    keys: layout.lanes.map(({ id, name, key, y }) => ({ id, name, key, y })),
    rails: withValues(marks.rails, labels),
    spans: withWords(marks.spans, labels),
    labels,
    hidden: hiddenCount > 0 ? { count: hiddenCount, y: layout.bottom + 10 } : null,
    isEmpty,
    story: timersStory(view),
  };
}

function railsOf(view: TimersView, { rails, lanes }: TimerLayout): Rail[] {
  const { history } = view;
  const [first] = extentOf(history.handlings.map(({ stamp }) => stamp));
  const isAsked = view.lives.some(({ domain }) => domain === "event time");
  return rails.map(({ subtask, y }) => {
    const effects = new Map<number, number>();
    for (const lane of lanes.filter((one) => one.subtask === subtask)) {
      for (const { domain, end, ended, y } of lane.timers) {
        const isEffect = domain === "event time" && end === "fired" && ended !== null;
        if (isEffect) effects.set(ended, Math.max(effects.get(ended) ?? 0, y));
      }
    }
    return railOf(view.stage, view.clock, {
      label: view.label(subtask),
      y,
      // timers by the clock do not ask how far event time has come
      advances: isAsked ? history.advances.filter((advance) => advance.subtask === subtask) : [],
      first,
      effectOf: (time) => effects.get(time),
    });
  });
}

// The numbers behind the picture of windows: every place decided, every word chosen.

import type { FigureModel, FigureOptions, Language, TraceSlice } from "./figure.ts";
import type { KeyName } from "./key_names.ts";
import { extentOf } from "./picture_extent.ts";
import type { PictureClock } from "./picture_clock.ts";
import type { SpanOptions } from "./picture_span.ts";
import { type PlacedTick, type Stage, ticksOn } from "./stage.ts";
import { type Rail, railOf, withValues } from "./subtask_rails.ts";
import { AXIS_HEIGHT } from "./time_axis.ts";
import type { SubjectOptions } from "./windowed_subject.ts";
import { type WindowsLabel, windowsLabels } from "./windows_labels.ts";
import { layWindows, type WindowLayout } from "./windows_lanes.ts";
import { type LossMark, lossMarks } from "./windows_losses.ts";
import { boxTop, type LanePane, lanePanes } from "./windows_panes.ts";
import { type WindowsStory, windowsStory } from "./windows_story.ts";
import { WindowsView } from "./windows_view.ts";

/** What the picture of windows can be told. */
export type WindowsOptions = FigureOptions & SpanOptions & SubjectOptions;

/** The picture of windows, ready to be painted. */
export interface WindowsModel extends FigureModel {
  readonly figure: "windows";
  readonly language: Language;
  readonly stage: Stage;
  readonly clock: PictureClock;
  readonly top: number;
  readonly bottom: number;
  readonly ticks: readonly PlacedTick[];
  readonly rails: readonly Rail[];
  readonly keys: readonly KeyName[];
  readonly panes: readonly LanePane[];
  readonly losses: readonly LossMark[];
  readonly labels: readonly WindowsLabel[];
  /** Keys that there is no room for, and the base line of the words that say so. */
  readonly hidden: { readonly count: number; readonly y: number } | null;
  readonly isEmpty: boolean;
  /** Records are drawn one by one; else there are too many, and only the level tells of them. */
  readonly hasRecords: boolean;
  readonly story: WindowsStory;
}

/** Records that are drawn one by one at most, a pixel of processing time. */
const RECORD_DENSITY = 0.25;
/** Words about hidden keys, and about emptiness. */
const NOTE = 20;

/** Makes the model of a stretch of a run. */
export function windowsModel(slice: TraceSlice, options: WindowsOptions): WindowsModel {
  const { width, language = "en" } = options;
  const view = new WindowsView(slice, language, options);
  const { stage, clock } = view;
  const layout = layWindows(view);
  const all = lanePanes(view, layout);
  const recordCount = all.reduce((sum, { records }) => sum + records.length, 0);
  const hasRecords = recordCount <= (stage.right - stage.left) * RECORD_DENSITY;
  const panes = hasRecords ? all : all.map((pane) => ({ ...pane, records: [] }));
  const marks = {
    rails: railsOf(view, layout, panes),
    panes,
    losses: lossMarks(view, layout),
    hasRecords,
  };
  const labels = windowsLabels(view, layout, marks);
  const isEmpty = layout.lanes.length === 0;
  const { hiddenCount } = layout;
  const bottom = layout.bottom + (isEmpty || hiddenCount > 0 ? NOTE : 0);
  return {
    figure: "windows",
    language,
    width,
    height: bottom + AXIS_HEIGHT,
    stage,
    clock,
    top: layout.top,
    bottom,
    ticks: ticksOn(stage, options.startMillis),
    keys: layout.lanes.map(({ id, name, key, y }) => ({
      id,
      name,
      key,
      y: y + layout.room.caption + layout.room.box / 2,
    })),
    ...marks,
    rails: withValues(marks.rails, labels),
    labels,
    hidden: hiddenCount > 0 ? { count: hiddenCount, y: layout.bottom + 10 } : null,
    isEmpty,
    story: windowsStory(view, layout),
  };
}

function railsOf(view: WindowsView, layout: WindowLayout, panes: readonly LanePane[]): Rail[] {
  const { history, subject } = view;
  const { windows } = subject;
  const [first] = extentOf(history.handlings.map(({ stamp }) => stamp));
  return layout.rails.map(({ subtask, y }) => {
    const effects = effectsOf(layout, subtask, panes);
    return railOf(view.stage, view.clock, {
      label: view.label(subtask),
      y,
      // windows by the clock do not ask how far event time has come
      advances: windows === null || windows.isEventTime
        ? history.advances.filter((advance) => advance.subtask === subtask)
        : [],
      first,
      effectOf: (time) => effects.get(time),
    });
  });
}

/** By time, how far down what happened to windows reaches: to the edge that fires, through what is cleaned. */
function effectsOf(
  layout: WindowLayout,
  subtask: number,
  panes: readonly LanePane[],
): ReadonlyMap<number, number> {
  const boxes = new Map(panes.map(({ life, box }) => [life, box]));
  const effects = new Map<number, number>();
  const reach = (time: number, y: number) => effects.set(time, Math.max(effects.get(time) ?? 0, y));
  for (const lane of layout.lanes.filter((one) => one.subtask === subtask)) {
    for (const { life, row } of lane.lives) {
      const top = boxTop(layout, lane, row);
      for (const { time } of life.firings) reach(time, top);
      if (life.closed !== null && life.mergedInto === null && !life.isLost) {
        reach(life.closed, top + boxes.get(life.id)!.height);
      }
    }
  }
  return effects;
}

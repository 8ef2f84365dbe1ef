// The numbers behind the picture of barriers: every place decided, every word chosen.

import { type Cut, cutOf } from "./barriers_cut.ts";
import { type BarriersLabel, barriersLabels } from "./barriers_labels.ts";
import { type BarrierLane, layBarrierLanes } from "./barriers_lanes.ts";
import { layMoment, type Moment } from "./barriers_moment.ts";
import {
  type BlockedMark,
  blockedMarks,
  type ElementPath,
  elementPaths,
} from "./barriers_paths.ts";
import { type SavedMark, savedMarks } from "./barriers_saved.ts";
import { type BarriersStory, barriersStory } from "./barriers_story.ts";
import { BarriersView, type BarriersViewOptions } from "./barriers_view.ts";
import { BARRIERS_WORDS } from "./barriers_words.ts";
import { type FaultBand, layFaults } from "./fault_bands.ts";
import type { FigureModel, FigureOptions, Language, TraceSlice } from "./figure.ts";
import { nowText, type PictureClock } from "./picture_clock.ts";
import { gather } from "./recovery_records.ts";
import { type PlacedTick, type Stage, ticksOn } from "./stage.ts";
import { AXIS_HEIGHT } from "./time_axis.ts";
import { distinct } from "./value_name.ts";

/** What the picture of barriers can be told. */
export type BarriersOptions = FigureOptions & BarriersViewOptions;

/** A record that a lane is done with. */
export interface DoneMark {
  readonly id: string;
  readonly lane: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly key: number;
  readonly state: "plain";
  readonly count: number;
  /** Where what it cost begins. */
  readonly busyFrom: number;
}

/** The picture of barriers, ready to be painted. */
export interface BarriersModel extends FigureModel {
  readonly figure: "barriers";
  readonly language: Language;
  readonly stage: Stage;
  readonly clock: PictureClock;
  readonly top: number;
  /** Where the lanes end. */
  readonly bottom: number;
  readonly ticks: readonly PlacedTick[];
  readonly faults: readonly FaultBand[];
  readonly lanes: readonly BarrierLane[];
  readonly paths: readonly ElementPath[];
  readonly blocked: readonly BlockedMark[];
  readonly records: readonly DoneMark[];
  readonly saved: readonly SavedMark[];
  readonly cut: Cut | null;
  /** Where the moment lies on the axis, and how it is told. */
  readonly cursor: { readonly x: number; readonly text: string } | null;
  readonly moment: Moment | null;
  readonly labels: readonly BarriersLabel[];
  readonly story: BarriersStory;
}

/** Pixels: above the lanes, for names above the first and below the last, and from the axis to the moment. */
const ROOM = { above: 4, names: 8, below: 10, between: 6, note: 22 } as const;

/** Makes the model of a stretch of a run. */
export function barriersModel(slice: TraceSlice, options: BarriersOptions): BarriersModel {
  const { width, language = "en" } = options;
  const view = new BarriersView(slice, language, options);
  const { stage, clock, at } = view;
  const words = BARRIERS_WORDS[language];
  const faults = layFaults(stage, view.faults, {
    top: ROOM.above,
    planned: options.faults,
    never: words.never,
  });
  const { lanes, bottom: lanesBottom } = layBarrierLanes(view, faults.bottom + ROOM.names);
  const bottom = lanesBottom + (view.at === null ? ROOM.note : ROOM.below);
  const moment = layMoment(view, bottom + AXIS_HEIGHT + ROOM.between);
  const marks = {
    faults: faults.bands,
    lanes,
    paths: elementPaths(view, lanes),
    blocked: blockedMarks(view, lanes),
    records: doneMarks(view, lanes),
    saved: savedMarks(view, lanes),
    cut: cutOf(view, lanes),
    moment,
  };
  return {
    figure: "barriers",
    language,
    width,
    height: moment === null
      ? bottom + AXIS_HEIGHT
      : moment.bottom + (moment.hiddenCount > 0 ? 22 : 8),
    stage,
    clock,
    top: faults.bottom,
    bottom,
    ticks: ticksOn(stage, options.startMillis),
    ...marks,
    cursor: at === null ? null : { x: view.x(at), text: nowText(clock, at) },
    labels: barriersLabels(view, { ...marks, bottom: at === null ? lanesBottom : bottom }),
    story: barriersStory(view),
  };
}

/** Records where lanes are done with them; circles that would lie on one another are one. */
function doneMarks(view: BarriersView, lanes: readonly BarrierLane[]): DoneMark[] {
  return lanes.flatMap((lane) => {
    const own = view.history.handlings
      .filter(({ subtask, time }) => lane.subtasks.includes(subtask) && view.isSeen(time))
      .map((handling): DoneMark => ({
        id: "",
        lane: lane.id,
        name: view.name(handling),
        x: view.x(handling.time),
        y: lane.y,
        key: handling.key,
        state: "plain",
        count: 1,
        busyFrom: view.x(handling.begun),
      }));
    const shown = gather(own, 5);
    const ids = distinct(shown.map(({ name }) => name));
    return shown.map((mark, index) => ({ ...mark, id: ids[index] }));
  });
}

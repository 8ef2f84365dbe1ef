// The numbers behind the picture of a recovery: every place decided, every word chosen.

import { type CheckpointTrack, layCheckpoints, withNumbers } from "./checkpoint_track.ts";
import { layControlLanes, type PlacedLane } from "./control_lanes.ts";
import type { ControlLane, ControlViewOptions } from "./control_view.ts";
import { type FaultBand, layFaults } from "./fault_bands.ts";
import type { FigureModel, FigureOptions, Language, TraceSlice } from "./figure.ts";
import type { PictureClock } from "./picture_clock.ts";
import { type RecoveryLabel, recoveryLabels } from "./recovery_labels.ts";
import { type Loss, lossesOf } from "./recovery_losses.ts";
import { type RecoveryRecord, recoveryRecords } from "./recovery_records.ts";
import {
  layReaders,
  type ReaderRow,
  roomForTransactions,
  type TransactionMark,
  transactionMarks,
} from "./recovery_sinks.ts";
import { layStatus, type StatusRow } from "./recovery_status.ts";
import { type RecoveryStory, recoveryStory } from "./recovery_story.ts";
import { RecoveryView } from "./recovery_view.ts";
import {
  type RecoveryWatermark,
  recoveryWatermarks,
  watchedSubtasks,
  WATERMARK_ROOM,
} from "./recovery_watermarks.ts";
import { RECOVERY_WORDS } from "./recovery_words.ts";
import { type PlacedTick, type Stage, ticksOn } from "./stage.ts";
import { AXIS_HEIGHT } from "./time_axis.ts";

/** What the picture of a recovery can be told. */
export type RecoveryOptions = FigureOptions & ControlViewOptions;

/** The picture of a recovery, ready to be painted. */
export interface RecoveryModel extends FigureModel {
  readonly figure: "recovery";
  readonly language: Language;
  readonly stage: Stage;
  readonly clock: PictureClock;
  readonly top: number;
  readonly bottom: number;
  readonly ticks: readonly PlacedTick[];
  readonly faults: readonly FaultBand[];
  readonly status: StatusRow;
  readonly track: CheckpointTrack;
  readonly lanes: readonly PlacedLane[];
  readonly lanesBottom: number;
  readonly losses: readonly Loss[];
  readonly records: readonly RecoveryRecord[];
  readonly watermarks: readonly RecoveryWatermark[];
  readonly transactions: readonly TransactionMark[];
  readonly readers: readonly ReaderRow[];
  readonly labels: readonly RecoveryLabel[];
  readonly story: RecoveryStory;
}

/** Pixels: above everything, between the rows of the job and of checkpoints, and above the lanes. */
const ROOM = { above: 4, status: 3, lanes: 12 } as const;

/** Makes the model of a stretch of a run. */
export function recoveryModel(slice: TraceSlice, options: RecoveryOptions): RecoveryModel {
  const { width, language = "en" } = options;
  const view = new RecoveryView(slice, language, options);
  const { stage, clock } = view;
  const words = RECOVERY_WORDS[language];
  const faults = layFaults(stage, view.faults, {
    top: ROOM.above,
    planned: options.faults,
    never: words.never,
  });
  const status = layStatus(view, words, faults.bottom + 2);
  const track = layCheckpoints(view, status.bottom + ROOM.status);
  const watched = watchedSubtasks(view);
  const isWatched = ({ subtasks }: ControlLane) =>
    subtasks.length === 1 && watched.has(subtasks[0]);
  const { lanes, bottom: lanesBottom } = layControlLanes(
    view,
    track.bottom + ROOM.lanes,
    (lane) => roomForTransactions(view, lane) + (isWatched(lane) ? WATERMARK_ROOM : 0),
  );
  const readers = layReaders(view, lanesBottom);
  const marks = {
    faults: faults.bands,
    status,
    track,
    lanes,
    lanesBottom,
    bottom: readers.bottom,
    losses: lossesOf(view, lanes),
    records: recoveryRecords(view, lanes),
    watermarks: lanes.filter(isWatched).flatMap((lane) => recoveryWatermarks(view, lane)),
    transactions: transactionMarks(view, lanes),
    readers: readers.rows,
  };
  const labels = recoveryLabels(view, marks);
  return {
    figure: "recovery",
    language,
    width,
    height: readers.bottom + AXIS_HEIGHT,
    stage,
    clock,
    top: faults.bottom,
    ticks: ticksOn(stage, options.startMillis),
    ...marks,
    track: withNumbers(track, labels),
    labels,
    story: recoveryStory(view),
  };
}

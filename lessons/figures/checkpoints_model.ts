// The numbers behind the picture of checkpoints: every place decided, every word chosen.

import { type CheckpointTrack, layCheckpoints, withNumbers } from "./checkpoint_track.ts";
import { type CheckpointsLabel, checkpointsLabels } from "./checkpoints_labels.ts";
import { type PartMark, partMarks } from "./checkpoints_parts.ts";
import { type CheckpointsStory, checkpointsStory } from "./checkpoints_story.ts";
import { CHECKPOINTS_WORDS } from "./checkpoints_words.ts";
import { layControlLanes, type PlacedLane } from "./control_lanes.ts";
import { ControlView, type ControlViewOptions } from "./control_view.ts";
import { type FaultBand, layFaults } from "./fault_bands.ts";
import type { FigureModel, FigureOptions, Language, TraceSlice } from "./figure.ts";
import type { PictureClock } from "./picture_clock.ts";
import { type PlacedTick, type Stage, ticksOn } from "./stage.ts";
import { AXIS_HEIGHT } from "./time_axis.ts";

/** What the picture of checkpoints can be told. */
export type CheckpointsOptions = FigureOptions & ControlViewOptions;

/** The picture of checkpoints, ready to be painted. */
export interface CheckpointsModel extends FigureModel {
  readonly figure: "checkpoints";
  readonly language: Language;
  readonly stage: Stage;
  readonly clock: PictureClock;
  readonly bottom: number;
  readonly ticks: readonly PlacedTick[];
  readonly faults: readonly FaultBand[];
  readonly track: CheckpointTrack;
  readonly lanes: readonly PlacedLane[];
  readonly parts: readonly PartMark[];
  readonly labels: readonly CheckpointsLabel[];
  /** What is not there, and the base line of the words that say so. */
  readonly note: { readonly kind: "nothing" | "crowded"; readonly y: number } | null;
  readonly story: CheckpointsStory;
}

/** Pixels: above everything, and between the coordinator's lines and the lanes. */
const ROOM = { above: 4, between: 10 } as const;

/** Makes the model of a stretch of a run. */
export function checkpointsModel(slice: TraceSlice, options: CheckpointsOptions): CheckpointsModel {
  const { width, language = "en" } = options;
  const view = new ControlView(slice, language, options);
  const { stage, clock } = view;
  const words = CHECKPOINTS_WORDS[language];
  const faults = layFaults(stage, view.faults, {
    top: ROOM.above,
    planned: options.faults,
    never: words.never,
  });
  const track = layCheckpoints(view, faults.bottom);
  const { lanes, bottom } = layControlLanes(view, track.bottom + ROOM.between);
  const { parts, isThinned } = partMarks(view, lanes);
  const labels = checkpointsLabels(view, { track, parts, faults: faults.bands, lanes, bottom });
  const kind = track.lines.length === 0 ? "nothing" : isThinned ? "crowded" : null;
  return {
    figure: "checkpoints",
    language,
    width,
    height: bottom + AXIS_HEIGHT,
    stage,
    clock,
    bottom,
    ticks: ticksOn(stage, options.startMillis),
    faults: faults.bands,
    track: withNumbers(track, labels),
    lanes,
    parts,
    labels,
    note: kind === null ? null : { kind, y: kind === "nothing" ? track.y : lanes[0]?.y ?? bottom },
    story: checkpointsStory(view),
  };
}

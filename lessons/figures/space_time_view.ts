// What everything in a space-time diagram needs to find its place: the stage, the lanes, and whose eyes
// it is for.

import type { PlanDescription } from "@headwater/sim";
import type { Language } from "./figure.ts";
import type { PictureClock } from "./picture_clock.ts";
import type { PictureHistory } from "./picture_history.ts";
import type { Lane, LaneLayout } from "./space_time_lanes.ts";
import { type Stage, xOf } from "./stage.ts";

/** A sender and a receiver, by their subtasks' labels: `source[0]`, `window[1]`. */
export type Pair = readonly [sender: string, receiver: string];

/** Places in a space-time diagram. */
export class SpaceTimeView {
  private readonly laneOf = new Map<number, Lane>();

  constructor(
    readonly stage: Stage,
    readonly layout: LaneLayout,
    readonly plan: PlanDescription,
    readonly history: PictureHistory,
    readonly clock: PictureClock,
    readonly language: Language,
    readonly pair?: Pair,
  ) {
    for (const lane of layout.lanes) {
      for (const subtask of lane.subtasks) this.laneOf.set(subtask, lane);
    }
  }

  /** The lane of a subtask; nothing when it is not shown. */
  lane(subtask: number): Lane | undefined {
    return this.laneOf.get(subtask);
  }

  x(time: number): number {
    return xOf(this.stage, time);
  }

  isInside(time: number): boolean {
    return time >= this.stage.from && time <= this.stage.until;
  }

  /** True for what the learner is not to look at now. */
  isDimmed(sender: number, receiver: number): boolean {
    if (this.pair === undefined) return false;
    const labelOf = (subtask: number) => this.plan.subtasks[subtask].label;
    return labelOf(sender) !== this.pair[0] || labelOf(receiver) !== this.pair[1];
  }
}

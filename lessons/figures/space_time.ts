// The space-time diagram: subtasks as lanes, processing time from left to right, records as they pass
// from one to the next. What is slow is long here, and what overtakes crosses.
//
//     source[0] ──●─────────●──────
//                  ╲         ╲
//     window[0] ────╲──▬●─────╲────
//                    ╲         ╲
//     window[1] ──────▬●────────▬●─

import type { Figure } from "./figure.ts";
import { paintSpaceTime } from "./space_time_marks.ts";
import { type SpaceTimeModel, spaceTimeModel, type SpaceTimeOptions } from "./space_time_model.ts";
import { describeSpaceTime } from "./space_time_description.ts";

export type { SpaceTimeModel, SpaceTimeOptions };

/** The figure. */
export const spaceTime: Figure<SpaceTimeModel, SpaceTimeOptions> = {
  name: "space-time",
  model: spaceTimeModel,
  paint: paintSpaceTime,
  describe: describeSpaceTime,
};

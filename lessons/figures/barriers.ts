// Barriers between subtasks: over time, how they pass from lane to lane and which channels are blocked until the
// others have come; and at one moment, channel by channel, what is in front of the barrier and what is behind it.
//
//     source[0]   ──●──┃──────●─────      the cut runs through all lanes where their barriers left: nothing
//                       ╲      ╲          from behind it is in front of it anywhere
//     window[0]   ───────═╪╪════╪●──
//
//     at 5.6 s    source[0] ──●────────╪╪┃  window[0]      blocked
//                 source[1] ────●─┃──●──    1 of 2 barriers

import { describeBarriers } from "./barriers_description.ts";
import { paintBarriers } from "./barriers_marks.ts";
import { type BarriersModel, barriersModel, type BarriersOptions } from "./barriers_model.ts";
import type { Figure } from "./figure.ts";

export type { BarriersModel, BarriersOptions };

/** The figure. */
export const barriers: Figure<BarriersModel, BarriersOptions> = {
  name: "barriers",
  model: barriersModel,
  paint: paintBarriers,
  describe: describeBarriers,
};

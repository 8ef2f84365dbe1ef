// Timers of each key over processing time: registered by a record, fired when the watermark or the clock
// passes their time, deleted before that, or left over when the input ends.
//
//     window[0] ──›1.999─────›9.999───────────›16.999──
//                             │                │
//          b ●   ◷ 9.999 s ╌╌╌◉                │
//                ◷ 14.999 s ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌◉

import type { Figure } from "./figure.ts";
import { describeTimers } from "./timers_description.ts";
import { paintTimers } from "./timers_marks.ts";
import { type TimersModel, timersModel, type TimersOptions } from "./timers_model.ts";

export type { TimersModel, TimersOptions };

/** The figure. */
export const timers: Figure<TimersModel, TimersOptions> = {
  name: "timers",
  model: timersModel,
  paint: paintTimers,
  describe: describeTimers,
};

// Keyed state at one moment: all key groups in a row, cut into the runs that the subtasks own, and below it
// a table of what is kept for each key.
//
//     key groups   [ window[0]  0–63 ──|──|── ] [ window[1]  64–127 ──|── ]
//                                     ╱    ╲                           │
//     key group                     12      50                         86
//     key                          ● b      ● c                       ● a
//     0–10 s                        r4       r6                        r5

import type { Figure } from "./figure.ts";
import { describeKeyedState } from "./keyed_state_description.ts";
import { paintKeyedState } from "./keyed_state_marks.ts";
import {
  type KeyedStateModel,
  keyedStateModel,
  type KeyedStateOptions,
} from "./keyed_state_model.ts";

export type { KeyedStateModel, KeyedStateOptions };

/** The figure. */
export const keyedState: Figure<KeyedStateModel, KeyedStateOptions> = {
  name: "keyed-state",
  model: keyedStateModel,
  paint: paintKeyedState,
  describe: describeKeyedState,
};

// State before and after a change of parallelism: key groups in a row, once as the old subtasks owned them and once as
// the new ones do, with keys and timers in their key groups; and the lists that belong to no key, dealt out by mode.
//
//     before   [ window[0]      │ window[1]      ]
//     keys         ●      ●           ●     ●        a key never leaves its key group,
//     after    [ window[0] │ window[1] │ window[2] ]  a key group goes to whoever owns it now

import type { Figure } from "./figure.ts";
import { describeRescaling } from "./rescaling_description.ts";
import { paintRescaling } from "./rescaling_marks.ts";
import { type RescalingModel, rescalingModel, type RescalingOptions } from "./rescaling_model.ts";

export type { RescalingModel, RescalingOptions };

/** The figure. */
export const rescaling: Figure<RescalingModel, RescalingOptions> = {
  name: "rescaling",
  model: rescalingModel,
  paint: paintRescaling,
  describe: describeRescaling,
};

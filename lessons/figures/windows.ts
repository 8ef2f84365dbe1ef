// Windows of each key over processing time: opened by their first record, filled by those that follow,
// fired when the watermark, a clock or a count says so, emptied, grown together, cleaned.
//
//     window[0] ──›1.999─────›9.999───────────›16.999──
//                             │                │
//          b ●   [ ●▔▔●▔▔▔▔▔▔▔┃┃▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔]
//                           [ ●▔▔▔▔▔▔▔▔●▔▔▔▔▔▔▔▔▔▔▔┃┃]

import type { Figure } from "./figure.ts";
import { describeWindows } from "./windows_description.ts";
import { paintWindows } from "./windows_marks.ts";
import { type WindowsModel, windowsModel, type WindowsOptions } from "./windows_model.ts";

export type { WindowsModel, WindowsOptions };

/** The figure. */
export const windows: Figure<WindowsModel, WindowsOptions> = {
  name: "windows",
  model: windowsModel,
  paint: paintWindows,
  describe: describeWindows,
};

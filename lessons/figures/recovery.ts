// A failure and its recovery: which fault struck, what the job manager made of it, what work was lost and is
// done again from the last complete checkpoint, what became of open transactions, and what readers see of it.
//
//     job            RUNNING ──────────┤ RESTARTING ┆┆├ RUNNING · attempt 1
//     restart at     ├ 2 ─────────────────────────◈──
//     source[0]      ──●──●──│─●───●───┤            ├─◌●─◌●──●──     what lies behind the cut is lost
//     window[0]      ────●───│───●─────✕            ├──◌●──●────     and read again: dashed rings
//                                  › 12.999         › −∞
//     sink           ──)───────)───────◌              )────)
//     readers see          ●●       ●                      ●●

import type { Figure } from "./figure.ts";
import { describeRecovery } from "./recovery_description.ts";
import { paintRecovery } from "./recovery_marks.ts";
import { type RecoveryModel, recoveryModel, type RecoveryOptions } from "./recovery_model.ts";

export type { RecoveryModel, RecoveryOptions };

/** The figure. */
export const recovery: Figure<RecoveryModel, RecoveryOptions> = {
  name: "recovery",
  model: recoveryModel,
  paint: paintRecovery,
  describe: describeRecovery,
};

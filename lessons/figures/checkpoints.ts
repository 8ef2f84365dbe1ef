// Checkpoints over processing time: what the coordinator waits for, and what each subtask does for it, from
// the trigger to the notice that it is complete.
//
//     checkpoints     ◇────────────────━◆ 1
//     restart point                     ├────────────
//     source[0]       ·┃█═══◇           ◆
//     window[0]       ·▯▯▯▯▯▯▯▯┃█═══════◇
//     sink[0]         ···········┃█══◇  ◆

import { describeCheckpoints } from "./checkpoints_description.ts";
import { paintCheckpoints } from "./checkpoints_marks.ts";
import {
  type CheckpointsModel,
  checkpointsModel,
  type CheckpointsOptions,
} from "./checkpoints_model.ts";
import type { Figure } from "./figure.ts";

export type { CheckpointsModel, CheckpointsOptions };

/** The figure. */
export const checkpoints: Figure<CheckpointsModel, CheckpointsOptions> = {
  name: "checkpoints",
  model: checkpointsModel,
  paint: paintCheckpoints,
  describe: describeCheckpoints,
};

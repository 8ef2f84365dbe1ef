// What holds for a checkpoint that is triggered at a task, by the options of its job (AL-2).

import type { Config } from "../config.ts";
import { type CheckpointOptions, optionsOf } from "../element/checkpoint_options.ts";

/** The options of a checkpoint, or of a savepoint. */
export function triggeredOptions(
  { checkpointMode, unalignedCheckpoints, alignedCheckpointTimeout }: Config,
  isSavepoint: boolean,
): CheckpointOptions {
  const config = {
    isExactlyOnce: checkpointMode === "exactly-once",
    isUnaligned: unalignedCheckpoints,
    alignedTimeout: 1000 * alignedCheckpointTimeout,
  };
  return optionsOf(config, isSavepoint);
}

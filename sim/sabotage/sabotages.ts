// All wrong policies that are shipped, in the order of a record's path. Laws, the command line and whoever
// opens a scenario find them by their names.

import type { Sabotage } from "../sabotage.ts";
import { droppedTransaction } from "./dropped_transaction.ts";
import { earlyCommit } from "./early_commit.ts";
import { earlyRelease } from "./early_release.ts";
import { fallingWatermark } from "./falling_watermark.ts";
import { forgottenChannelState } from "./forgotten_channel_state.ts";
import { forgottenTimers } from "./forgotten_timers.ts";
import { forgottenTransaction } from "./forgotten_transaction.ts";
import { greedyCommit } from "./greedy_commit.ts";
import { hastySnapshot } from "./hasty_snapshot.ts";
import { inclusiveWindow } from "./inclusive_window.ts";
import { keptBuffers } from "./kept_buffers.ts";
import { lateBoundary } from "./late_boundary.ts";
import { lateChannelState } from "./late_channel_state.ts";
import { maxWatermark } from "./max_watermark.ts";
import { repeatedCommit } from "./repeated_commit.ts";
import { shallowSnapshot } from "./shallow_snapshot.ts";
import { shiftedOffset } from "./shifted_offset.ts";

/**
 * The shipped policies.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { maxWatermark, SABOTAGES } from "@headwater/sim/sabotage";
 * strictEqual(SABOTAGES.find(({ name }) => name === "max-watermark"), maxWatermark);
 * ```
 */
export const SABOTAGES: readonly Sabotage[] = Object.freeze([
  shiftedOffset,
  keptBuffers,
  forgottenChannelState,
  lateChannelState,
  maxWatermark,
  fallingWatermark,
  earlyRelease,
  hastySnapshot,
  inclusiveWindow,
  lateBoundary,
  shallowSnapshot,
  forgottenTimers,
  earlyCommit,
  greedyCommit,
  droppedTransaction,
  forgottenTransaction,
  repeatedCommit,
]);

// Wrong on purpose: an unaligned checkpoint leaves out what its barriers overtook (UC-2 says: it is part of it).
//
//   channel   7 6 5 ▌n▐       the barrier goes ahead: ▌n▐ 7 6 5
//   restored  …               5, 6 and 7 are before the checkpoint, so nobody sends them again
//
// What learners see: checkpoints are quick and small, and after a restart records are missing that were sent
// before the checkpoint and worked on by nobody.

import { type ChannelState, channelState } from "../3_channel/channel_state.ts";
import { ChannelStateWriter } from "../3_channel/channel_state_writer.ts";
import type { Sabotage } from "../sabotage.ts";
import { sabotage } from "../sabotage.ts";

class ForgottenChannelState extends ChannelStateWriter {
  override take(): ChannelState {
    super.take();
    return channelState([], []);
  }
}

/**
 * What barriers overtake is in no checkpoint.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, open, readCommitted, type Sabotage, transactionalLog, WatermarkStrategy } from "@headwater/sim";
 * import { forgottenChannelState } from "@headwater/sim/sabotage";
 * const committed = (sabotage: Sabotage[]) => {
 *   const { world } = open((env) => {
 *     env.fromSource(collection([1, 2, 3, 4, 5]), WatermarkStrategy.noWatermarks(), "numbers")
 *       .rebalance()
 *       .map((n) => n).costs(100_000).uid("slow")
 *       .sinkTo(transactionalLog("out"));
 *   }, {
 *     config: { checkpointInterval: 150, unalignedCheckpoints: true },
 *     faults: ["crash slow after complete 1"],
 *     sabotage,
 *   }).run();
 *   return readCommitted<number>(world, "out").map(({ value }) => value);
 * };
 * deepStrictEqual(committed([]), [1, 2, 3, 4, 5]);
 * deepStrictEqual(committed([forgottenChannelState]), [1, 2]);
 * ```
 */
export const forgottenChannelState: Sabotage = sabotage({
  name: "forgotten-channel-state",
  sentence: "An unaligned checkpoint leaves out the records that its barriers overtook",
  law: "unaligned/aligned-or-not-is-the-same",
  replace: [{ of: ChannelStateWriter, by: ForgottenChannelState }],
});

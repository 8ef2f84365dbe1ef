// Wrong on purpose: after a restart from an unaligned checkpoint, a task sends what is new, up to its next
// watermark or barrier, before what the checkpoint holds of its channels (UC-8 says: that comes first of all).
//
//   in the checkpoint   1 2 3                 new      4 5 |w
//   on the channel      4 5 |w 1 2 3          wanted   1 2 3 4 5 |w
//
// What learners see: nothing is lost, yet records change places, totals of a key come in another order, and
// the watermark that came first makes records late.

import type { Context } from "../context.ts";
import type { Row } from "../element/row.ts";
import type { CheckpointBarrier } from "../element/checkpoint_barrier.ts";
import type { ChannelRows } from "../3_channel/channel_state.ts";
import type { Sabotage } from "../sabotage.ts";
import { ResultPartition } from "../3_channel/result_partition.ts";
import { isEvent } from "../3_channel/subpartition.ts";
import { sabotage } from "../sabotage.ts";

class LateChannelState extends ResultPartition {
  held: ChannelRows[] = [];

  override recover(saved: ChannelRows): void {
    this.held.push(saved);
  }

  override broadcast(row: Row, context: Context): boolean {
    if (isEvent(row.kind)) this.recoverHeld(context);
    const isOpen = super.broadcast(row, context);
    this.recoverHeld(context);
    return isOpen;
  }

  override sendBarrier(barrier: CheckpointBarrier, context: Context): ChannelRows[] {
    this.recoverHeld(context);
    return super.sendBarrier(barrier, context);
  }

  private recoverHeld(context: Context): void {
    for (const saved of this.held) super.recover(saved, context);
    this.held = [];
  }
}

/**
 * What a checkpoint holds of channels comes behind what is new.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, open, readCommitted, type Sabotage, transactionalLog, WatermarkStrategy } from "@headwater/sim";
 * import { lateChannelState } from "@headwater/sim/sabotage";
 * const committed = (sabotage: Sabotage[]) => {
 *   const { world } = open((env) => {
 *     env.fromSource(collection([1, 2, 3, 4, 5, 6, 7, 8, 9]), WatermarkStrategy.noWatermarks(), "numbers")
 *       .keyBy(() => "a")
 *       .map((n) => n).setParallelism(2).costs(100_000).uid("slow")
 *       .sinkTo(transactionalLog("out"));
 *   }, {
 *     config: {
 *       checkpointInterval: 150,
 *       unalignedCheckpoints: true,
 *       slotsPerTaskManager: 1, // a channel between two machines, with room for one record
 *       bufferCapacity: 1,
 *       buffersPerChannel: 1,
 *       floatingBuffersPerGate: 0,
 *       maxBuffersPerChannel: 3,
 *     },
 *     faults: ["crash slow after complete 1"],
 *     sabotage,
 *   }).run();
 *   return readCommitted<number>(world, "out").map(({ value }) => value);
 * };
 * deepStrictEqual(committed([]), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
 * deepStrictEqual(committed([lateChannelState]), [1, 2, 3, 7, 8, 9, 4, 5, 6]);
 * ```
 */
export const lateChannelState: Sabotage = sabotage({
  name: "late-channel-state",
  sentence: "After a restart what is new is sent before what barriers had overtaken",
  law: "unaligned/aligned-or-not-is-the-same",
  replace: [{ of: ResultPartition, by: LateChannelState }],
});

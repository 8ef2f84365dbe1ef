// Wrong on purpose: a channel whose barrier is in is read on at once, although barriers of others are
// missing (AL-7 says that it waits).
//
//   channel 0   3 ▌n▐ 2 1 →   its barrier is in, and 3 is worked on all the same
//   channel 1     ▌n▐ y x →   its barrier is in: the snapshot, with 3
//
// What learners see: the channel is blocked and free again in the same instant. As long as nothing fails,
// results are right. After a restart 3 is in the restored state and comes from its source once more: it
// counts twice. Exactly once has become at least once, though everybody who is asked says exactly once.

import type { BarrierPort } from "../4_input_gate/barrier_port.ts";
import type { Sabotage } from "../sabotage.ts";
import { BarrierHandler } from "../4_input_gate/barrier_handler.ts";
import { sabotage } from "../sabotage.ts";

class EarlyRelease extends BarrierHandler {
  override block(channel: number, checkpointId: number, port: BarrierPort): void {
    super.block(channel, checkpointId, port);
    this.resumeAll(checkpointId, port);
  }
}

/**
 * Channels are released before the alignment is over.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collectSink, open, replayableLog, WatermarkStrategy } from "@headwater/sim";
 * import { earlyRelease } from "@headwater/sim/sabotage";
 * import { Fact } from "@headwater/sim/trace";
 * const partitions = [40, 400].map((slow, id) => ({
 *   id: String(id),
 *   records: Array.from({ length: 9 }, (_, n) => ({ value: n, arrival: n * slow * 1000 })),
 * }));
 * const timeline = open((env) => {
 *   env.setParallelism(2)
 *     .fromSource(replayableLog({ name: "log", partitions }), WatermarkStrategy.noWatermarks(), "log")
 *     .keyBy((n) => n)
 *     .sinkTo(collectSink("out"));
 * }, { config: { checkpointInterval: 300 }, sabotage: [earlyRelease] }).run();
 * const timesOf = (kind: number) => [...timeline.trace.facts([kind])].map(({ time }) => time);
 * deepStrictEqual(timesOf(Fact.channelUnblocked), timesOf(Fact.channelBlocked));
 * ```
 */
export const earlyRelease: Sabotage = sabotage({
  name: "early-release",
  sentence: "A channel is read on behind its barrier, while other barriers are missing",
  law: "exactly-once/committed-is-the-oracle",
  replace: [{ of: BarrierHandler, by: EarlyRelease }],
});

// Wrong on purpose: what had arrived in the buffers of a task when it failed is still there when it is started
// again (RS-8 says: an attempt begins with empty channels; aligned checkpoints hold none of them, SN-4).
//
//   attempt 0    buffers  7 6 5 →    fails
//   attempt 1    buffers  7 6 5 →    and 5 6 7 come from their source again
//
// What learners see: after a restart records count twice that nobody had worked on before it. A network that
// is not torn down, or a queue that outlives its process, does just that.

import type { InputChannel } from "../3_channel/input_channel.ts";
import type { InputGate } from "../4_input_gate/input_gate.ts";
import type { Sabotage } from "../sabotage.ts";
import { copy } from "../clock/copy.ts";
import { ElementKind } from "../element/element.ts";
import { Row } from "../element/row.ts";
import { sabotage } from "../sabotage.ts";
import { StreamTask } from "../task/stream_task.ts";

class KeptBuffers extends StreamTask {
  override succeed(before: StreamTask): void {
    super.succeed(before);
    this.gates.forEach((gate, input) => keep(gate, before.gates[input]));
  }
}

/** Hands the records of an old gate, channel by channel, to a new one. */
function keep(gate: InputGate, old: InputGate): void {
  gate.channels.forEach((channel, index) => {
    if (keepRecords(channel, copy(old.channels[index])) === 0) return;
    gate.ready.push(index);
    gate.readySince.push(-1);
  });
}

/** In one buffer that no sender waits for, as if it were an event's; returns how many they are. */
function keepRecords(channel: InputChannel, old: InputChannel): number {
  const { arrivedEnds, rows } = old, row = new Row();
  const end = arrivedEnds.size === 0 ? old.readingEnd : arrivedEnds.at(arrivedEnds.size - 1) >> 1;
  let count = 0;
  while (rows.head < end) {
    rows.shift(row);
    if (row.kind !== ElementKind.RECORD) continue;
    channel.rows.push(row);
    count++;
  }
  if (count === 0) return 0;
  channel.arrivedEnds.push(channel.rows.tail * 2 + 1);
  channel.arrivedFloating.push(0);
  return count;
}

/**
 * Buffers outlive the attempt that they belonged to.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collection, open, readCommitted, transactionalLog, WatermarkStrategy } from "@headwater/sim";
 * import type { Sabotage } from "@headwater/sim";
 * import { keptBuffers } from "@headwater/sim/sabotage";
 * const committed = (sabotage: Sabotage[]) => {
 *   const { world } = open((env) => {
 *     env.fromSource(collection([1, 2, 3]), WatermarkStrategy.noWatermarks(), "numbers")
 *       .rebalance()
 *       .map((n) => n).costs(50_000).uid("slow")
 *       .sinkTo(transactionalLog("out"));
 *   }, { config: { checkpointInterval: 500 }, faults: ["crash slow at 80ms"], sabotage }).run();
 *   return readCommitted<number>(world, "out").map(({ value }) => value);
 * };
 * deepStrictEqual(committed([]), [1, 2, 3]);
 * deepStrictEqual(committed([keptBuffers]), [3, 1, 2, 3]);
 * ```
 */
export const keptBuffers: Sabotage = sabotage({
  name: "kept-buffers",
  sentence: "What was in a task's buffers when it failed is there again after a restart",
  law: "exactly-once/committed-is-the-oracle",
  replace: [{ of: StreamTask, by: KeptBuffers }],
});

// What a checkpoint holds of a task's channels goes back into them (UC-8): what its barriers overtook at the
// outputs is sent before anything else, and what they overtook at the inputs is read before anything else.
//
//   sender    restores, sends 3 4 5 again ───▶ receiver   reads 1 2, and runs; then 3 4 5

import { type ChannelRows, NOTHING_IN_FLIGHT } from "../3_channel/channel_state.ts";
import { ElementKind, NO_ORIGIN } from "../element/element.ts";
import type { Key } from "../element/key.ts";
import type { Engine } from "./engine.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import { Fact } from "../trace/fact.ts";
import type { RestorePlan } from "./restore_plan.ts";

/** Puts the rows of the inputs into their queues, before anybody can have sent anything. */
export function recoverInputs(
  { restore, gates, spec: { subtask, inputs, places } }: StreamTask,
  context: SubtaskContext,
): void {
  for (const saved of restore?.spec.inFlight?.inputs ?? []) {
    const { channel, rows } = keyedAgain(saved, context.engine);
    const index = subtask.inputs.indexOf(channel);
    gates[inputs[index]].recover(places[index], rows);
  }
}

/** Sends the rows of the outputs. */
export function recoverOutputs(
  { spec: { inFlight } }: RestorePlan,
  { partitions, spec: { subtask } }: StreamTask,
  context: SubtaskContext,
): void {
  for (const saved of inFlight?.outputs ?? []) {
    const place = subtask.outputs.findIndex((channels) => channels.includes(saved.channel));
    partitions[place].recover(keyedAgain(saved, context.engine), context);
  }
}

/** Says what comes first on which channel. */
export function tellRecovered({ spec }: RestorePlan, context: SubtaskContext): void {
  const { inputs, outputs } = spec.inFlight ?? NOTHING_IN_FLIGHT;
  for (const { channel, rows } of [...outputs, ...inputs]) {
    const { length } = rows;
    context.announce(Fact.channelStateRestored, channel, length, NO_ORIGIN, spec.checkpointId, 0);
  }
}

/**
 * The same rows with the keys of this timeline: a checkpoint that another one has written knows other
 * numbers, and Flink's channel state holds no keys at all; they are found again in the records.
 */
function keyedAgain({ channel, rows }: ChannelRows, { plan, keys }: Engine): ChannelRows {
  const { keySelector, keyType } = plan.edges[plan.channels[channel].edge];
  if (keySelector === null) return { channel, rows };
  const rekeyed = rows.map((row) =>
    row.kind !== ElementKind.RECORD
      ? row
      : { ...row, key: keys.intern(keySelector(row.value as never) as Key, keyType) }
  );
  return { channel, rows: rekeyed };
}

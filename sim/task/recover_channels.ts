// What a checkpoint holds of a task's channels goes back into them (UC-8): what its barriers overtook at the
// outputs is sent before anything else, and what they overtook at the inputs is read before anything else.
//
//   sender    restores, sends 3 4 5 again ───▶ receiver   reads 1 2, and runs; then 3 4 5

import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import type { RestorePlan } from "./restore_plan.ts";

/** Puts the rows of the inputs into their queues, before anybody can have sent anything. */
export function recoverInputs(
  { restore, gates, spec: { subtask, inputs, places } }: StreamTask,
): void {
  for (const { channel, rows } of restore?.spec.inFlight?.inputs ?? []) {
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
    partitions[place].recover(saved, context);
  }
}

// What a task does between two elements where barriers may overtake: events that are read before all data,
// and barriers whose time is over (Flink's CheckpointedInputGate.processPriorityEvents and the timers of
// BarrierAlignmentUtil; UC-4, UC-11, UC-12).

import type { InputGate } from "../4_input_gate/input_gate.ts";
import { barrierIn } from "../element/checkpoint_barrier.ts";
import { ElementKind } from "../element/element.ts";
import { processControl } from "./process_control.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import { TaskBarrierPort } from "./task_barrier_port.ts";

/** True while such an event waits. */
export function hasOvertaking({ gates }: StreamTask): boolean {
  return gates.some((gate) => gate.hasOvertaking());
}

/** Reads all such events, unless a snapshot begins: then the rest waits. */
export function readOvertaking(task: StreamTask, context: SubtaskContext): void {
  while (!task.isBusy) {
    // what is read may bring a barrier to the front at another gate
    const gate = task.gates.find((gate) => gate.hasOvertaking());
    if (gate === undefined) return;
    readEvent(gate, task, context);
  }
}

function readEvent(gate: InputGate, task: StreamTask, context: SubtaskContext): void {
  const { row } = task;
  task.gateIndex = gate.pollOvertaking(row);
  task.channel = gate.channels[task.gateIndex].spec.id;
  if (row.kind === ElementKind.EVENT_ANNOUNCEMENT) {
    const channel = task.spec.subtask.inputs.indexOf(task.channel);
    const port = new TaskBarrierPort(task, context);
    task.barriers.receiveAnnouncement({ channel, ...barrierIn(row) }, port);
  } else {
    task.consume(context);
    processControl(task, context);
  }
  row.value = undefined;
}

/** The time of an alignment may be over, here or at the outputs. */
export function runBarrierTimeouts(task: StreamTask, context: SubtaskContext): void {
  const { barriers, checkpoint } = task;
  if (Math.min(barriers.timerAt, checkpoint.channelState.timerAt) > context.now) return;
  if (barriers.timerAt <= context.now) {
    barriers.receiveTimeout(new TaskBarrierPort(task, context));
  }
  checkpoint.runTimeout(task, context);
  context.requestBarrierTimeout();
}

// What a task does with everything on a channel that is not a record: watermarks and statuses go through
// the valve, barriers to the barrier handler, ends are counted (Flink's StreamTaskNetworkInput).

import { barrierIn } from "../element/checkpoint_barrier.ts";
import { ElementKind } from "../element/element.ts";
import { beginToFinish, suspendTask } from "./end_of_input.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import { TaskBarrierPort } from "./task_barrier_port.ts";
import { ValveOutput } from "./valve_output.ts";

/** Processes the element in the task's hands, which is no record. */
export function processControl(task: StreamTask, context: SubtaskContext): void {
  const { gateIndex, input, row } = task;
  switch (row.kind) {
    case ElementKind.LATENCY_MARKER:
      return context.chain[0].receiveMarker(row.timestamp, row.origin);
    case ElementKind.WATERMARK:
      return task.valves[input].receiveWatermark(
        gateIndex,
        row.timestamp,
        new ValveOutput(task, context, input),
      );
    case ElementKind.IDLE:
    case ElementKind.ACTIVE: {
      const isIdle = row.kind === ElementKind.IDLE;
      return task.valves[input].receiveStatus(
        gateIndex,
        isIdle,
        new ValveOutput(task, context, input),
      );
    }
    case ElementKind.END_OF_DATA:
      task.stop.hear(row.timestamp);
      if (++task.endedCounts[input] === task.gates[input].channels.length) {
        endInput(task, input, context);
      }
      return;
    default:
      return processEvent(task, context);
  }
}

/** Events of checkpoints, and the end of a channel. */
function processEvent(task: StreamTask, context: SubtaskContext): void {
  const { kind, timestamp } = task.row;
  const channel = task.spec.subtask.inputs.indexOf(task.channel);
  const port = new TaskBarrierPort(task, context);
  switch (kind) {
    case ElementKind.CHECKPOINT_BARRIER:
      return task.barriers.receive({ channel, ...barrierIn(task.row) }, port);
    case ElementKind.CANCEL_CHECKPOINT_MARKER:
      return task.barriers.receiveCancelMarker(channel, timestamp, port);
    case ElementKind.END_OF_PARTITION:
      task.closedCount++;
      return task.barriers.receiveEndOfPartition(channel, port);
  }
}

/** One logical input has ended; when all have, the task ends (EOI-2). */
function endInput(task: StreamTask, input: number, context: SubtaskContext): void {
  const { gates, endedCounts } = task;
  if (task.finishing >= 0) return; // it was finished already when it was restored
  const { isSuspended } = task.stop;
  if (!isSuspended) task.chain.operators[0].endInput(input, context.chain[0].enter());
  if (gates.some(({ channels }, i) => endedCounts[i] < channels.length)) return;
  if (isSuspended) suspendTask(task, context);
  else beginToFinish(task, context);
}

// What a task does with everything on a channel that is not a record: watermarks and statuses go through
// the valve, barriers to the barrier handler, ends are counted (Flink's StreamTaskNetworkInput).

import type { Micros } from "../clock/time.ts";
import type { BarrierPort } from "../4_input_gate/barrier_port.ts";
import { ElementKind, NO_KEY, NO_ORIGIN } from "../element/element.ts";
import { beginToFinish, suspendTask } from "./end_of_input.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import { failStop } from "./stop_with_savepoint.ts";
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
  const { kind, timestamp, value } = task.row;
  const channel = task.spec.subtask.inputs.indexOf(task.channel);
  const port = new TaskBarrierPort(task, context);
  switch (kind) {
    case ElementKind.CHECKPOINT_BARRIER:
      return task.barriers.receiveBarrier(channel, timestamp, value as Micros, port);
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

/** What the barrier handler may do to its task. */
class TaskBarrierPort implements BarrierPort {
  constructor(private readonly task: StreamTask, private readonly context: SubtaskContext) {}

  get now(): Micros {
    return this.context.now;
  }

  /** Nothing to do here: the sender has stopped by itself behind the barrier (AL-7). */
  block(): void {}

  resume(channel: number): void {
    this.context.resumeChannel(this.task.spec.subtask.inputs[channel]);
  }

  trigger(checkpointId: number, triggeredAt: Micros): void {
    this.task.checkpoint.begin(checkpointId, triggeredAt, this.task, this.context);
  }

  /** Everybody behind this task is told, and the coordinator (AL-8). */
  abort(checkpointId: number, reason: string): void {
    const { checkpoint } = this.task;
    if (failStop(checkpointId, this.task, this.context)) return;
    checkpoint.lastId = Math.max(checkpoint.lastId, checkpointId);
    checkpoint.decline(checkpointId, reason, this.context);
    this.context.broadcastCancel(checkpointId);
  }

  report(kind: number, subject: number, stamp: number, value?: unknown): void {
    const channel = subject < 0 ? -1 : this.task.spec.subtask.inputs[subject];
    this.context.announce(kind, channel, NO_KEY, NO_ORIGIN, stamp, 0, value);
  }
}

// What the barrier handler may do to its task: made for a call, kept by nobody.

import type { Micros } from "../clock/time.ts";
import type { AlignmentFailure, OvertakingPort } from "../4_input_gate/barrier_port.ts";
import type { CheckpointOptions } from "../element/checkpoint_options.ts";
import { CheckpointableInputs } from "../4_input_gate/checkpointable_inputs.ts";
import { NO_KEY, NO_ORIGIN } from "../element/element.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import { failStop } from "./stop_with_savepoint.ts";

/** One task's answers to its barrier handler. */
export class TaskBarrierPort implements OvertakingPort {
  constructor(private readonly task: StreamTask, private readonly context: SubtaskContext) {}

  get now(): Micros {
    return this.context.now;
  }

  /** Nothing to do here: the sender has stopped by itself behind the barrier (AL-7). */
  block(): void {}

  resume(channel: number): void {
    this.context.resumeChannel(this.task.spec.subtask.inputs[channel]);
  }

  trigger(
    checkpointId: number,
    triggeredAt: Micros,
    _alignmentDuration: Micros,
    options: CheckpointOptions,
  ): void {
    const { task, context } = this;
    task.checkpoint.begin({ checkpointId, triggeredAt, options }, task, context);
  }

  /** Everybody behind this task is told, and the coordinator (AL-8). */
  abort(checkpointId: number, reason: AlignmentFailure): void {
    const { checkpoint } = this.task;
    if (failStop(checkpointId, this.task, this.context)) return;
    checkpoint.lastId = Math.max(checkpoint.lastId, checkpointId);
    checkpoint.abandon(checkpointId, this.context);
    checkpoint.decline(checkpointId, reason, this.context);
    this.context.broadcastCancel(checkpointId);
  }

  report(kind: number, subject: number, stamp: number, value?: unknown): void {
    const channel = subject < 0 ? -1 : this.task.spec.subtask.inputs[subject];
    this.context.announce(kind, channel, NO_KEY, NO_ORIGIN, stamp, 0, value);
  }

  startRecording(checkpointId: number): boolean {
    this.task.checkpoint.channelState.recordingId = checkpointId;
    return this.inputs.startRecording(checkpointId);
  }

  completeRecording(checkpointId: number): void {
    const { checkpoint } = this.task, { inputs } = this;
    checkpoint.channelState.finishInputs(checkpointId, inputs.recorded(checkpointId));
    inputs.stopRecording(checkpointId);
    checkpoint.settle(checkpointId, this.context);
  }

  abandonRecording(checkpointId: number): void {
    this.inputs.stopRecording(checkpointId);
  }

  prioritize(channel: number, checkpointId: number): boolean {
    this.task.isMailDue = true;
    return this.inputs.prioritize(channel, checkpointId);
  }

  setAlignmentTimer(): void {
    this.context.requestBarrierTimeout();
  }

  private get inputs(): CheckpointableInputs {
    return new CheckpointableInputs(this.task.gates, this.task.spec);
  }
}

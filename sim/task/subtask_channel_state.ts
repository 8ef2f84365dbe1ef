// What a checkpoint does with what is on its way to and from one task, where barriers may overtake (Flink's
// ChannelStateWriter as StreamTask and SubtaskCheckpointCoordinatorImpl use it; UC-1, UC-2, UC-5, UC-12).
//
//   inputs    aligned: nothing; unaligned: what waits unread, and what comes before the barriers
//   outputs   unaligned: what the barrier overtakes; with a timeout: what it overtakes if that runs out
//
// The checkpoint is acknowledged when both are settled and stored.

import type { CheckpointBarrier } from "../element/checkpoint_barrier.ts";
import type { Micros } from "../clock/time.ts";
import type { StreamTask } from "./stream_task.ts";
import type { SubtaskContext } from "./subtask_context.ts";
import { NEVER } from "../clock/agenda.ts";
import { isTimeoutable } from "../element/checkpoint_options.ts";
import { ChannelStateWriter } from "../3_channel/channel_state_writer.ts";
import type { ChannelRows } from "../3_channel/channel_state.ts";

/** The channel state of the newest checkpoint of one task. A part. */
export class SubtaskChannelState {
  writer: ChannelStateWriter = new ChannelStateWriter();
  /** The checkpoint whose inputs are recorded; −1 before the first. */
  recordingId = -1;
  /** When barriers that still wait at the outputs begin to overtake; NEVER when none does (UC-12). */
  timerAt: Micros = NEVER;

  /** The barrier goes to everybody behind the task, ahead of what waits there if it may (UC-1). */
  sendBarrier(barrier: CheckpointBarrier, task: StreamTask, context: SubtaskContext): void {
    const { checkpointId, triggeredAt, options } = barrier;
    const isTimed = isTimeoutable(options), isUnaligned = options.alignment === "unaligned";
    if (isTimed || isUnaligned) this.writer.start(checkpointId);
    for (const partition of task.partitions) {
      const overtaken = partition.sendBarrier(barrier, context);
      if (isUnaligned) this.writer.addOutputs(checkpointId, overtaken);
    }
    if (!isTimed && !isUnaligned) return;
    if (this.recordingId !== checkpointId) this.writer.finishInputs(checkpointId, []);
    this.timerAt = NEVER;
    if (isTimed && holdsBarrier(checkpointId, task)) {
      this.timerAt = Math.max(context.now, triggeredAt + options.alignedTimeout);
    } else this.writer.finishOutputs(checkpointId);
    context.requestBarrierTimeout();
  }

  /** A buffer was sent: perhaps nothing is left that could be overtaken. True when that is news. */
  hasSentBarrier(task: StreamTask, context: SubtaskContext): boolean {
    if (this.timerAt === NEVER || holdsBarrier(this.writer.checkpointId, task)) return false;
    this.finishOutputs(context);
    return true;
  }

  /** The time is over: whatever barriers still wait at the outputs overtake now (UC-12). */
  timeOutBarriers(task: StreamTask, context: SubtaskContext): void {
    const { checkpointId } = this.writer;
    for (const partition of task.partitions) {
      this.writer.addOutputs(checkpointId, partition.timeOutBarrier(checkpointId, context));
    }
    this.finishOutputs(context);
  }

  /** All barriers are in: this is all that was on its way to the task. */
  finishInputs(checkpointId: number, channels: readonly ChannelRows[]): void {
    this.writer.finishInputs(checkpointId, channels);
  }

  /** The checkpoint was given up. */
  abort(checkpointId: number, context: SubtaskContext): void {
    if (checkpointId !== this.writer.checkpointId || this.timerAt === NEVER) return;
    this.timerAt = NEVER;
    context.requestBarrierTimeout();
  }

  /** False while something may still be overtaken that belongs to the checkpoint. */
  isSettled(checkpointId: number): boolean {
    return checkpointId !== this.writer.checkpointId || this.writer.isComplete(checkpointId);
  }

  private finishOutputs(context: SubtaskContext): void {
    this.writer.finishOutputs(this.writer.checkpointId);
    this.timerAt = NEVER;
    context.requestBarrierTimeout();
  }
}

function holdsBarrier(checkpointId: number, { partitions }: StreamTask): boolean {
  return partitions.some((partition) => partition.holdsBarrier(checkpointId));
}

// What a task has put together of its channel state so far (Flink's ChannelStateWriter): inputs are
// complete when all barriers are in, outputs when none of this task's own can be turned any more. Until
// both are, the checkpoint is not acknowledged (UC-5).

import { assert } from "../clock/assert.ts";
import { type ChannelRows, ChannelState, channelState } from "./channel_state.ts";

/** One end of a task's channels. A part. */
class WrittenEnd {
  channels: ChannelRows[] = [];
  isComplete = false;
}

/** At most one checkpoint at a time (UC-6). A part. */
export class ChannelStateWriter {
  /** The checkpoint that is written, −1 for none. */
  checkpointId = -1;
  inputs: WrittenEnd = new WrittenEnd();
  outputs: WrittenEnd = new WrittenEnd();

  /** Begins; what was not taken of an earlier checkpoint is dropped. */
  start(checkpointId: number): void {
    assert(checkpointId > this.checkpointId, "channel state is written once for a checkpoint");
    this.checkpointId = checkpointId;
    this.inputs = new WrittenEnd();
    this.outputs = new WrittenEnd();
  }

  /** All that there is at the inputs; nothing, where they were aligned. */
  finishInputs(checkpointId: number, channels: readonly ChannelRows[]): void {
    if (checkpointId !== this.checkpointId) return;
    this.inputs.channels.push(...channels);
    this.inputs.isComplete = true;
  }

  /** What a barrier of this task has overtaken at its outputs. */
  addOutputs(checkpointId: number, channels: readonly ChannelRows[]): void {
    if (checkpointId === this.checkpointId) this.outputs.channels.push(...channels);
  }

  /** No barrier of this task will overtake anything more. */
  finishOutputs(checkpointId: number): void {
    if (checkpointId === this.checkpointId) this.outputs.isComplete = true;
  }

  /** True when the channel state of a checkpoint is all there. */
  isComplete(checkpointId: number): boolean {
    return checkpointId === this.checkpointId && this.inputs.isComplete &&
      this.outputs.isComplete;
  }

  /** The channel state of the checkpoint, which is complete. */
  take(): ChannelState {
    assert(this.isComplete(this.checkpointId), "channel state is taken when it is complete");
    return channelState(this.inputs.channels, this.outputs.channels);
  }
}

// All gates of a task as one input for barrier handling (Flink's CheckpointableInput): channels are
// counted over all gates. Made for a call, kept by nobody.

import { type ChannelRows, channelRows } from "../3_channel/channel_state.ts";
import type { InputChannel } from "../3_channel/input_channel.ts";
import type { InputGate } from "./input_gate.ts";

/** Where the channels of a task are: for each its gate, and its place there. */
export interface InputPlaces {
  readonly inputs: readonly number[];
  readonly places: readonly number[];
}

/** What barrier handling does to a task's channels where barriers may overtake. */
export class CheckpointableInputs {
  constructor(private readonly gates: readonly InputGate[], private readonly spec: InputPlaces) {}

  /**
   * The task takes its snapshot: everything that waits is recorded, and what comes before the barrier of
   * its channel (UC-2). False when that is not known any more, because a newer barrier has arrived.
   */
  startRecording(checkpointId: number): boolean {
    return this.channels.every(({ overtaking, rows, arrivedRow }) =>
      overtaking!.recorder.start(checkpointId, rows, arrivedRow)
    );
  }

  /** What is recorded so far, channel by channel. */
  recorded(checkpointId: number): ChannelRows[] {
    return this.channels.map(({ spec, overtaking }) =>
      channelRows(spec.id, overtaking!.recorder.recorded(checkpointId))
    );
  }

  /** Nothing more is recorded for this checkpoint or an older one, and what was is forgotten. */
  stopRecording(checkpointId: number): void {
    for (const { overtaking } of this.channels) overtaking!.recorder.stop(checkpointId);
  }

  /** Moves an announced barrier to the front of its channel; false when it does not wait there. */
  prioritize(channel: number, checkpointId: number): boolean {
    const { inputs, places } = this.spec;
    return this.gates[inputs[channel]].prioritize(places[channel], checkpointId);
  }

  private get channels(): InputChannel[] {
    const { inputs, places } = this.spec;
    return inputs.map((input, channel) => this.gates[input].channels[places[channel]]);
  }
}

// Both ends of every channel of one generation of tasks, and their lanes. Wiring, not state: made anew
// for every copy of the world, and in part for every attempt.

import type { InputChannel } from "../3_channel/input_channel.ts";
import type { ResultPartition } from "../3_channel/result_partition.ts";
import type { Subpartition } from "../3_channel/subpartition.ts";
import type { SubtaskLanes } from "./lanes.ts";
import type { StreamTask } from "./stream_task.ts";

/** The ends of all channels, by channel id. */
export class Wiring {
  readonly inputs: InputChannel[] = [];
  readonly outputs: Subpartition[] = [];
  readonly partitions: ResultPartition[] = [];

  constructor(readonly lanes: SubtaskLanes, readonly generation: number) {}

  /** Connects a task: the ends that it holds are the ends of its channels from now on. */
  connect(task: StreamTask): void {
    for (const channel of task.gates.flatMap((gate) => gate.channels)) {
      this.inputs[channel.spec.id] = channel;
    }
    for (const partition of task.partitions) {
      for (const subpartition of partition.subpartitions) {
        const { id } = subpartition.spec.channel;
        this.outputs[id] = subpartition;
        this.partitions[id] = partition;
      }
    }
  }
}

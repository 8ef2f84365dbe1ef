// What lies in the channels of a world right now, read from its parts. Facts say what happened; this
// says what is there, and laws hold one against the other.

import type { ChannelSpec, World } from "@headwater/sim";
import type { InputChannel } from "../sim/3_channel/input_channel.ts";
import type { ResultPartition } from "../sim/3_channel/result_partition.ts";
import type { Subpartition } from "../sim/3_channel/subpartition.ts";
import type { RowRing } from "../sim/element/row_ring.ts";
import type { StreamTask } from "../sim/task/stream_task.ts";

/** Both ends of a channel, and who works there. */
export interface Channel {
  readonly spec: ChannelSpec;
  readonly output: Subpartition;
  readonly partition: ResultPartition;
  readonly input: InputChannel;
  readonly receiver: StreamTask;
}

/** The channels of a world, by id. */
export function channelsOf({ tasks }: World): Channel[] {
  const inputs = tasks.flatMap(({ gates }) => gates.flatMap((gate) => gate.channels));
  const channels: Channel[] = [];
  for (const { partitions } of tasks) {
    for (const partition of partitions) {
      for (const output of partition.subpartitions) {
        const { channel: spec } = output.spec;
        const input = inputs.find((input) => input.spec.id === spec.id)!;
        channels[spec.id] = { spec, output, partition, input, receiver: tasks[spec.receiver] };
      }
    }
  }
  return channels;
}

/** An element in a channel: enough to tell it from its neighbours. */
export type Waiting = readonly [kind: number, origin: number];

/** What was put into a channel and is not consumed yet, oldest first, also what is being worked on. */
export function waitingIn({ spec, output, input, receiver }: Channel): Waiting[] {
  const rows = [...waitingRows(input.rows), ...waitingRows(output.rows)];
  const isAtWork = receiver.isBusy && receiver.channel === spec.id;
  return isAtWork ? [[receiver.row.kind, receiver.row.origin], ...rows] : rows;
}

/** Data buffers of a channel that wait at the sender, the open one included. */
export function buffersWaiting({ finished, rows, openStart }: Subpartition): number {
  let count = rows.tail > openStart ? 1 : 0;
  for (let i = 0; i < finished.size; i++) if (finished.at(i) % 2 === 0) count++;
  return count;
}

function waitingRows({ words, timestamps, head, tail }: RowRing): Waiting[] {
  const found: Waiting[] = [];
  for (let row = head; row < tail; row++) {
    const slot = 4 * (row & (timestamps.length - 1));
    found.push([words[slot], words[slot + 2]]);
  }
  return found;
}

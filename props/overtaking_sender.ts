// The sending ends of a made-up network (overtaking_network.ts): a partition whose records say themselves
// which channel they take, and the channel state that is written there.

import { type DrawBelow, Partitioner, type PartitionerSpec } from "@headwater/sim";
import type { EdgeSpec } from "@headwater/sim";
import { ChannelStateWriter } from "../sim/3_channel/channel_state_writer.ts";
import { InputChannel } from "../sim/3_channel/input_channel.ts";
import { InputOvertaking } from "../sim/3_channel/input_overtaking.ts";
import { ResultPartition } from "../sim/3_channel/result_partition.ts";
import { Subpartition, subpartitionSpec } from "../sim/3_channel/subpartition.ts";
import { Row } from "../sim/element/row.ts";
import type { NetworkShape } from "./overtaking_network.ts";

/** One task that sends. */
export interface OvertakingSender {
  readonly partition: ResultPartition;
  readonly writer: ChannelStateWriter;
  /** The last checkpoint that it took part in, or declined. */
  lastId: number;
  hasEnded: boolean;
}

/** A record is its number times the channels plus its channel. */
class ByRemainder extends Partitioner {
  override select(value: unknown): number {
    return (value as number) % this.channelCount;
  }
}

const BY_REMAINDER: PartitionerSpec = Object.freeze({
  Partitioner: ByRemainder,
  name: "CUSTOM",
  isPointwise: false,
});

/** A sender to all receivers. */
export function createSender(index: number, shape: NetworkShape): OvertakingSender {
  const { receiverCount, bufferCapacity, credits } = shape;
  const partition = new ResultPartition();
  partition.spec = {
    edge: { partitioner: BY_REMAINDER } as EdgeSpec,
    poolSize: receiverCount * 4,
    maxBuffersPerChannel: 3,
    isBroadcast: false,
    drawsPerRecord: false,
    drawStream: 0,
    flushesAlways: false,
    markerStream: 0,
  };
  partition.partitioner = new ByRemainder();
  partition.partitioner.setup(receiverCount, NO_DRAW);
  partition.subpartitions = Array.from({ length: receiverCount }, (_, receiver) => {
    const subpartition = new Subpartition();
    subpartition.spec = subpartitionSpec(channelSpec(index * receiverCount + receiver), {
      bufferCapacity,
      buffersPerChannel: credits,
      transferTime: 0,
      jitter: 0,
      checkpointMode: "exactly-once",
    });
    subpartition.credit = credits;
    return subpartition;
  });
  return { partition, writer: new ChannelStateWriter(), lastId: 0, hasEnded: false };
}

/** The receiving end of a channel, with so many buffers of its own. */
export function inputChannel(id: number, credits: number): InputChannel {
  const channel = new InputChannel();
  channel.spec = channelSpec(id);
  channel.exclusiveFree = channel.required = credits;
  channel.overtaking = new InputOvertaking();
  return channel;
}

/** One element. */
export function rowOf(kind: number, timestamp: number, value?: unknown): Row {
  return Object.assign(new Row(), { kind, timestamp, value });
}

const NO_DRAW: DrawBelow = () => 0;

function channelSpec(id: number) {
  const ends = { edge: 0, sender: 0, receiver: 0, outputIndex: 0, gateIndex: 0 };
  return { ...ends, id, isLocal: false, name: `channel ${id}` };
}

// The sender's end of an edge, for tests: what it sends goes straight into input channels.

import type { PartitionerSpec } from "../2_partitioner/partitioner.ts";
import type { ChannelSpec, EdgeSpec } from "../task/subtask_spec.ts";
import { rebalance } from "../2_partitioner/rebalance.ts";
import { ElementKind } from "../element/element.ts";
import { Row } from "../element/row.ts";
import { ContextForTests } from "./context_for_tests.ts";
import { InputChannel } from "./input_channel.ts";
import { InputOvertaking } from "./input_overtaking.ts";
import { ResultPartition } from "./result_partition.ts";
import { Subpartition, subpartitionSpec } from "./subpartition.ts";

/** What a test may choose. */
interface SenderOptions {
  readonly isLocal?: boolean;
  readonly jitter?: number;
  readonly channelCount?: number;
  readonly spec?: PartitionerSpec;
}

const OPTIONS = {
  bufferCapacity: 2,
  buffersPerChannel: 2,
  transferTime: 0,
  jitter: 0,
  checkpointMode: "exactly-once",
};

/** A partition of so many channels, each with two buffers of two rows and as much credit. */
export function sender(options: SenderOptions = {}) {
  const { isLocal = false, jitter = 0, channelCount = 1, spec = rebalance() } = options;
  const partition = new ResultPartition();
  partition.spec = {
    edge: { partitioner: spec } as EdgeSpec,
    poolSize: channelCount * 2 + 1,
    maxBuffersPerChannel: 3,
    isBroadcast: spec.isBroadcast ?? false,
    drawsPerRecord: false,
    drawStream: 0,
    flushesAlways: false,
    markerStream: 0,
  };
  partition.partitioner = new spec.Partitioner();
  partition.partitioner.spec = spec;
  partition.partitioner.setup(channelCount, () => 0);
  const inputs: InputChannel[] = [];
  for (let id = 0; id < channelCount; id++) {
    const channel = { id, isLocal, name: `a[0]→b[${id}]` } as ChannelSpec;
    const subpartition = new Subpartition();
    subpartition.spec = subpartitionSpec(channel, { ...OPTIONS, jitter });
    subpartition.credit = 2;
    partition.subpartitions.push(subpartition);
    const input = new InputChannel();
    input.spec = channel;
    input.overtaking = new InputOvertaking();
    inputs.push(input);
  }
  return { partition, inputs, context: new ContextForTests(inputs) };
}

/** A row with a value. */
export const rowOf = (kind: number, value?: unknown) => Object.assign(new Row(), { kind, value });
/** Sends records. */
export const emit = (to: ReturnType<typeof sender>, ...values: unknown[]) =>
  values.forEach((value) => to.partition.emit(rowOf(ElementKind.RECORD, value), 0, to.context));

// From the plan to a world in which nothing has happened yet: makes every part and tells it its spec.

import type { Config } from "./config.ts";
import type { Streams } from "./clock/streams.ts";
import type { ChannelSpec, ExecutionPlan, SubtaskSpec } from "./task/subtask_spec.ts";
import { streamNumber } from "./clock/prng.ts";
import { SourceOperator } from "./1_source/source_operator.ts";
import { InputChannel } from "./3_channel/input_channel.ts";
import { InputGate } from "./4_input_gate/input_gate.ts";
import { WatermarkValve } from "./4_input_gate/watermark_valve.ts";
import { ResultPartition } from "./3_channel/result_partition.ts";
import { Subpartition, subpartitionSpec } from "./3_channel/subpartition.ts";
import { AlignmentCoordinator, alignmentsOf } from "./task/alignment_coordinator.ts";
import { numberLanes } from "./task/lanes.ts";
import { StreamTask } from "./task/stream_task.ts";
import { World } from "./world.ts";

/** The world at position (0, 0). */
export function deploy(plan: ExecutionPlan, config: Config, streams: Streams): World {
  const world = new World();
  world.agenda.resize(numberLanes(plan).count);
  world.links.build(plan.taskManagerCount, config.latency);
  world.tasks = plan.subtasks.map((subtask) => deployTask(subtask, plan, config, streams));
  world.alignments = alignmentsOf(plan).map((spec) => {
    const coordinator = new AlignmentCoordinator();
    coordinator.spec = Object.freeze(spec);
    coordinator.build();
    return coordinator;
  });
  return world;
}

function deployTask(
  subtask: SubtaskSpec,
  plan: ExecutionPlan,
  config: Config,
  streams: Streams,
): StreamTask {
  const vertex = plan.vertices[subtask.vertex];
  const task = new StreamTask();
  task.chain.build(vertex, subtask.index);
  deployGates(task, subtask, plan, config);
  const places = task.gates.flatMap(({ channels }, input) =>
    channels.map((_, place) => ({ input, place }))
  );
  task.spec = Object.freeze({
    subtask,
    vertex,
    inputs: places.map(({ input }) => input),
    places: places.map(({ place }) => place),
    canWait: task.chain.operators.some((operator) => operator.canWait),
    isSource: task.chain.operators[0] instanceof SourceOperator,
    cost: vertex.chain.reduce((sum, { operator }) => sum + operator.cost, 0),
    tickPeriod: Math.max(...task.chain.operators.map(({ tickPeriod }) => tickPeriod)),
  });
  task.partitions = subtask.outputs.map((channels, index) => {
    const edge = plan.edges[vertex.outEdges[index]];
    return deployPartition(
      subtask,
      edge.id,
      channels.map((id) => plan.channels[id]),
      plan,
      config,
      streams,
    );
  });
  return task;
}

/** One gate and one valve for each logical input; a source has one of each without channels. */
function deployGates(
  task: StreamTask,
  subtask: SubtaskSpec,
  plan: ExecutionPlan,
  config: Config,
): void {
  const inputOf = (channel: number) => plan.edges[plan.channels[channel].edge].inputIndex;
  const inputCount = 1 + Math.max(0, ...subtask.inputs.map(inputOf));
  for (let input = 0; input < inputCount; input++) {
    const gate = new InputGate(), valve = new WatermarkValve();
    const name = `tie/${config.tieSeed}/${subtask.label}${input === 0 ? "" : `#${input}`}`;
    gate.spec = {
      tieStream: config.tieSeed === 0 ? -1 : streamNumber(name),
      exclusiveCount: config.buffersPerChannel,
    };
    gate.floatingFree = config.floatingBuffersPerGate;
    gate.channels = subtask.inputs.filter((id) => inputOf(id) === input).map((id) => {
      const channel = new InputChannel();
      channel.spec = plan.channels[id];
      channel.exclusiveFree = channel.required = config.buffersPerChannel;
      return channel;
    });
    valve.build(gate.channels.length);
    task.gates.push(gate);
    task.valves.push(valve);
  }
  task.combined.build(inputCount);
}

function deployPartition(
  subtask: SubtaskSpec,
  edgeId: number,
  channels: readonly ChannelSpec[],
  plan: ExecutionPlan,
  config: Config,
  streams: Streams,
): ResultPartition {
  const edge = plan.edges[edgeId];
  const partition = new ResultPartition();
  const stream = streamNumber(`partitioner/${subtask.label}/${edgeId}`);
  partition.spec = {
    edge,
    // with an open buffer in every channel there must be one left to write into, or, without a
    // flusher, nothing would ever move again (NettyShuffleUtils: at least channels + 1)
    poolSize: Math.max(
      channels.length + 1,
      channels.length * config.buffersPerChannel + config.floatingBuffersPerGate,
    ),
    maxBuffersPerChannel: config.maxBuffersPerChannel,
    isBroadcast: edge.partitioner.isBroadcast ?? false,
    drawsPerRecord: edge.partitioner.drawsPerRecord ?? false,
    drawStream: stream,
    flushesAlways: config.bufferTimeout === 0,
    markerStream: streamNumber(`latency/${subtask.label}/${edgeId}`),
  };
  partition.partitioner = new edge.partitioner.Partitioner();
  partition.partitioner.spec = edge.partitioner;
  partition.partitioner.setup(channels.length, (n, bound) => streams.below(stream, 0, n, bound));
  partition.subpartitions = channels.map((channel) => {
    const subpartition = new Subpartition();
    subpartition.spec = subpartitionSpec(channel, config);
    subpartition.credit = subpartition.spec.initialCredit;
    return subpartition;
  });
  return partition;
}

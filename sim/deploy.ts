// From the plan to a world in which nothing has happened yet: makes every part and tells it its spec.

import type { Config } from "./config.ts";
import type { Ground } from "./ground.ts";
import type { ChannelSpec, ExecutionPlan, SubtaskSpec } from "./task/subtask_spec.ts";
import { streamNumber } from "./clock/prng.ts";
import { replaceParts } from "./clock/replace.ts";
import { SourceOperator } from "./1_source/source_operator.ts";
import { InputChannel } from "./3_channel/input_channel.ts";
import { InputOvertaking } from "./3_channel/input_overtaking.ts";
import { InputGate } from "./4_input_gate/input_gate.ts";
import { WatermarkValve } from "./4_input_gate/watermark_valve.ts";
import { ResultPartition } from "./3_channel/result_partition.ts";
import { Subpartition, subpartitionSpec } from "./3_channel/subpartition.ts";
import { AlignmentCoordinator, alignmentsOf } from "./task/alignment_coordinator.ts";
import { numberLanes } from "./task/lanes.ts";
import type { Engine } from "./task/engine.ts";
import { restartStrategyOf } from "./cluster/restart_strategies.ts";
import { completeRestartStrategy } from "./cluster/restart_strategy_spec.ts";
import { failoverRegions } from "./cluster/failover_regions.ts";
import { tasksToRestart } from "./cluster/failover_strategy.ts";
import { failoverTopology } from "./cluster/failover_topology.ts";
import { ExecutionState } from "./element/execution_state.ts";
import { TaskManager } from "./cluster/task_manager.ts";
import { createOutsideShares } from "./task/outside_shares.ts";
import { StreamTask } from "./task/stream_task.ts";
import { World } from "./world.ts";

/** The world at position (0, 0). */
export function deploy(ground: Ground): World {
  const { plan, config } = ground;
  const world = new World();
  world.agenda.resize(numberLanes(plan).count);
  world.links.build(plan.taskManagerCount, config.latency, config.rpcLatency);
  world.tasks = plan.subtasks.map((subtask) => deployTask(subtask, ground));
  world.zombies = plan.subtasks.map(() => null);
  world.alignments = createAlignments(plan);
  world.taskManagers = Array.from({ length: plan.taskManagerCount }, () => new TaskManager());
  world.clockOffsets = new Float64Array(plan.taskManagerCount);
  world.outsides = createOutsideShares(plan);
  deployControlPlane(world, plan, config);
  return replaceParts(world, ground.replacements);
}

/** Sources that begin anew have reported nothing to their group, and none of them has ended. */
export function resetAlignments(
  world: World,
  { agenda, lanes, now }: Engine,
  subtasks: readonly number[],
): void {
  world.alignments.forEach((coordinator, index) => {
    const members = coordinator.spec.members.flatMap(({ subtask }, member) =>
      subtasks.includes(subtask) ? [member] : []
    );
    if (members.length === 0) return;
    if (coordinator.isOver) agenda.set(lanes.align[index], now + 1000 * coordinator.spec.interval);
    for (const member of members) coordinator.forget(member);
  });
}

function createAlignments(plan: ExecutionPlan): AlignmentCoordinator[] {
  return alignmentsOf(plan).map((spec) => {
    const coordinator = new AlignmentCoordinator();
    coordinator.spec = Object.freeze(spec);
    coordinator.build();
    return coordinator;
  });
}

function deployControlPlane(world: World, plan: ExecutionPlan, config: Config): void {
  const { jobManager, coordinator, storage } = world;
  jobManager.spec = Object.freeze({
    plan,
    restartSets: restartSetsOf(plan, config),
    heartbeatInterval: config.heartbeatInterval,
    heartbeatTimeout: config.heartbeatTimeout,
  });
  jobManager.build();
  const isCheckpointing = config.checkpointInterval > 0;
  jobManager.strategy = restartStrategyOf(
    completeRestartStrategy(config.restartStrategy, isCheckpointing),
  );
  coordinator.build(Object.freeze({
    subtaskCount: plan.subtasks.length,
    predecessors: plan.subtasks.map(({ inputs }) =>
      inputs.map((channel) => plan.channels[channel].sender)
    ),
    interval: config.checkpointInterval,
    timeout: config.checkpointTimeout,
    minPause: config.minPauseBetweenCheckpoints,
    maxConcurrent: config.maxConcurrentCheckpoints,
    tolerableFailures: config.tolerableFailedCheckpoints,
    retained: config.retainedCheckpoints,
    afterTasksFinish: config.checkpointsAfterTasksFinish,
    isExactlyOnce: config.checkpointMode === "exactly-once",
    isUnaligned: config.unalignedCheckpoints,
    vertexOf: plan.subtasks.map(({ vertex }) => vertex),
  }));
  storage.time = config.storageTime;
  storage.timePerEntry = config.storageTimePerEntry;
}

/** By subtask: who is started again when it fails (RS-6). A loop holds its job together. */
function restartSetsOf(plan: ExecutionPlan, config: Config): number[][] {
  const topology = failoverTopology(plan);
  const regions = failoverRegions(topology);
  const hasLoop = plan.vertices.some(({ chain }) => "iteration" in chain[0].operator);
  const strategy = hasLoop ? "full" : config.failoverStrategy;
  const states = plan.subtasks.map(() => ExecutionState.RUNNING);
  return plan.subtasks.map(({ id: failed }) =>
    tasksToRestart(strategy, { topology, regions, states, failed, unavailable: new Set() })
  );
}

/** One task, before it is started. */
export function deployTask(
  subtask: SubtaskSpec,
  { plan, config, streams, replacements }: Ground,
  attempt = 0,
): StreamTask {
  const vertex = plan.vertices[subtask.vertex];
  const task = new StreamTask();
  task.attempt = attempt;
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
    tickPeriod: Math.max(...task.chain.operators.map(({ tickPeriod }) => tickPeriod)),
  });
  task.cost = vertex.chain.reduce((sum, { operator }) => sum + operator.cost, 0);
  task.barriers.spec = Object.freeze({
    channelCount: subtask.inputs.length,
    mode: barrierModeOf(config),
    afterTasksFinish: config.checkpointsAfterTasksFinish,
  });
  task.barriers.build();
  task.partitions = subtask.outputs.map((channels, index) => {
    const edge = plan.edges[vertex.outEdges[index]];
    return deployPartition(
      subtask,
      edge.id,
      channels.map((id) => plan.channels[id]),
      plan,
      config,
      (stream, n, bound) => streams.below(stream, attempt, n, bound),
    );
  });
  return replaceParts(task, replacements);
}

/** What a task does with barriers (AL-1). */
function barrierModeOf({ checkpointMode, unalignedCheckpoints }: Config) {
  if (checkpointMode !== "exactly-once") return "tracking";
  return unalignedCheckpoints ? "alternating" : "aligned";
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
      if (config.unalignedCheckpoints) channel.overtaking = new InputOvertaking();
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
  below: (stream: number, n: number, bound: number) => number,
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
  partition.partitioner.setup(channels.length, (n, bound) => below(stream, n, bound));
  partition.subpartitions = channels.map((channel) => {
    const subpartition = new Subpartition();
    subpartition.spec = subpartitionSpec(channel, config);
    subpartition.credit = subpartition.spec.initialCredit;
    return subpartition;
  });
  return partition;
}

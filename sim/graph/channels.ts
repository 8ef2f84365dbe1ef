// The wiring of an edge (Flink's EdgeManagerBuildUtil): pointwise for FORWARD and RESCALE (P-9), each
// sender with each receiver for the rest (P-10). In a gate, channels are ordered by edge, then by
// sender; in a sender's partition, by receiver.

import type { ChannelSpec, EdgeSpec, VertexSpec } from "../task/subtask_spec.ts";
import type { SubtaskSeed } from "./execution_graph.ts";
import { pointwiseReceivers } from "../2_partitioner/pointwise.ts";

/** All channels, by edge, sender and receiver: their ids count in this order. */
export function createChannels(
  vertices: readonly VertexSpec[],
  edges: readonly EdgeSpec[],
  subtasks: readonly SubtaskSeed[],
): ChannelSpec[] {
  const firstSubtask = vertices.map(({ id }) => subtasks.findIndex((s) => s.vertex === id));
  const outputCounts = subtasks.map(() => 0);
  const unnumbered = edges.flatMap((edge) => {
    const { source, target } = edge;
    const isTwin = edges.some((e) => e !== edge && e.source === source && e.target === target);
    return wire(edge, vertices).map(([from, to]) => {
      const sender = subtasks[firstSubtask[source] + from];
      const receiver = subtasks[firstSubtask[target] + to];
      return {
        edge: edge.id,
        sender: sender.id,
        receiver: receiver.id,
        outputIndex: outputCounts[sender.id]++,
        isLocal: sender.taskManager === receiver.taskManager,
        name: `${sender.label}→${receiver.label}${isTwin ? `#${edge.id}` : ""}`,
      };
    });
  });
  const gateIndexes = numberGates(unnumbered, vertices, edges, subtasks);
  return unnumbered.map((channel, id) => ({ id, ...channel, gateIndex: gateIndexes[id] }));
}

/** Pairs of sender index and receiver index. */
function wire(
  { source, target, partitioner }: EdgeSpec,
  vertices: readonly VertexSpec[],
): [number, number][] {
  const p = vertices[source].parallelism, q = vertices[target].parallelism;
  const all = Array.from({ length: q }, (_, receiver) => receiver);
  return Array.from({ length: p }, (_, sender) => sender).flatMap((sender) => {
    const receivers = partitioner.isPointwise ? pointwiseReceivers(sender, p, q) : all;
    return receivers.map((receiver): [number, number] => [sender, receiver]);
  });
}

/** P-10: a receiver's gate holds the channels of its first edge, in the order of senders, then the next. */
function numberGates(
  channels: readonly Pick<ChannelSpec, "edge" | "receiver">[],
  vertices: readonly VertexSpec[],
  edges: readonly EdgeSpec[],
  subtasks: readonly SubtaskSeed[],
): number[] {
  const byEdge = edges.map((): number[] => []);
  channels.forEach(({ edge }, id) => byEdge[edge].push(id));
  const gateIndexes = channels.map(() => -1);
  const gateSizes = subtasks.map(() => 0);
  for (const vertex of vertices) {
    for (const id of vertex.inEdges.flatMap((edge) => byEdge[edge])) {
      gateIndexes[id] = gateSizes[channels[id].receiver]++;
    }
  }
  return gateIndexes;
}

// Which operators run in one subtask (Flink's StreamingJobGraphGenerator). Chained operators call each
// other; everything else goes through a partitioner, a channel and a gate.

import type { StreamEdge } from "./stream_edge.ts";
import type { StreamGraph, StreamNode } from "./stream_graph.ts";

/**
 * True when an edge becomes a call inside a chain (G-4 as of Flink 1.20, G-5): the receiver has no
 * other input, both ends are in one slot sharing group, their strategies allow it, records go FORWARD
 * and are not collected first (BATCH), and both ends have the same parallelism and, if so configured,
 * max parallelism. One exception: sources may be chained into an operator of several inputs that says
 * HEAD_WITH_SOURCES.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { isChainable } from "./chaining.ts";
 * import { collectSink, collection, DEFAULT_CONFIG } from "@headwater/sim";
 * import { StreamExecutionEnvironment, toStreamGraph, WatermarkStrategy } from "@headwater/sim";
 * const env = new StreamExecutionEnvironment();
 * env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones").sinkTo(collectSink("out"));
 * const graph = toStreamGraph(env.transformations, DEFAULT_CONFIG);
 * ok(isChainable(graph.edges[0], graph));
 * ```
 */
export function isChainable(edge: StreamEdge, graph: StreamGraph): boolean {
  const source = graph.nodes[edge.source], target = graph.nodes[edge.target];
  return graph.isChainingEnabled &&
    (target.inEdges.length === 1 || isInputOfItsOwn(edge, graph)) &&
    source.slotSharingGroup === target.slotSharingGroup &&
    edge.partitioner.name === "FORWARD" &&
    edge.exchangeMode !== "BATCH" &&
    doStrategiesAllow(source, target) &&
    source.parallelism === target.parallelism &&
    (graph.chainsDifferentMaxParallelism ||
      source.configuredMaxParallelism === target.configuredMaxParallelism) &&
    !(target.isYielding && headOf(source, graph).isLegacySource);
}

/**
 * True when a chained edge makes its source one of the sources *in front of* the head of a chain, as an
 * operator with HEAD_WITH_SOURCES has them, and not the head itself.
 */
export function isSourceOfHead(edge: StreamEdge, graph: StreamGraph): boolean {
  const { type, outEdges } = graph.nodes[edge.source];
  return graph.nodes[edge.target].chainingStrategy === "headWithSources" &&
    type === "source" && outEdges.length === 1;
}

/** A source into an input that nobody else feeds: a union never chains. */
function isInputOfItsOwn(edge: StreamEdge, graph: StreamGraph): boolean {
  return isSourceOfHead(edge, graph) &&
    graph.nodes[edge.target].inEdges.every((other) =>
      other === edge.id || graph.edges[other].inputIndex !== edge.inputIndex
    );
}

/** G-6: what the two ends say about themselves. */
function doStrategiesAllow(source: StreamNode, target: StreamNode): boolean {
  if (source.chainingStrategy === "never") return false;
  return target.chainingStrategy === "always" ||
    (target.chainingStrategy === "headWithSources" && source.type === "source" &&
      !source.isLegacySource);
}

/**
 * The first operator of the chain that a node would be in. An operator that waits by yielding to the
 * mailbox would wait for ever behind a legacy source, which never leaves its own loop (G-5).
 */
function headOf(node: StreamNode, graph: StreamGraph): StreamNode {
  let head = node;
  while (head.inEdges.length === 1 && isChainable(graph.edges[head.inEdges[0]], graph)) {
    head = graph.nodes[graph.edges[head.inEdges[0]].source];
  }
  return head;
}

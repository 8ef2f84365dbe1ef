// Which operators run in one subtask (Flink's StreamingJobGraphGenerator). Chained operators call each
// other; everything else goes through a partitioner, a channel and a gate.

import type { StreamEdge } from "./stream_edge.ts";
import type { StreamGraph, StreamNode } from "./stream_graph.ts";

/**
 * True when an edge becomes a call inside a chain (G-4 as of Flink 1.20, G-5): the receiver has no
 * other input, the strategies of both ends allow it, records go FORWARD, and both ends have the same
 * parallelism and, unless configured otherwise, max parallelism.
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
    target.inEdges.length === 1 &&
    edge.partitioner.name === "FORWARD" &&
    doStrategiesAllow(source, target) &&
    source.parallelism === target.parallelism &&
    (graph.chainsDifferentMaxParallelism ||
      source.configuredMaxParallelism === target.configuredMaxParallelism);
}

/** G-6: what the two ends say about themselves. */
function doStrategiesAllow(source: StreamNode, target: StreamNode): boolean {
  if (source.chainingStrategy === "never") return false;
  return target.chainingStrategy === "always" ||
    (target.chainingStrategy === "headWithSources" && source.type === "source");
}

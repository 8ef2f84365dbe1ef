// Operators that can be chained become one vertex (Flink's StreamingJobGraphGenerator, G-9). What is
// left between vertices are the edges that records really travel on.
//
//   source ─ map ─ keyBy ─ reduce ─┬─ sink a       becomes        [source → map] ═══ [reduce → (a, b)]
//                                  └─ sink b

import type {
  ChainedOperatorSpec,
  EdgeSpec,
  OutputSpec,
  VertexSpec,
} from "../task/subtask_spec.ts";
import type { StreamEdge } from "./stream_edge.ts";
import type { StreamGraph, StreamNode } from "./stream_graph.ts";
import { isChainable } from "./chaining.ts";
import { sortFromSources } from "./topological_order.ts";

/** Chains and the edges between them (Flink's JobGraph). */
export interface JobGraph {
  /** In topological order, see {@linkcode sortFromSources}. */
  readonly vertices: readonly VertexSpec[];
  /** By sending vertex, position in its chain, and declaration. */
  readonly edges: readonly EdgeSpec[];
}

/** One vertex in the making. */
interface Chain {
  readonly head: StreamNode;
  /** Ids of stream nodes, head first. */
  readonly members: readonly number[];
  /** Ids of stream edges that leave the chain, by member. */
  readonly outEdges: readonly number[];
}

/**
 * Chains the operators of a stream graph.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { collectSink, collection, DEFAULT_CONFIG, toJobGraph, toStreamGraph } from "@headwater/sim";
 * import { StreamExecutionEnvironment, WatermarkStrategy } from "@headwater/sim";
 * const env = new StreamExecutionEnvironment();
 * const ones = env.fromSource(collection([1]), WatermarkStrategy.noWatermarks(), "ones");
 * ones.map((one) => one + 1).sinkTo(collectSink("twos"));
 * const { vertices } = toJobGraph(toStreamGraph(env.transformations, DEFAULT_CONFIG));
 * deepStrictEqual(vertices.map((vertex) => vertex.name), ["Source: ones -> Map -> Sink: twos"]);
 * ```
 */
export function toJobGraph(graph: StreamGraph): JobGraph {
  const isChained = graph.edges.map((edge) => isChainable(edge, graph));
  const unsorted = graph.nodes
    .filter((node) => !node.inEdges.some((edge) => isChained[edge]))
    .map((head) => createChain(head, graph, isChained));
  const chains = sortChains(unsorted, graph);
  const vertexOfNode = new Map(chains.flatMap(({ members }, id) => members.map((m) => [m, id])));
  const edgeIds = new Map(chains.flatMap((chain) => chain.outEdges).map((edge, id) => [edge, id]));
  return {
    vertices: chains.map((chain, id) => toVertex(id, chain, graph, edgeIds)),
    edges: [...edgeIds].map(([edge, id]) => {
      const { source, target } = graph.edges[edge];
      const from = vertexOfNode.get(source)!, to = vertexOfNode.get(target)!;
      const sourceOperator = chains[from].members.indexOf(source);
      return toEdge(graph.edges[edge], { id, source: from, target: to, sourceOperator });
    }),
  };
}

/** Depth-first from the head: chainable edges extend the chain, the others leave it (G-9). */
function createChain(head: StreamNode, graph: StreamGraph, isChained: boolean[]): Chain {
  const members: number[] = [];
  const visit = (node: StreamNode) => {
    members.push(node.id);
    for (const edge of node.outEdges) {
      if (isChained[edge]) visit(graph.nodes[graph.edges[edge].target]);
    }
  };
  visit(head);
  const outEdges = members.flatMap((id) => graph.nodes[id].outEdges).filter((e) => !isChained[e]);
  return { head, members, outEdges };
}

function sortChains(chains: readonly Chain[], graph: StreamGraph): Chain[] {
  const chainOfHead = new Map(chains.map((chain, index) => [chain.head.id, index]));
  const receivers = chains.map(({ outEdges }) =>
    outEdges.map((edge) => chainOfHead.get(graph.edges[edge].target)!)
  );
  return sortFromSources(receivers).map((index) => chains[index]);
}

function toVertex(
  id: number,
  { head, members, outEdges }: Chain,
  graph: StreamGraph,
  edgeIds: ReadonlyMap<number, number>,
): VertexSpec {
  const chain = members.map((member): ChainedOperatorSpec => ({
    operator: graph.nodes[member].operator,
    outputs: graph.nodes[member].outEdges.map((edge): OutputSpec => ({
      tag: graph.edges[edge].tag,
      chainedTo: edgeIds.has(edge) ? -1 : members.indexOf(graph.edges[edge].target),
      edge: outEdges.indexOf(edge),
    })),
  }));
  return {
    id,
    name: chainName(0, members.map((member) => graph.nodes[member].name), chain),
    uid: head.uid,
    parallelism: head.parallelism,
    maxParallelism: head.maxParallelism,
    chain,
    outEdges: outEdges.map((edge) => edgeIds.get(edge)!),
    inEdges: head.inEdges.map((edge) => edgeIds.get(edge)!),
  };
}

/** G-10: `a -> b`, and `a -> (b, c)` where the chain forks. */
function chainName(
  index: number,
  names: readonly string[],
  chain: readonly ChainedOperatorSpec[],
): string {
  const next = chain[index].outputs
    .filter(({ chainedTo }) => chainedTo >= 0)
    .map(({ chainedTo }) => chainName(chainedTo, names, chain));
  if (next.length === 0) return names[index];
  return `${names[index]} -> ${next.length === 1 ? next[0] : `(${next.join(", ")})`}`;
}

function toEdge(
  { tag, partitioner, keySelector, keyType, inputIndex }: StreamEdge,
  place: Pick<EdgeSpec, "id" | "source" | "target" | "sourceOperator">,
): EdgeSpec {
  return { ...place, tag, partitioner, keySelector, keyType, inputIndex };
}

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
import { isChainable, isSourceOfHead } from "./chaining.ts";
import { resultTypeOf } from "./exchange_mode.ts";
import { regionGroups } from "./slot_sharing.ts";
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
  /** Ids of stream nodes: sources in front of the head, the head, then depth-first. */
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
    .filter((node) => isHead(node, graph, isChained))
    .map((head) => createChain(head, graph, isChained));
  const chains = sortChains(unsorted, graph);
  const vertexOfNode = new Map(chains.flatMap(({ members }, id) => members.map((m) => [m, id])));
  const edgeIds = new Map(chains.flatMap((chain) => chain.outEdges).map((edge, id) => [edge, id]));
  const vertices = chains.map((chain, id) => toVertex(id, chain, graph, edgeIds));
  const edges = [...edgeIds].map(([edge, id]) => {
    const { source, target } = graph.edges[edge];
    const from = vertexOfNode.get(source)!, to = vertexOfNode.get(target)!;
    const sourceOperator = chains[from].members.indexOf(source);
    const resultType = resultTypeOf(graph.edges[edge], graph.exchangeMode);
    return toEdge(graph.edges[edge], { id, source: from, target: to, sourceOperator, resultType });
  });
  if (graph.sharesSlotsByDefault) return { vertices, edges };
  const groups = regionGroups(vertices, edges);
  return { vertices: vertices.map((v, i) => ({ ...v, slotSharingGroup: groups[i] })), edges };
}

/** A chain begins where no chained edge arrives, but for those of sources in front of the head. */
function isHead(node: StreamNode, graph: StreamGraph, isChained: readonly boolean[]): boolean {
  const isFront = (edge: number) => isChained[edge] && isSourceOfHead(graph.edges[edge], graph);
  return !node.outEdges.some(isFront) &&
    node.inEdges.every((edge) => !isChained[edge] || isFront(edge));
}

/** Depth-first from the head: chainable edges extend the chain, the others leave it (G-9). */
function createChain(head: StreamNode, graph: StreamGraph, isChained: readonly boolean[]): Chain {
  const members = sourcesOf(head, graph, isChained);
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

/** The sources in front of a head, in the order of its inputs. */
function sourcesOf(head: StreamNode, graph: StreamGraph, isChained: readonly boolean[]): number[] {
  return head.inEdges.filter((edge) => isChained[edge]).map((edge) => graph.edges[edge].source);
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
  const front = members.indexOf(head.id);
  const names = members.map((member) => graph.nodes[member].name);
  if (front > 0) names[front] += ` [${names.slice(0, front).join(", ")}]`;
  return {
    id,
    name: chainName(front, names, chain),
    uid: head.uid,
    parallelism: head.parallelism,
    maxParallelism: head.maxParallelism,
    slotSharingGroup: head.slotSharingGroup,
    chain,
    outEdges: outEdges.map((edge) => edgeIds.get(edge)!),
    inEdges: head.inEdges.filter((edge) => edgeIds.has(edge)).map((edge) => edgeIds.get(edge)!),
  };
}

/** G-10: `a -> b`, `a -> (b, c)` where the chain forks, `a [s, t]` with sources in front of it. */
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
  place: Pick<EdgeSpec, "id" | "source" | "target" | "sourceOperator" | "resultType">,
): EdgeSpec {
  return { ...place, tag, partitioner, keySelector, keyType, inputIndex };
}

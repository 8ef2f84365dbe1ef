// Places the nodes of a directed acyclic graph in layers: `along` is the way that records go, `across`
// is beside it. d3-dag decides layers, order and `across` (few crossings, few bends); the distance of
// layers is ours, because labels of edges need room and a picture has a width to fill.
//
// Only models call this, so a page that paints finished models loads none of d3-dag.

import {
  coordSimplex,
  decrossTwoLayer,
  graph,
  type GraphNode,
  layeringSimplex,
  sugiyama,
} from "d3-dag";

/** A node by its extent. */
export interface LayoutNode {
  readonly id: string;
  readonly along: number;
  readonly across: number;
}

/** An edge, and the room that it needs between two layers. */
export interface LayoutEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly room: number;
}

/** What a layout can be told. */
export interface LayoutOptions {
  /** Least distance of neighbours in a layer. */
  readonly gapAcross: number;
  /** Least and greatest distance of layers; edges may ask for more. */
  readonly gapMin: number;
  readonly gapMax: number;
  /** Length to fill, if gaps of at most `gapMax` can. */
  readonly length: number;
}

/** The middle of a node, and the extent of its layer. */
export interface PlacedNode {
  readonly id: string;
  readonly layer: number;
  readonly along: number;
  readonly across: number;
  readonly layerStart: number;
  readonly layerEnd: number;
}

/** A layer that an edge passes without stopping. */
export interface Passage {
  readonly layerStart: number;
  readonly layerEnd: number;
  readonly across: number;
}

/** A finished layout; `edges` hold what each edge passes on its way. */
export interface Layout {
  readonly nodes: ReadonlyMap<string, PlacedNode>;
  readonly edges: ReadonlyMap<string, readonly Passage[]>;
  readonly along: number;
  readonly across: number;
}

/** Places every node; equal graphs give equal places. */
export function layoutGraph(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  options: LayoutOptions,
): Layout {
  const { byId, passages, width } = arrange(nodes, edges, options.gapAcross);
  const depths = [...new Set([...byId.values()].map(({ y }) => round(y)))].sort((a, b) => a - b);
  const layerOf = (y: number) => depths.indexOf(round(y));
  const lengths = depths.map((depth) => lengthOf([...byId.values()], depth));
  const layers = extents(
    lengths,
    gapsOf(edges, (id) => layerOf(byId.get(id)!.y), lengths, options),
  );

  const place = (id: string, { x, y }: Node): PlacedNode => {
    const layer = layerOf(y);
    const { start, end } = layers[layer];
    const along = (start + end) / 2;
    return { id, layer, along, across: round(x), layerStart: start, layerEnd: end };
  };
  const pass = ([x, y]: readonly [number, number]): Passage => {
    const { start, end } = layers[layerOf(y)];
    return { layerStart: start, layerEnd: end, across: round(x) };
  };
  return {
    nodes: new Map([...byId].map(([id, node]) => [id, place(id, node)])),
    edges: new Map(edges.map((edge) => [edge.id, passages.get(pairOf(edge))!.map(pass)])),
    along: layers.at(-1)?.end ?? 0,
    across: round(width),
  };
}

type Node = GraphNode<LayoutNode, string>;

/** Layers, order and places across, by d3-dag. */
function arrange(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[], gapAcross: number) {
  const drawn = graph<LayoutNode, string>();
  const byId = new Map(nodes.map((node) => [node.id, drawn.node(node)]));
  // edges between the same two nodes go the same way
  const pairs = new Map(edges.map((edge) => [pairOf(edge), edge]));
  for (const [pair, { source, target }] of pairs) {
    drawn.link(byId.get(source)!, byId.get(target)!, pair);
  }
  const { width } = sugiyama()
    .layering(layeringSimplex())
    .decross(decrossTwoLayer())
    .coord(coordSimplex())
    .nodeSize((node: GraphNode<LayoutNode, string>) => [node.data.across, node.data.along] as const)
    .gap([gapAcross, 1])(drawn);
  const passages = new Map([...drawn.links()].map(({ data, points }) => [
    data,
    points.slice(1, -1),
  ]));
  return { byId, passages, width };
}

function pairOf({ source, target }: LayoutEdge): string {
  return JSON.stringify([source, target]);
}

/** The distance after each layer: what its edges need, grown evenly to fill the length. */
function gapsOf(
  edges: readonly LayoutEdge[],
  layerOf: (id: string) => number,
  lengths: readonly number[],
  { gapMin, gapMax, length }: LayoutOptions,
): number[] {
  const least = lengths.slice(1).map(() => gapMin);
  for (const { source, target, room } of edges) {
    // the name of an edge stands in the last gap that it crosses
    const last = layerOf(target) - 1;
    if (layerOf(source) <= last) least[last] = Math.max(least[last], room);
  }
  return stretch(least, length - lengths.reduce((sum, one) => sum + one, 0), gapMax);
}

function lengthOf(nodes: readonly Node[], depth: number): number {
  return nodes.reduce(
    (most, { y, data }) => round(y) === depth ? Math.max(most, data.along) : most,
    0,
  );
}

/** Start and end of each layer, one after the other. */
function extents(lengths: readonly number[], gaps: readonly number[]) {
  let start = 0;
  return lengths.map((length, index) => {
    const extent = { start, end: start + length };
    start = extent.end + (gaps[index] ?? 0);
    return extent;
  });
}

/** Gaps grown evenly until they fill the room or reach the greatest. */
function stretch(least: readonly number[], room: number, most: number): number[] {
  const spare = room - least.reduce((sum, gap) => sum + gap, 0);
  if (spare <= 0 || least.length === 0) return [...least];
  const more = Math.floor(spare / least.length);
  return least.map((gap) => Math.max(gap, Math.min(gap + more, most)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

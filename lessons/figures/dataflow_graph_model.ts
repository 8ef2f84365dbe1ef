// From a plan to a placed picture: which blocks, where, and along which lines records travel. Narrow
// pictures run downwards and fold sooner, and type is never made smaller.

import { arrange, type Arrangement } from "./dataflow_graph_arrange.ts";
import { BLOCK, type Direction, type GraphBlock, moveBlock } from "./dataflow_graph_block.ts";
import { edgeLabels, type GraphLabel } from "./dataflow_graph_labels.ts";
import { type GraphEdge, graphOf, type GraphView, type PlanGraph } from "./dataflow_graph_plan.ts";
import { type Point, type Route, routeEdge } from "./dataflow_graph_route.ts";
import type { FigureModel, FigureOptions, TraceSlice } from "./figure.ts";
import type { Layout } from "./layout.ts";
import { rounded } from "./round.ts";

/** What a dataflow graph can be told. */
export interface DataflowGraphOptions extends FigureOptions {
  /** Default `parallel`. */
  readonly view?: GraphView;
}

/** An edge as it is drawn. */
export interface DrawnEdge extends Route, Pick<GraphEdge, "id" | "partitioner" | "tag"> {}

/** A block as it is drawn. */
export type DrawnBlock = Omit<GraphBlock, "ports" | "isFolded">;

/** A dataflow graph, ready to be painted and told. */
export interface DataflowGraphModel extends FigureModel {
  readonly view: GraphView;
  readonly direction: Direction;
  readonly graph: PlanGraph;
  readonly blocks: readonly DrawnBlock[];
  readonly edges: readonly DrawnEdge[];
  readonly labels: readonly GraphLabel[];
}

const MARGIN = 2;
// what the sheets behind a box may reach beyond it
const SHEETS = 2 * BLOCK.sheet;

/** The picture of a plan at a width. */
export function dataflowGraphModel(
  { plan }: TraceSlice,
  { width, view = "parallel" }: DataflowGraphOptions,
): DataflowGraphModel {
  const graph = graphOf(plan, view);
  return place(arrange(graph, view, width - 2 * MARGIN - SHEETS), graph, view, width);
}

function place(
  { direction, blocks, layout }: Arrangement,
  graph: PlanGraph,
  view: GraphView,
  width: number,
): DataflowGraphModel {
  const isRight = direction === "right";
  const placed = new Map(blocks.map((block) => {
    const { across, layerStart } = layout.nodes.get(block.id)!;
    const [x, y] = isRight
      ? [layerStart, across - block.height / 2]
      : [across - block.width / 2, layerStart];
    return [block.id, moveBlock(block, x, y)];
  }));
  const ends = endsOf(graph, layout);
  const parallelismOf = new Map(graph.tasks.map(({ id, parallelism }) => [id, parallelism]));
  const edges = graph.edges.map((edge): DrawnEdge => {
    const { id, partitioner, tag } = edge;
    const [source, target] = ([["out", edge.source], ["in", edge.target]] as const).map(
      ([way, blockId]) => {
        const siblings = ends.get(`${way} ${blockId}`)!;
        return {
          block: placed.get(blockId)!,
          parallelism: parallelismOf.get(blockId)!,
          index: siblings.indexOf(id),
          count: siblings.length,
        };
      },
    );
    const route = routeEdge(edge, source, target, layout.edges.get(id)!, direction);
    return { id, partitioner, tag, ...route };
  });
  return finish({ view, direction, graph, blocks: [...placed.values()], edges, width });
}

/** Edges that leave or enter each block, in the order in which they lie beside each other. */
function endsOf({ edges }: PlanGraph, layout: Layout): ReadonlyMap<string, readonly string[]> {
  const ends = new Map<string, { id: string; across: number }[]>();
  const put = (way: string, block: string, id: string, across: number) => {
    const key = `${way} ${block}`;
    ends.set(key, [...ends.get(key) ?? [], { id, across }]);
  };
  for (const { id, source, target } of edges) {
    const passages = layout.edges.get(id)!;
    const acrossOf = (block: string) => layout.nodes.get(block)!.across;
    put("out", source, id, passages[0]?.across ?? acrossOf(target));
    put("in", target, id, passages.at(-1)?.across ?? acrossOf(source));
  }
  return new Map([...ends].map(([key, list]) => [
    key,
    list.map((end, index) => ({ ...end, index }))
      .sort((a, b) => a.across - b.across || a.index - b.index)
      .map(({ id }) => id),
  ]));
}

interface Unfinished extends Omit<DataflowGraphModel, "figure" | "height" | "labels" | "blocks"> {
  readonly blocks: readonly GraphBlock[];
}

/** Adds labels and moves everything into the middle of the picture. */
function finish({ blocks, edges, ...rest }: Unfinished): DataflowGraphModel {
  const { direction, width } = rest;
  const right = Math.max(0, ...blocks.map((block) => block.x + block.width));
  const dx = Math.max(MARGIN, Math.floor((width - SHEETS - right) / 2));
  const shifted = edges.map((edge) => moveEdge(edge, dx, 0));
  const moved = blocks.map((block) => moveBlock(block, dx, 0));
  const labels = edgeLabels(shifted, moved, direction, width);
  const boxes = [...moved, ...labels];
  const dy = Math.ceil(MARGIN - Math.min(0, ...boxes.map(({ y }) => y)));
  const bottom = Math.max(0, ...boxes.map(({ y, height }) => y + height));
  return rounded({
    figure: "dataflow-graph",
    ...rest,
    height: Math.ceil(bottom + dy + MARGIN + SHEETS),
    blocks: moved.map((block) => {
      const { ports: _ports, isFolded: _isFolded, ...drawn } = moveBlock(block, 0, dy);
      return drawn;
    }),
    edges: shifted.map((edge) => moveEdge(edge, 0, dy)),
    labels: labels.map((label) => ({
      ...label,
      y: label.y + dy,
      baseline: label.baseline + dy,
    })),
  });
}

function moveEdge(edge: DrawnEdge, dx: number, dy: number): DrawnEdge {
  const move = ([x, y]: Point): Point => [x + dx, y + dy];
  return {
    ...edge,
    lines: edge.lines.map((line) => ({ ...line, points: line.points.map(move) })),
    tips: edge.tips.map(move),
    leaves: edge.leaves.map(move),
  };
}

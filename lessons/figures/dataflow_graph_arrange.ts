// How a graph is fitted into a width: blocks are measured and laid out again and again, each time giving
// up a little more, until they fit.

import {
  type BlockLimits,
  type Direction,
  foldedBlock,
  type GraphBlock,
} from "./dataflow_graph_block.ts";
import { chainBlock } from "./dataflow_graph_chain.ts";
import { groupBlock } from "./dataflow_graph_group.ts";
import type { GraphTask, GraphView, PlanGraph } from "./dataflow_graph_plan.ts";
import { type Layout, layoutGraph } from "./layout.ts";
import { measure } from "./text.ts";
import { SIZE } from "./theme.ts";

const GAP_ACROSS = { condensed: 26, parallel: 30, chained: 26 } as const;
const FOLDS = [16, 12, 8, 4, 1] as const;
const NAMES = [180, 132, 96, 72] as const;
const LABEL_ROOM = 18;

/** The first arrangement that fits; if none does, the one that needs the least room. */
export function arrange(graph: PlanGraph, view: GraphView, width: number): Arrangement {
  const [first, ...others] = limitsFor(view);
  let best = attempt(graph, view, width, first);
  for (const limits of others) {
    if (best.over <= 0) break;
    const next = attempt(graph, view, width, limits);
    if (next.over < best.over) best = next;
  }
  return best;
}

type Limits = BlockLimits & { readonly direction: Direction };

/** What is given up for width, step by step: air, labels, the way to the right, subtasks. */
function limitsFor(view: GraphView): Limits[] {
  const folds = view === "parallel" ? FOLDS : [FOLDS[0]];
  const labels = view === "parallel" ? [true, false] : [true];
  return folds.flatMap((foldAbove) => [
    ...NAMES.flatMap((nameMax) =>
      labels.flatMap((isLabelled) =>
        [false, true].map((isTight) => ({
          direction: "right" as const,
          foldAbove,
          nameMax,
          isLabelled,
          isTight,
        }))
      )
    ),
    ...[120, 72].map((nameMax) => ({
      direction: "down" as const,
      foldAbove,
      nameMax,
      isLabelled: false,
      isTight: true,
    })),
  ]);
}

/** Measured blocks with their layout. */
export interface Arrangement {
  readonly direction: Direction;
  readonly blocks: readonly GraphBlock[];
  readonly layout: Layout;
  /** How far it goes over the width; at most 0 when it fits. */
  readonly over: number;
}

function attempt(
  { tasks, edges }: PlanGraph,
  view: GraphView,
  width: number,
  { direction, ...limits }: Limits,
): Arrangement {
  const isRight = direction === "right";
  const blocks = tasks.map((task) => blockOf(task, view, direction, limits));
  const layout = layoutGraph(
    blocks.map(({ id, width, height }) =>
      isRight ? { id, along: width, across: height } : { id, along: height, across: width }
    ),
    edges.map(({ id, source, target, partitioner }) => ({
      id,
      source,
      target,
      room: isRight ? Math.ceil(measure(partitioner, SIZE.small)) + LABEL_ROOM : 48,
    })),
    {
      gapAcross: isRight ? GAP_ACROSS[view] : 18,
      gapMin: 40,
      gapMax: isRight ? 260 : 48,
      length: isRight ? width : 0,
    },
  );
  const extent = isRight ? layout.along : layout.across;
  const over = extent - width;
  return { direction, blocks, layout, over };
}

/** Measures a task for a view. */
function blockOf(
  task: GraphTask,
  view: GraphView,
  direction: Direction,
  limits: BlockLimits,
): GraphBlock {
  if (view === "chained") return chainBlock(task, direction, limits);
  if (view === "condensed") return foldedBlock(task, limits, "operator");
  return task.parallelism > limits.foldAbove
    ? foldedBlock(task, limits, "group")
    : groupBlock(task, direction, limits);
}

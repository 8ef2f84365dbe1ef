// The plan as the graph of one view: operators, or the tasks that they are chained into.

import type { PlanDescription } from "@headwater/sim";

/** What is shown: operators; subtasks and channels; or tasks with the chains inside them. */
export type GraphView = "condensed" | "parallel" | "chained";

/** An operator, or a task with its chain. */
export interface GraphTask {
  readonly id: string;
  readonly name: string;
  readonly operators: readonly { readonly id: string; readonly name: string }[];
  /** Which operator of the chain calls which; a chain may branch. */
  readonly calls: readonly GraphCall[];
  readonly parallelism: number;
  /** The short text of each subtask, and its task manager. */
  readonly subtasks: readonly { readonly label: string; readonly taskManager: number }[];
}

/** A record handed over inside a chain, by a call and without a channel. */
export interface GraphCall {
  readonly source: string;
  readonly target: string;
  readonly tag: string | null;
}

/** One connection of a subtask with a subtask, by their indexes. */
export interface GraphChannel {
  readonly id: string;
  readonly sender: number;
  readonly receiver: number;
}

/** An edge between two tasks or operators. */
export interface GraphEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** Flink's name of the partitioner. */
  readonly partitioner: string;
  /** Each subtask sends to one subtask, and order is kept; otherwise records are redistributed. */
  readonly isOneToOne: boolean;
  /** Name of the side output that feeds the edge, or null. */
  readonly tag: string | null;
  /** Empty inside a chain, where records are handed over by a call. */
  readonly channels: readonly GraphChannel[];
}

/** Tasks in topological order, and what joins them. */
export interface PlanGraph {
  readonly tasks: readonly GraphTask[];
  readonly edges: readonly GraphEdge[];
}

/** What is joined in a view. */
export function graphOf(plan: PlanDescription, view: GraphView): PlanGraph {
  const tasks = plan.vertices.map((vertex) => taskOf(plan, vertex));
  const edges = plan.edges.map((edge) => edgeOf(plan, edge));
  if (view !== "condensed") return { tasks, edges };
  return {
    tasks: tasks.flatMap((task) =>
      task.operators.map((operator) => ({
        ...task,
        ...operator,
        operators: [operator],
        calls: [],
      }))
    ),
    edges: [
      ...tasks.flatMap(({ calls }) => calls.map(callEdge)),
      ...plan.edges.map(({ source, sourceOperator }, index) => ({
        ...edges[index],
        source: plan.vertices[source].chain[sourceOperator].uid,
      })),
    ],
  };
}

type Vertex = PlanDescription["vertices"][number];

function taskOf(plan: PlanDescription, { id, uid, name, parallelism, chain }: Vertex): GraphTask {
  return {
    id: uid,
    // Flink's name of a chain, without the words that its place in the picture says
    name: name.replaceAll(/\b(Source|Sink): /g, "").replaceAll("->", "→"),
    parallelism,
    operators: chain.map(({ uid, name }) => ({ id: uid, name })),
    calls: chain.flatMap(({ uid, outputs }) =>
      outputs.filter(({ chainedTo }) => chainedTo !== -1)
        .map(({ chainedTo, tag }) => ({ source: uid, target: chain[chainedTo].uid, tag }))
    ),
    subtasks: plan.subtasks.filter(({ vertex }) => vertex === id)
      .map(({ label, taskManager }) => ({ label, taskManager })),
  };
}

function edgeOf(plan: PlanDescription, edge: PlanDescription["edges"][number]): GraphEdge {
  return {
    id: `edge ${edge.id}`,
    source: plan.vertices[edge.source].uid,
    target: plan.vertices[edge.target].uid,
    partitioner: edge.partitioner,
    isOneToOne: edge.partitioner === "FORWARD",
    tag: edge.tag,
    channels: channelsOf(plan, edge.id),
  };
}

function callEdge({ source, target, tag }: GraphCall, index: number): GraphEdge {
  const id = `call ${index} of ${source}`;
  return { id, source, target, partitioner: "FORWARD", isOneToOne: true, tag, channels: [] };
}

function channelsOf({ channels, subtasks }: PlanDescription, edge: number): GraphChannel[] {
  return channels.filter((channel) => channel.edge === edge).map(({ name, sender, receiver }) => ({
    id: name,
    sender: subtasks[sender].index,
    receiver: subtasks[receiver].index,
  }));
}

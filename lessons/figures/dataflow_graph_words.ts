// The words of a dataflow graph: its message, what its marks mean, its story and its data.

import type { DataflowGraphModel } from "./dataflow_graph_model.ts";
import type { GraphEdge, PlanGraph } from "./dataflow_graph_plan.ts";
import { EN, type GraphPhrases, ZH } from "./dataflow_graph_phrases.ts";
import type { Description, FigureTable, Language } from "./figure.ts";

/** Title, caption, story and table. */
export function describeDataflowGraph(model: DataflowGraphModel, language: Language): Description {
  const phrases = language === "zh" ? ZH : EN;
  return {
    title: titleOf(model, phrases),
    caption: captionOf(model, phrases),
    alternative: storyOf(model, phrases),
    table: tableOf(model, phrases),
  };
}

function titleOf({ view, graph: { tasks, edges } }: DataflowGraphModel, words: GraphPhrases) {
  const operatorCount = tasks.reduce((sum, { operators }) => sum + operators.length, 0);
  switch (view) {
    case "condensed": {
      const redistributed = edges.filter(({ isOneToOne }) => !isOneToOne).length;
      return words.condensed(tasks.length, edges.length, redistributed);
    }
    case "parallel": {
      const subtaskCount = tasks.reduce((sum, { parallelism }) => sum + parallelism, 0);
      const channelCount = edges.reduce((sum, { channels }) => sum + channels.length, 0);
      return words.parallel(subtaskCount, channelCount);
    }
    case "chained": {
      const longest = tasks.reduce((a, b) => (b.operators.length > a.operators.length ? b : a));
      return words.chained(
        operatorCount,
        tasks.length,
        longest.operators.length > 1 ? longest.operators.map(({ name }) => name) : [],
      );
    }
  }
}

/** Explains the marks that are there, and no others: one sentence of the boxes, one of the lines. */
function captionOf(model: DataflowGraphModel, { caption }: GraphPhrases): string {
  const { view, blocks, graph: { tasks, edges } } = model;
  const calls = view === "chained" ? tasks.flatMap(({ calls }) => calls) : [];
  const isSide = [...edges, ...calls].some(({ tag }) => tag !== null);
  const isParallel = tasks.some(({ parallelism }) => parallelism > 1);
  const boxes = clauses([
    [calls.length > 0, caption.chain],
    [view === "chained", caption.slots],
    [blocks.some(({ boxes }) => boxes.some(({ count }) => count !== "")), caption.sheets],
  ]);
  const lines = clauses([
    [edges.some(({ isOneToOne }) => !isOneToOne), caption.redistributed],
    [edges.some(({ isOneToOne }) => isOneToOne) && isParallel, caption.oneToOne],
    [isSide, caption.side],
    [model.edges.some(({ lines }) => lines.some(({ isFaint }) => isFaint)), caption.dense],
  ]);
  const sentences = [boxes, lines].filter((parts) => parts.length > 0).map(caption.sentence);
  if (sentences.length > 0) return sentences.join(caption.space);
  return edges.length === 0 ? caption.alone : caption.single;
}

function clauses(all: readonly (readonly [isThere: boolean, clause: string])[]): string[] {
  return all.filter(([isThere]) => isThere).map(([, clause]) => clause);
}

function storyOf({ graph }: DataflowGraphModel, words: GraphPhrases): string {
  const nameOf = namesOf(graph);
  const told = graph.edges.map((edge) => {
    const [source, target] = [nameOf(edge.source), nameOf(edge.target)];
    return words.edge({
      source: words.several(source.name, source.parallelism),
      target: words.several(target.name, target.parallelism),
      partitioner: edge.partitioner,
      isOneToOne: edge.isOneToOne,
      tag: edge.tag,
    });
  });
  const inner = graph.tasks.filter(({ operators }) => operators.length > 1)
    .map(({ operators }) => words.chain(operators.map(({ name }) => name)));
  const alone = graph.tasks.map(({ name, parallelism }) => words.several(name, parallelism));
  const story = [...told, ...inner];
  return (story.length === 0 ? alone : story).join(words.caption.space);
}

// more channels than this are counted, not listed
const CHANNELS_LISTED_MAX = 64;

function tableOf({ view, graph }: DataflowGraphModel, words: GraphPhrases): FigureTable {
  const nameOf = namesOf(graph);
  // without edges there is still something to count
  if (view === "chained" || graph.edges.length === 0) {
    return {
      columns: words.columns.tasks,
      rows: graph.tasks.map(({ name, operators, parallelism, subtasks }) => [
        name,
        operators.length,
        parallelism,
        [...new Set(subtasks.map(({ taskManager }) => taskManager))].join(", "),
      ]),
    };
  }
  const channelCount = graph.edges.reduce((sum, { channels }) => sum + channels.length, 0);
  if (view === "parallel" && channelCount <= CHANNELS_LISTED_MAX) {
    return { columns: words.columns.channels, rows: channelRows(graph) };
  }
  const kindOf = ({ isOneToOne }: GraphEdge) => isOneToOne ? words.oneToOne : words.redistributed;
  return {
    columns: words.columns.edges,
    rows: graph.edges.map((edge) => [
      nameOf(edge.source).name,
      nameOf(edge.target).name,
      edge.partitioner,
      kindOf(edge),
      edge.tag ?? "",
      edge.channels.length,
    ]),
  };
}

function channelRows(graph: PlanGraph): string[][] {
  const taskOf = namesOf(graph);
  return graph.edges.flatMap(({ source, target, channels, partitioner }) =>
    channels.map(({ sender, receiver }) => [
      taskOf(source).subtasks[sender].label,
      taskOf(target).subtasks[receiver].label,
      partitioner,
    ])
  );
}

function namesOf({ tasks }: PlanGraph) {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  return (id: string) => byId.get(id)!;
}

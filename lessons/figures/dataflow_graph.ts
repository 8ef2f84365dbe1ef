// The dataflow graph: what a job does, and what runs it. Three views of one plan: its operators; the
// subtasks that work side by side with the channels between them; the tasks that operators are chained
// into, with the task manager of each subtask. Records travel from left to right.

import {
  type DataflowGraphModel,
  dataflowGraphModel,
  type DataflowGraphOptions,
} from "./dataflow_graph_model.ts";
import { paintDataflowGraph } from "./dataflow_graph_paint.ts";
import { describeDataflowGraph } from "./dataflow_graph_words.ts";
import type { Figure } from "./figure.ts";

export type { DataflowGraphModel, DataflowGraphOptions } from "./dataflow_graph_model.ts";
export type { GraphView } from "./dataflow_graph_plan.ts";

/** The figure `dataflow-graph`. */
export const dataflowGraph: Figure<DataflowGraphModel, DataflowGraphOptions> = {
  name: "dataflow-graph",
  model: dataflowGraphModel,
  paint: paintDataflowGraph,
  describe: describeDataflowGraph,
};

// The dataflow graph in all its views, and at its limits.

import quakes from "../../quakes/job.ts";
import readings from "../../readings/job.ts";
import type { Job } from "@headwater/sim";
import { dataflowGraph } from "../dataflow_graph.ts";
import type { GraphView } from "../dataflow_graph_plan.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { longJob, mixedJob, planSlice, smallestJob, wideJob } from "./jobs.ts";

const sixteen = wideJob(16);
const thirtyTwo = wideJob(32);

/** Dataflow graphs. */
export const dataflowGraphs: GalleryGroup = {
  name: "Dataflow graph",
  about: "What a job does and what runs it: its operators, its subtasks with the channels " +
    "between them, and the tasks that operators are chained into.",
  exhibits: [
    graph("readings-condensed", "The running example, condensed", readings, "condensed"),
    graph("readings-parallel", "The running example, in parallel", readings, "parallel"),
    graph("readings-chained", "The running example, nothing chained", readings, "chained"),
    graph("quakes-condensed", "Earthquakes, condensed", quakes, "condensed"),
    graph("quakes-parallel", "Earthquakes, in parallel", quakes, "parallel"),
    graph("quakes-chained", "Earthquakes, two chains", quakes, "chained"),
    graph("mixed-parallel", "Every kind of way", mixedJob, "parallel"),
    graph("one-condensed", "The smallest job, condensed", smallestJob, "condensed"),
    graph("one-parallel", "One subtask", smallestJob, "parallel"),
    graph("one-chained", "One chain", smallestJob, "chained"),
    graph("long-condensed", "A long job, condensed", longJob, "condensed"),
    graph("long-parallel", "A long job, in parallel", longJob, "parallel"),
    graph("long-chained", "A long chain", longJob, "chained"),
    graph("sixteen-parallel", "Sixteen subtasks side by side", sixteen, "parallel"),
    graph("folded-parallel", "More than sixteen subtasks fold", thirtyTwo, "parallel"),
    graph("folded-chained", "More slots than can be shown", thirtyTwo, "chained"),
  ],
};

function graph(id: string, title: string, job: Job, view: GraphView) {
  return exhibit({
    id: `dataflow-graph-${id}`,
    title,
    figure: dataflowGraph,
    slice: () => planSlice(job),
    options: { view },
  });
}

// The picture of regions: one for all, one for each pipeline, a result that is kept, failures, and the limits.

import {
  collection,
  collectSink,
  type Job,
  open,
  type ResultPartitionType,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "@headwater/sim";
import { sliceOf } from "../../slice.ts";
import type { TraceSlice } from "../figure.ts";
import { regions, type RegionsOptions } from "../regions.ts";
import { exhibit, type GalleryGroup } from "./exhibit.ts";
import { failureSlice } from "./failure_runs.ts";
import { planSlice, smallestJob, wideJob } from "./jobs.ts";

/** Pictures of regions. */
export const failoverRegions: GalleryGroup = {
  name: "Regions",
  about: "Which tasks fail together, and which are started again when one of them fails.",
  exhibits: [
    show("pipelines", "Each pipeline a region", () => planSlice(pipelines), {}),
    show("failure", "One of three pipelines fails, in a run", pipelineFailure, {}),
    show("keyed", "After keyBy all are one region", () => failureSlice("crash"), {}),
    show("kept", "A result that is kept is a border", () => batchSlice(), { failed: "count[1]" }),
    show("reread", "Who reads the result starts again too", () => batchSlice(), {
      failed: "parse[0]",
    }),
    show("full", "The strategy full", () => planSlice(pipelines), {
      failed: "parse[1]",
      strategy: "full",
    }),
    show("many", "Thirty-two pipelines", () => planSlice(manyPipelines), { failed: "parse[17]" }),
    show("wide", "More than sixteen subtasks in one region", () => planSlice(wideJob(32)), {}),
    show("smallest", "One task", () => planSlice(smallestJob), {}),
  ],
};

function show(
  id: string,
  title: string,
  slice: () => TraceSlice,
  options: Omit<RegionsOptions, "width">,
) {
  return exhibit({ id: `regions-${id}`, title, figure: regions, slice, options });
}

const pipelines: Job = (env) => piped(env, 3);
const manyPipelines: Job = (env) => piped(env, 32);

/** Pipelines side by side that never exchange anything. */
function piped(env: StreamExecutionEnvironment, parallelism: number): void {
  env.setParallelism(parallelism);
  const words = Array.from({ length: 60 }, (_, n) => `w${n}`);
  const source = collection(words, { interval: 10_000, splits: parallelism });
  env.fromSource(source, WatermarkStrategy.noWatermarks(), "source").uid("source")
    .map((word) => word).name("parse").uid("parse").startNewChain()
    .sinkTo(collectSink("out")).uid("out").disableChaining();
}

let failure: TraceSlice | undefined;

/** One of three pipelines fails, and goes on from its checkpoint. */
export function pipelineFailure(): TraceSlice {
  const config = {
    checkpointInterval: 100,
    restartStrategy: { type: "fixed-delay", attempts: 3, delay: 50 },
  } as const;
  return failure ??= sliceOf(
    open(pipelines, { config, faults: ["crash parse[1] at 250ms"] }).run(),
  );
}

/** As a batch job has it: the result in the middle is complete before anybody reads it. */
function batchSlice(): TraceSlice {
  const slice = planSlice(counted);
  const resultType: ResultPartitionType = "BLOCKING";
  const edges = slice.plan.edges.map((edge) => edge.isKeyed ? { ...edge, resultType } : edge);
  return { ...slice, plan: { ...slice.plan, edges } };
}

const counted: Job = (env) => {
  env.setParallelism(2);
  const source = collection(["a", "b", "c"], { splits: 2 });
  env.fromSource(source, WatermarkStrategy.noWatermarks(), "source").uid("source")
    .map((word) => word).name("parse").uid("parse").startNewChain()
    .keyBy((word) => word).reduce((word) => word).name("count").uid("count")
    .sinkTo(collectSink("out")).uid("out").disableChaining();
};

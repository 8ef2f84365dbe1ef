// Small streams and helpers that the tests of this folder share.

import type { Config } from "../config.ts";
import type { Source } from "../1_source/source.ts";
import type { ExecutionPlan } from "../task/subtask_spec.ts";
import type { SingleOutputStreamOperator } from "./single_output_stream_operator.ts";
import type { StreamExecutionEnvironment } from "./stream_execution_environment.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { planJob } from "./plan_job.ts";

/** A record of the tests. */
export interface Reading {
  readonly sensor: string;
  readonly at: number;
  readonly celsius: number;
}

const SOURCE: Source<Reading> = {
  type: "source",
  splits: [{
    id: "0",
    records: [{ arrival: 0, timestamp: 1, value: { sensor: "a", at: 1, celsius: 20 } }],
  }],
};

/** A stream of readings. */
export function readings(
  env: StreamExecutionEnvironment,
  name = "readings",
): SingleOutputStreamOperator<Reading> {
  return env.fromSource(SOURCE, WatermarkStrategy.noWatermarks(), name);
}

/** Plans a job that makes a stream and writes it to the sink "out". */
export function planStream(
  makeStream: (env: StreamExecutionEnvironment) => SingleOutputStreamOperator<unknown>,
  config: Partial<Config> = {},
): ExecutionPlan {
  return planJob((env) => {
    makeStream(env).sinkTo(collectSink("out"));
  }, { config });
}

/** The names of all vertices. */
export function vertexNames({ vertices }: ExecutionPlan): string[] {
  return vertices.map(({ name }) => name);
}

/** Every edge as `sender -PARTITIONER-> receiver`. */
export function edgeTexts({ vertices, edges }: ExecutionPlan): string[] {
  return edges.map(({ source, target, partitioner, tag }) =>
    `${vertices[source].uid} -${partitioner.name}${tag === null ? "" : `:${tag}`}-> ` +
    vertices[target].uid
  );
}

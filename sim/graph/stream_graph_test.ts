import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { TumblingEventTimeWindows } from "../5_operator/window/tumbling_event_time_windows.ts";
import { edgeTexts, planStream, type Reading, readings } from "./jobs_for_tests.ts";
import { OutputTag } from "./output_tag.ts";
import { planJob } from "./plan_job.ts";
import { toStreamGraph } from "./stream_graph.ts";
import { DEFAULT_CONFIG } from "../config.ts";
import { StreamExecutionEnvironment } from "./stream_execution_environment.ts";

const NO_CHAINS = { chaining: false };

Deno.test("G-1 toStreamGraph forwards between equal parallelisms and rebalances between others", () => {
  const plan = planJob((env) => {
    readings(env).setParallelism(2).map((r) => r).setParallelism(2).sinkTo(collectSink("out"));
  }, { config: NO_CHAINS });
  deepStrictEqual(edgeTexts(plan), ["readings -FORWARD-> Map", "Map -REBALANCE-> out"]);
});

Deno.test("G-1 toStreamGraph decides for each input of a union alone", () => {
  const plan = planJob((env) => {
    const wide = readings(env, "wide").setParallelism(2);
    const narrow = readings(env, "narrow");
    wide.union(narrow).map((r) => r).setParallelism(2).sinkTo(collectSink("out")).setParallelism(2);
  }, { config: NO_CHAINS });
  deepStrictEqual(edgeTexts(plan), [
    "wide -FORWARD-> Map",
    "narrow -REBALANCE-> Map",
    "Map -FORWARD-> out",
  ]);
});

Deno.test("G-2 toStreamGraph refuses forward between different parallelisms, naming both", () => {
  throws(
    () => planStream((env) => readings(env).forward().map((r) => r).setParallelism(3)),
    /E-EDGE-FORWARD: The edge from source "readings" to operator "Map" is FORWARD, but 1 ≠ 3/,
  );
});

Deno.test("G-3 toStreamGraph lets the partitioner nearest the consumer win", () => {
  const plan = planStream((env) => readings(env).rebalance().broadcast().rescale().map((r) => r));
  deepStrictEqual(edgeTexts(plan), ["readings -RESCALE-> Map"]);
});

Deno.test("G-3 toStreamGraph lets a partitioner behind a union win over those in front", () => {
  const plan = planStream((env) => {
    const left = readings(env, "left").rebalance();
    return left.union(readings(env, "right")).global().map((r) => r);
  });
  deepStrictEqual(edgeTexts(plan), ["left -GLOBAL-> Map", "right -GLOBAL-> Map"]);
});

Deno.test("G-3 toStreamGraph keeps the tag of a side output behind a partitioner", () => {
  const late = new OutputTag<Reading>("late");
  const plan = planJob((env) => {
    const counts = readings(env).keyBy((r) => r.sensor).window(TumblingEventTimeWindows.of(10))
      .sideOutputLateData(late).reduce((a) => a);
    counts.getSideOutput(late).keyBy((r) => r.at).sum("celsius").sinkTo(collectSink("late"));
  });
  deepStrictEqual(edgeTexts(plan), [
    "readings -HASH-> TumblingEventTimeWindows",
    "TumblingEventTimeWindows -HASH:late-> Keyed Aggregation",
  ]);
});

Deno.test("RO-4 toStreamGraph makes two edges of the union of a stream with itself", () => {
  const plan = planStream((env) => {
    const stream = readings(env);
    return stream.union(stream).map((r) => r);
  });
  deepStrictEqual(edgeTexts(plan), ["readings -FORWARD-> Map", "readings -FORWARD-> Map"]);
  deepStrictEqual(plan.channels.map(({ name }) => name), [
    "readings[0]→Map[0]#0",
    "readings[0]→Map[0]#1",
  ]);
});

Deno.test("P-7 toStreamGraph gives HASH the key groups of the receiver", () => {
  const plan = planStream((env) =>
    readings(env).setMaxParallelism(64).keyBy((r) => r.sensor).sum("celsius").setMaxParallelism(9)
  );
  deepStrictEqual({ ...plan.edges[0].partitioner }, {
    ...plan.edges[0].partitioner,
    name: "HASH",
    maxParallelism: 9,
  });
});

Deno.test("KG-4 toStreamGraph derives max parallelism where nobody gives one", () => {
  const plan = planStream((env) => readings(env).keyBy((r) => r.sensor).sum("celsius"));
  deepStrictEqual(plan.vertices.map((v) => v.maxParallelism), [128, 128]);
});

Deno.test("G-11 toStreamGraph derives uids from names, so that a new operator renames few", () => {
  const uidsOf = (isFilterThere: boolean) => {
    const env = new StreamExecutionEnvironment();
    const stream = readings(env).map((r) => r);
    (isFilterThere ? stream.filter(() => true) : stream).map((r) => r).map((r) => r)
      .sinkTo(collectSink("out"));
    return toStreamGraph(env.transformations, DEFAULT_CONFIG).nodes.map(({ uid }) => uid);
  };
  deepStrictEqual(uidsOf(false), ["readings", "Map", "Map#2", "Map#3", "out"]);
  deepStrictEqual(uidsOf(true), ["readings", "Map", "Filter", "Map#2", "Map#3", "out"]);
});

Deno.test("G-11 toStreamGraph never derives a uid that the program gives to someone else", () => {
  const plan = planStream((env) => readings(env).map((r) => r).name("a").map((r) => r).uid("a"));
  deepStrictEqual(plan.vertices[0].chain.map(({ operator }) => operator.uid), [
    "readings",
    "a#2",
    "a",
    "out",
  ]);
});

Deno.test("E-UID-DUP toStreamGraph names both operators", () => {
  throws(
    () => planStream((env) => readings(env).uid("same").map((r) => r).uid("same")),
    /E-UID-DUP: The uid "same" is given to source "readings" .* and to operator "Map"/,
  );
});

Deno.test("G-12 the environment's parallelism counts for operators that are added later", () => {
  const plan = planJob((env) => {
    const stream = readings(env);
    env.setParallelism(3);
    stream.map((r) => r).name("later").sinkTo(collectSink("out")).setParallelism(2);
  }, { config: { parallelism: 2, chaining: false } });
  deepStrictEqual(plan.vertices.map((v) => v.parallelism), [2, 3, 2]);
});

Deno.test("G-13 forceNonParallel allows one subtask only", () => {
  const plan = planStream((env) => env.setParallelism(4) && readings(env).forceNonParallel());
  strictEqual(plan.vertices[0].parallelism, 1);
  throws(
    () => planStream((env) => readings(env).forceNonParallel().setParallelism(2)),
    /E-PARALLELISM: The parallelism of source "readings" is 2, but it cannot run in parallel/,
  );
});

Deno.test("assignTimestampsAndWatermarks has the parallelism of its input, as in Flink", () => {
  const plan = planJob((env) => {
    const stream = readings(env).setParallelism(3);
    stream.assignTimestampsAndWatermarks(WatermarkStrategy.forMonotonousTimestamps())
      .sinkTo(collectSink("out"));
  });
  strictEqual(plan.vertices[0].name, "Source: readings -> Timestamps/Watermarks");
  strictEqual(plan.vertices[0].parallelism, 3);
});

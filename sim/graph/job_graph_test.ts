import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { ChainingStrategy } from "./chaining_strategy.ts";
import type { StreamEdge } from "./stream_edge.ts";
import type { StreamGraph, StreamNode } from "./stream_graph.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { TumblingEventTimeWindows } from "../5_operator/window/tumbling_event_time_windows.ts";
import { planStream, type Reading, readings, vertexNames } from "./jobs_for_tests.ts";
import { isChainable } from "./chaining.ts";
import { STREAMING } from "./stream_graph_settings.ts";
import { OutputTag } from "./output_tag.ts";
import { planJob } from "./plan_job.ts";

/** One edge between two nodes that could be chained, with a change. */
function graphOf(change: {
  partitioner?: string;
  source?: Partial<StreamNode>;
  target?: Partial<StreamNode>;
  graph?: Partial<StreamGraph>;
}): StreamGraph {
  const node = {
    type: "operator",
    parallelism: 2,
    configuredMaxParallelism: null,
    chainingStrategy: "always",
    inEdges: [],
    outEdges: [],
  } as unknown as StreamNode;
  const partitioner = { name: change.partitioner ?? "FORWARD" };
  return {
    nodes: [
      { ...node, id: 0, outEdges: [0], ...change.source },
      { ...node, id: 1, inEdges: [0], ...change.target },
    ],
    edges: [{ id: 0, source: 0, target: 1, partitioner } as StreamEdge],
    isChainingEnabled: true,
    ...STREAMING,
    ...change.graph,
  };
}

const CHAINING: readonly [string, boolean, Parameters<typeof graphOf>[0]][] = [
  ["everything fits", true, {}],
  ["the receiver has a second input", false, { target: { inEdges: [0, 1] } }],
  ["records are rebalanced", false, { partitioner: "REBALANCE" }],
  ["records go by key", false, { partitioner: "HASH" }],
  ["records are rescaled one to one", false, { partitioner: "RESCALE" }],
  ["slot sharing groups differ", false, { target: { slotSharingGroup: "other" } }],
  ["parallelisms differ", false, { target: { parallelism: 3 } }],
  ["chaining is off", false, { graph: { isChainingEnabled: false } }],
  ["max parallelisms differ", true, { target: { configuredMaxParallelism: 7 } }],
  ["max parallelisms differ and may not", false, {
    target: { configuredMaxParallelism: 7 },
    graph: { chainsDifferentMaxParallelism: false },
  }],
];

for (const [situation, isWanted, change] of CHAINING) {
  Deno.test(`G-5 isChainable is ${isWanted} when ${situation}`, () => {
    const graph = graphOf(change);
    strictEqual(isChainable(graph.edges[0], graph), isWanted);
  });
}

Deno.test("G-6 isChainable asks the strategies of both ends", () => {
  const strategies: ChainingStrategy[] = ["always", "head", "never", "headWithSources"];
  const allowed = strategies.flatMap((from) =>
    strategies.filter((to) => {
      const graph = graphOf({
        source: { chainingStrategy: from, type: "source" },
        target: { chainingStrategy: to },
      });
      return isChainable(graph.edges[0], graph);
    }).map((to) => `${from} ${to}`)
  );
  deepStrictEqual(allowed, [
    "always always",
    "always headWithSources",
    "head always",
    "head headWithSources",
    "headWithSources always",
    "headWithSources headWithSources",
  ]);
  const graph = graphOf({ target: { chainingStrategy: "headWithSources" } });
  strictEqual(isChainable(graph.edges[0], graph), false);
});

Deno.test("G-6 startNewChain leaves the predecessor, disableChaining leaves both neighbours", () => {
  const chained = (change: "startNewChain" | "disableChaining") =>
    vertexNames(
      planStream((env) => readings(env).map((r) => r).name("a")[change]().map((r) => r).name("b")),
    );
  deepStrictEqual(chained("startNewChain"), ["Source: readings", "a -> b -> Sink: out"]);
  deepStrictEqual(chained("disableChaining"), ["Source: readings", "a", "b -> Sink: out"]);
});

Deno.test("G-6 disableOperatorChaining and the option chaining leave every operator alone", () => {
  const names = ["Source: readings", "Sink: out"];
  deepStrictEqual(vertexNames(planStream((env) => readings(env.disableOperatorChaining()))), names);
  deepStrictEqual(vertexNames(planStream((env) => readings(env), { chaining: false })), names);
});

Deno.test("G-6 DataStreamSink.disableChaining leaves the sink alone", () => {
  const plan = planJob((env) => {
    readings(env).sinkTo(collectSink("out")).disableChaining();
  });
  deepStrictEqual(vertexNames(plan), ["Source: readings", "Sink: out"]);
});

Deno.test("G-8 keyBy never chains, even from one subtask to one", () => {
  const plan = planStream((env) => readings(env).keyBy((r) => r.sensor).reduce((a) => a));
  deepStrictEqual(vertexNames(plan), ["Source: readings", "Keyed Reduce -> Sink: out"]);
});

Deno.test("G-9 toJobGraph chains an operator with several successors", () => {
  const late = new OutputTag<Reading>("late");
  const plan = planJob((env) => {
    const counts = readings(env).keyBy((r) => r.sensor).window(TumblingEventTimeWindows.of(10))
      .sideOutputLateData(late).reduce((a) => a).name("counts");
    counts.map((r) => r).name("left").sinkTo(collectSink("l1"));
    counts.rebalance().sinkTo(collectSink("far"));
    counts.getSideOutput(late).map((r) => r).name("right").sinkTo(collectSink("r1"));
  });
  deepStrictEqual(vertexNames(plan), [
    "Source: readings",
    "counts -> (left -> Sink: l1, right -> Sink: r1)",
    "Sink: far",
  ]);
  deepStrictEqual(plan.vertices[1].chain.map(({ operator, outputs }) => [operator.name, outputs]), [
    ["counts", [
      { tag: null, chainedTo: 1, edge: -1 },
      { tag: null, chainedTo: -1, edge: 0 },
      { tag: "late", chainedTo: 3, edge: -1 },
    ]],
    ["left", [{ tag: null, chainedTo: 2, edge: -1 }]],
    ["l1", []],
    ["right", [{ tag: null, chainedTo: 4, edge: -1 }]],
    ["r1", []],
  ]);
});

Deno.test("G-10 toJobGraph names a fork inside a fork with nested parentheses", () => {
  const plan = planJob((env) => {
    const source = readings(env, "s");
    for (const side of ["a", "b"]) {
      const map = source.map((r) => r).name(side);
      map.sinkTo(collectSink(`${side}1`));
      map.sinkTo(collectSink(`${side}2`));
    }
  });
  deepStrictEqual(vertexNames(plan), [
    "Source: s -> (a -> (Sink: a1, Sink: a2), b -> (Sink: b1, Sink: b2))",
  ]);
});

Deno.test("toJobGraph numbers edges by sender, place in its chain, and declaration", () => {
  const plan = planJob((env) => {
    const source = readings(env, "s");
    const late = source.map((r) => r).name("m");
    source.rebalance().sinkTo(collectSink("first"));
    late.rebalance().sinkTo(collectSink("second"));
    source.rebalance().sinkTo(collectSink("third"));
  });
  deepStrictEqual(
    plan.edges.map(({ id, sourceOperator, target }) => [
      id,
      sourceOperator,
      plan.vertices[target].name,
    ]),
    [[0, 0, "Sink: first"], [1, 0, "Sink: third"], [2, 1, "Sink: second"]],
  );
  deepStrictEqual(plan.vertices[0].outEdges, [0, 1, 2]);
});

Deno.test("toJobGraph lists sources first, then depth-first, a vertex once its senders are listed", () => {
  const plan = planJob((env) => {
    const a = readings(env, "a").rebalance().map((r) => r).name("ma");
    const b = readings(env, "b").rebalance().map((r) => r).name("mb");
    const both = a.union(b).map((r) => r).name("both");
    both.rebalance().sinkTo(collectSink("x"));
    b.rebalance().sinkTo(collectSink("y"));
  });
  deepStrictEqual(vertexNames(plan), [
    "Source: a",
    "Source: b",
    "ma",
    "mb",
    "both",
    "Sink: x",
    "Sink: y",
  ]);
});

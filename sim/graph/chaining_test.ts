// The rules of chaining that the methods of the API never need: several sources in front of one
// operator, operators that yield, exchanges that collect first.

import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import type { ChainingStrategy } from "./chaining_strategy.ts";
import type { ExchangeMode } from "./exchange_mode.ts";
import type { OperatorTransformation, Transformation } from "./transformation.ts";
import { DEFAULT_CONFIG } from "../config.ts";
import { forward } from "../2_partitioner/forward.ts";
import { mapOperator } from "../5_operator/map.ts";
import { isChainable } from "./chaining.ts";
import { toExecutionPlan } from "./execution_graph.ts";
import { toJobGraph } from "./job_graph.ts";
import { type StreamGraph, translate } from "./stream_graph.ts";
import { STREAMING } from "./stream_graph_settings.ts";

type Node = Partial<OperatorTransformation> & { readonly name: string };

/** The graph of these operators, which name their inputs by place in the list. */
function graphOf(nodes: readonly Node[], virtual: readonly Transformation[] = []): StreamGraph {
  const operators = nodes.map((node, id): OperatorTransformation => ({
    type: node.inputs === undefined ? "source" : "operator",
    id,
    uid: node.name,
    inputs: [],
    parallelism: 1,
    maxParallelism: null,
    isNonParallel: false,
    chainingStrategy: "always",
    slotSharingGroup: null,
    isYielding: false,
    isLegacySource: false,
    cost: null,
    createOperator: (options) => mapOperator({ ...options, map: (value: unknown) => value }),
    ...node,
  }));
  return translate([...operators, ...virtual], DEFAULT_CONFIG, STREAMING);
}

function namesOf(graph: StreamGraph): string[] {
  return toJobGraph(graph).vertices.map(({ name }) => name);
}

/** Two sources, an operator with both as inputs, and what comes after it. */
function twoSources(chainingStrategy: ChainingStrategy, more: readonly Node[] = []): StreamGraph {
  return graphOf([
    { name: "a" },
    { name: "b" },
    { name: "join", inputs: [0, 1], chainingStrategy },
    ...more,
  ]);
}

Deno.test("G-5 sources chain in front of an operator of several inputs that says HEAD_WITH_SOURCES", () => {
  const after = [{ name: "x", inputs: [2] }, { name: "y", inputs: [2] }];
  const graph = twoSources("headWithSources", after);
  deepStrictEqual(namesOf(graph), ["join [Source: a, Source: b] -> (x, y)"]);
  const [vertex] = toJobGraph(graph).vertices;
  strictEqual(vertex.uid, "join");
  deepStrictEqual(
    vertex.chain.map(({ operator, outputs }) => [operator.uid, outputs.map((o) => o.chainedTo)]),
    [
      ["a", [2]],
      ["b", [2]],
      ["join", [3, 4]],
      ["x", []],
      ["y", []],
    ],
  );
});

for (const strategy of ["always", "head", "never"] as const) {
  Deno.test(`G-5 sources do not chain in front of an operator of several inputs that says ${strategy}`, () => {
    deepStrictEqual(namesOf(twoSources(strategy)), ["Source: a", "Source: b", "join"]);
  });
}

Deno.test("G-5 a source with a second receiver stays out of the chain", () => {
  const graph = twoSources("headWithSources", [{
    name: "x",
    inputs: [0],
    chainingStrategy: "head",
  }]);
  deepStrictEqual(namesOf(graph), ["Source: a", "join [Source: b]", "x"]);
  const { vertices, edges } = toJobGraph(graph);
  deepStrictEqual(edges.map(({ source, target }) => [vertices[source].uid, vertices[target].uid]), [
    ["a", "join"],
    ["a", "x"],
  ]);
  deepStrictEqual(vertices[1].inEdges, [0]);
});

Deno.test("G-5 HEAD_WITH_SOURCES chains neither other operators nor legacy sources nor unions", () => {
  const mapped = graphOf([
    { name: "a" },
    { name: "m", inputs: [0] },
    { name: "op", inputs: [1], chainingStrategy: "headWithSources" },
  ]);
  deepStrictEqual(namesOf(mapped), ["Source: a -> m", "op"]);
  const legacy = graphOf([
    { name: "a", isLegacySource: true },
    { name: "op", inputs: [0], chainingStrategy: "headWithSources" },
  ]);
  deepStrictEqual(namesOf(legacy), ["Source: a", "op"]);
  const union = graphOf([
    { name: "a" },
    { name: "b" },
    { name: "c" },
    { name: "op", inputs: [4, 2], chainingStrategy: "headWithSources" },
  ], [{ type: "union", id: 4, inputs: [0, 1] }]);
  deepStrictEqual(namesOf(union), ["Source: a", "Source: b", "op [Source: c]"]);
});

Deno.test("G-5 a yielding operator is not in one chain with a legacy source, however far behind it", () => {
  const chain = (source: Partial<Node>) =>
    namesOf(graphOf([
      { name: "s", ...source },
      { name: "m", inputs: [0] },
      { name: "wait", inputs: [1], isYielding: true },
      { name: "n", inputs: [2] },
    ]));
  deepStrictEqual(chain({ isLegacySource: true }), ["Source: s -> m", "wait -> n"]);
  deepStrictEqual(chain({}), ["Source: s -> m -> wait -> n"]);
  deepStrictEqual(chain({ isLegacySource: true, chainingStrategy: "never" }), [
    "Source: s",
    "m -> wait -> n",
  ]);
});

for (
  const [exchangeMode, isWanted] of [["BATCH", false], ["PIPELINED", true], [
    "UNDEFINED",
    true,
  ]] as const
) {
  Deno.test(`G-5 an edge that asks for ${exchangeMode} ${isWanted ? "chains" : "does not chain"}`, () => {
    const graph = exchanging(exchangeMode);
    strictEqual(isChainable(graph.edges[0], graph), isWanted);
  });
}

Deno.test("E-CHAIN-SOURCES toExecutionPlan refuses a chain with two heads", () => {
  throws(
    () => toExecutionPlan(toJobGraph(twoSources("headWithSources")), DEFAULT_CONFIG),
    /E-CHAIN-SOURCES: The chain "join \[Source: a, Source: b\]" has 2 sources .*wanted: .*Usual cause/,
  );
});

function exchanging(exchangeMode: ExchangeMode): StreamGraph {
  const createPartitioner = () => forward();
  return graphOf([{ name: "a" }, { name: "b", inputs: [2] }], [{
    type: "partition",
    id: 2,
    inputs: [0],
    createPartitioner,
    keySelector: null,
    keyType: "auto",
    exchangeMode,
  }]);
}

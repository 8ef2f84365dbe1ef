// Forms of `partitioners` and `chaining` that no case in the folder uses, and cases that must fail.

import { match, strictEqual } from "node:assert/strict";
import type { Adapter } from "../adapter.ts";
import { CaseReader } from "../case_reader.ts";
import { failureOf } from "../conformance_file.ts";
import { chaining } from "./chaining.ts";
import { partitioners } from "./partitioners.ts";

const BY_KEY = [{ setup: 1024 }, { sameChannel: [["test", 0], ["test", 42]] }];

const PAIR = {
  nodes: [{ id: "a", kind: "source", parallelism: 1 }, { id: "b", kind: "map", parallelism: null }],
  edges: [{ from: "a", to: "b", partitioner: "forward" }],
};

const LEGACY = {
  nodes: [
    { id: "a", kind: "legacySource", parallelism: 1 },
    { id: "b", kind: "map", parallelism: 1 },
    { id: "c", kind: "yieldingOperator", parallelism: 1 },
    { id: "d", kind: "map", parallelism: 1 },
    { id: "e", kind: "yieldingOperator", parallelism: 1 },
  ],
  edges: ["ab", "bc", "cd", "de"].map(([from, to]) => ({ from, to, partitioner: "forward" })),
};

const REGIONS = {
  nodes: ["a", "b", "c", "d"].map((id, i) => ({
    id,
    kind: i % 2 === 0 ? "source" : "map",
    parallelism: 1,
  })),
  edges: [
    { from: "a", to: "b", partitioner: "rebalance", exchangeMode: "PIPELINED" },
    { from: "c", to: "d", partitioner: "rebalance", exchangeMode: "BATCH" },
  ],
  config: { runtimeMode: "BATCH", allVerticesInSameSlotSharingGroupByDefault: false },
};

const UNION = {
  nodes: [
    { id: "a", kind: "source", parallelism: 1 },
    { id: "b", kind: "source", parallelism: 1 },
    { id: "m", kind: "multipleInput", parallelism: 1, chainingStrategy: "HEAD_WITH_SOURCES" },
  ],
  edges: ["a", "b"].map((from) => ({ from, to: "m", partitioner: "forward", input: 1 })),
};

const HYBRID = {
  ...PAIR,
  edges: [{ from: "a", to: "b", partitioner: "rescale" }],
  config: { parallelism: 3, globalStreamExchangeMode: "ALL_EDGES_HYBRID_FULL" },
};

const PASSING: readonly [Adapter, Record<string, unknown>][] = [
  [partitioners, {
    partitioner: "forward",
    isPointwise: true,
    steps: [{ setup: 1 }, { select: 0 }],
  }],
  [partitioners, { partitioner: "hash", maxParallelism: 1024, keyField: 0, steps: BY_KEY }],
  [chaining, { ...PAIR, expect: { vertexSizes: [2], chainStart: ["a"], chainEnd: ["b"] } }],
  [chaining, { ...PAIR, expect: { chainStart: { a: true, b: false }, vertexSizes: { b: 2 } } }],
  [chaining, { ...HYBRID, expect: { edgeResultTypes: { "a->b": "HYBRID_FULL" } } }],
  [chaining, {
    ...LEGACY,
    expect: { vertices: [["a", "b"], ["c", "d", "e"]], vertexSizes: [3, 2] },
  }],
  [chaining, {
    ...REGIONS,
    expect: { sameSlotSharingGroup: ["a", "b"], distinctSlotSharingGroups: ["a", "c", "d"] },
  }],
  [chaining, { ...UNION, expect: { vertices: [["a"], ["b"], ["m"]] } }],
];

const FAILING: readonly [Adapter, Record<string, unknown>, RegExp][] = [
  [
    partitioners,
    { partitioner: "global", steps: [{ setup: 2 }, { select: 1 }] },
    /expected 1, got 0/,
  ],
  [partitioners, { partitioner: "hash", keyField: 1, steps: BY_KEY }, /steps.1.: expected .*, got/],
  [partitioners, { partitioner: "global", steps: [{ setup: 2 }, { selekt: 1 }] }, /one of setup/],
  [
    partitioners,
    { pointwise: [{ upstream: 2, downstream: 1, consumes: [[0]] }] },
    /expected ..0.., got ..0,1../,
  ],
  [
    partitioners,
    { pointwise: [{ upstream: 2, downstream: 1, partitionsPerConsumerBetween: [3, 4] }] },
    /expected .., got .2./,
  ],
  [chaining, { ...PAIR, expect: { vertexCount: 2 } }, /vertexCount: expected 2, got 1/],
  [
    chaining,
    { ...PAIR, expect: { chainEnd: { a: true } } },
    /chainEnd.a: expected true, got false/,
  ],
  [chaining, { ...PAIR, expect: { edgeResultTypes: { "a->b": "BLOCKING" } } }, /got "no edge"/],
  [chaining, { ...PAIR, expect: { vertexName: "a" } }, /no field "vertexName"/],
  [chaining, { ...PAIR, expect: { distinctSlotSharingGroups: ["a", "b"] } }, /expected 2, got 1/],
];

for (const [adapter, testCase] of PASSING) {
  Deno.test(`${adapter.name} runs ${JSON.stringify(testCase.expect ?? testCase)}`, () => {
    strictEqual(failureOf(new CaseReader(testCase, "case"), adapter), null);
  });
}

for (const [adapter, testCase, reason] of FAILING) {
  Deno.test(`${adapter.name} fails with ${reason.source}`, () => {
    match(failureOf(new CaseReader(testCase, "case"), adapter) ?? "passed", reason);
  });
}

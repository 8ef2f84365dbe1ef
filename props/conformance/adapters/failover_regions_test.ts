// Forms of `failover-regions` that no case in the folder uses, and cases that must fail.

import { match, strictEqual } from "node:assert/strict";
import { CaseReader } from "../case_reader.ts";
import { failureOf } from "../conformance_file.ts";
import { failoverRegionCases } from "./failover_regions.ts";

const outcome = (testCase: unknown) =>
  failureOf(new CaseReader(testCase, "case"), failoverRegionCases) ?? "passed";

/** A row of tasks a, b, c … with edges of these types between them. */
function row(types: readonly string[], more: object): unknown {
  const ids = "abcdef".slice(0, types.length + 1).split("");
  return {
    vertices: ids.map((id) => ({ id, state: "RUNNING" })),
    edges: types.map((type, i) => ({ from: ids[i], to: ids[i + 1], type })),
    ...more,
  };
}

const restarts = (failed: string, tasks: string, more: object = {}) => ({
  checks: [{ failed, restarts: tasks.split(""), ...more }],
});

const CIRCLE = {
  vertices: "abcd".split("").map((id) => ({ id })),
  edges: ["ab PIPELINED", "cd PIPELINED", "ac BLOCKING", "db BLOCKING"]
    .map((edge) => ({ from: edge[0], to: edge[1], type: edge.slice(3) })),
  sameRegion: [["a", "b", "c", "d"]],
};

const PASSING = [
  row(["PIPELINED_BOUNDED", "BLOCKING_PERSISTENT"], restarts("c", "c")),
  row(["PIPELINED_BOUNDED", "BLOCKING_PERSISTENT"], restarts("b", "cba")),
  row(["HYBRID_FULL", "HYBRID_SELECTIVE"], restarts("c", "bc")),
  row(
    ["HYBRID_FULL", "HYBRID_FULL"],
    restarts("c", "abc", { unavailablePartitionsOf: ["a", "b"] }),
  ),
  row(
    ["PIPELINED_APPROXIMATE", "BLOCKING"],
    restarts("b", "abc", { partitionNotAvailable: { producer: "a", consumer: "b" } }),
  ),
  row(["PIPELINED", "BLOCKING"], { sameRegion: [["a", "b"]], distinctRegions: [["b", "c"]] }),
  CIRCLE,
];

const FAILING: readonly [unknown, RegExp][] = [
  [row(["BLOCKING"], restarts("b", "ab")), /expected ."a","b"., got ."b"./],
  [row(["BLOCKING"], { sameRegion: [["a", "b"]] }), /expected .0,0., got .0,1./],
  [row(["PIPELINED"], { distinctRegions: [["a", "b"]] }), /expected 2, got 1/],
  [row(["STRINGS"], {}), /edges.0..type is "STRINGS", but its schema wants PIPELINED or/],
  [row(["BLOCKING"], restarts("z", "")), /its schema wants a or b/],
  [row(["BLOCKING"], restarts("a", "ab", { cause: "x" })), /no field "cause"/],
];

for (const testCase of PASSING) {
  Deno.test(`failover-regions runs ${JSON.stringify(testCase)}`, () => {
    strictEqual(outcome(testCase), "passed");
  });
}

for (const [testCase, reason] of FAILING) {
  Deno.test(`failover-regions fails with ${reason.source}`, () => {
    match(outcome(testCase), reason);
  });
}

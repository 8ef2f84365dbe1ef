import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { readCommitted } from "../connector/log_reader.ts";
import { storedRows } from "../connector/keyed_store.ts";
import { open, results } from "../open.ts";
import { assertRefused } from "../refused_for_tests.ts";
import { plainJob } from "./plain_job.ts";
import { planJob } from "./plan_job.ts";

const VALUES = [["a", 1], ["b", 7], ["a", 2]];
const KEY = { field: [{ var: "value" }, 0] };

function jobWith(sink: object) {
  const records = VALUES.map((value) => ({ value }));
  return plainJob({
    nodes: [
      { id: "in", type: "source", splits: [{ id: "0", records }] },
      { id: "out", type: "sink", inputs: ["in"], ...sink },
    ],
  });
}

Deno.test("SK-11 plain sinks: append keeps every row, upsert the last of each key, two-phase what is committed", () => {
  deepStrictEqual(results(open(jobWith({})).run().world, "out"), VALUES);
  const upsert = open(jobWith({ sink: "upsert", key: KEY })).run();
  deepStrictEqual(storedRows(upsert.world, "out").map(({ value }) => value), [["a", 2], ["b", 7]]);
  const log = open(jobWith({ sink: "two-phase" }), { config: { checkpointInterval: 10 } }).run();
  deepStrictEqual(readCommitted(log.world, "out").map(({ value }) => value), VALUES);
});

Deno.test("SK-7 plain sinks: the timeout of transactions is passed on", () => {
  const { vertices } = planJob(jobWith({ sink: "two-phase", transactionTimeout: 1500 }));
  const { sink } = vertices[0].chain[1].operator as unknown as { sink: Record<string, unknown> };
  strictEqual(sink.transactionTimeout, 1500);
});

const BAD: readonly [string, object, string, string][] = [
  ["an upsert sink without a key", { sink: "upsert" }, "E-GRAPH-DATA", "nodes[1]"],
  ["a key of a sink that appends", { key: KEY }, "E-GRAPH-DATA", "upsert"],
  ["a timeout without transactions", { transactionTimeout: 5 }, "E-GRAPH-DATA", "two-phase"],
  ["another kind of sink", { sink: "kafka" }, "E-GRAPH-DATA", "nodes[1].sink"],
  ["a key that is none", { sink: "upsert", key: { eval: 1 } }, "E-GRAPH-EXPRESSION", "key"],
  ["a timeout that is none", { sink: "two-phase", transactionTimeout: 0 }, "E-SINK-TIMEOUT", "0"],
];

for (const [title, sink, code, word] of BAD) {
  Deno.test(`plain sinks: ${title} is ${code}`, () => {
    assertRefused(() => planJob(jobWith(sink)), code, word);
  });
}

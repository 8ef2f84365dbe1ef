import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { StreamExecutionEnvironment } from "../graph/stream_execution_environment.ts";
import { WatermarkStrategy } from "../1_source/watermark_strategy.ts";
import { collectSink } from "../7_sink/collect_sink.ts";
import { collection } from "../connector/collection.ts";
import { keyedStore } from "../connector/keyed_store.ts";
import { transactionalLog } from "../connector/transactional_log.ts";
import { open } from "../open.ts";
import { readSinks, sinkTable } from "./sinks.ts";

/** The same three pairs into a sink of each kind. */
function job(env: StreamExecutionEnvironment): void {
  const pairs = collection([{ key: "a", n: 1 }, { key: "b", n: 1 }, { key: "a", n: 2 }]);
  const stream = env.fromSource(pairs, WatermarkStrategy.noWatermarks(), "pairs");
  stream.sinkTo(collectSink("list")).uid("list");
  stream.sinkTo(keyedStore("table", ({ key }) => key)).uid("table");
  stream.sinkTo(transactionalLog("log")).uid("log");
}

const timeline = open(job, { config: { checkpointInterval: 1000 } }).run();

Deno.test("readSinks finds sinks of every kind, and what their readers see", () => {
  const found = readSinks(timeline).map(({ id, kind, results }) => [
    id,
    kind,
    results.map(({ value }) => Object.values(value as object).join("")).join(" "),
  ]);
  deepStrictEqual(found, [
    ["list", "append", "a1 b1 a2"],
    ["table", "upsert", "a2 b1"],
    ["log", "two-phase", "a1 b1 a2"],
  ]);
});

Deno.test("before a checkpoint is complete, nobody sees what is in a transaction", () => {
  const log = readSinks(timeline).at(-1)!;
  strictEqual(sinkTable(log, 20).title, "Sink log: 3 committed results");
  const start = readSinks(open(job, { config: { checkpointInterval: 1000 } })).at(-1)!;
  strictEqual(sinkTable(start, 20).title, "Sink log: no committed results");
});

Deno.test("a table says what its rows are, and how many of them are not shown", () => {
  const [list, table] = readSinks(timeline);
  strictEqual(sinkTable(table, 20).title, "Sink table: 2 rows, the last of each key");
  const { title, columns, rows, note } = sinkTable(list, 2);
  deepStrictEqual([title, note], [
    "Sink list: 3 results",
    "and 1 before them; --rows shows more",
  ]);
  deepStrictEqual(columns.map(({ name }) => name), ["timestamp", "key", "n"]);
  deepStrictEqual(rows, [["−∞", "b", "1"], ["−∞", "a", "2"]]);
});

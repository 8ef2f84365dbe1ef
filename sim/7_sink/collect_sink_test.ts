import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { MAX } from "../clock/time.ts";
import { mapOperator } from "../5_operator/map.ts";
import { OperatorHarness } from "../testing/mod.ts";
import { collectSink, CollectWriter } from "./collect_sink.ts";
import { sinkOperator } from "./sink_operator.ts";

const NAMED = { name: "out", uid: "out", cost: 0 };

function harnessOf(id: string): OperatorHarness<string> {
  return new OperatorHarness(sinkOperator({ ...NAMED, sink: collectSink<string>(id) }));
}

const valuesOf = ({ operator }: OperatorHarness<string>, id: string) =>
  CollectWriter.of(operator, id)?.results().map(({ value }) => value);

Deno.test("CollectSink keeps values, timestamps and the time of writing, and reports each", () => {
  const harness = harnessOf("words");
  harness.processElement("a", -3).setProcessingTime(50).processElement("b", 4);
  deepStrictEqual(CollectWriter.of(harness.operator, "words")?.results(), [
    { value: "a", timestamp: -3, writtenAt: 0 },
    { value: "b", timestamp: 4, writtenAt: 50 },
  ]);
  deepStrictEqual(harness.takeFacts(), [
    { name: "resultWritten", origin: 0, stamp: -3, value: "a" },
    { name: "resultWritten", origin: 1, stamp: 4, value: "b" },
  ]);
});

Deno.test("SinkOperator emits nothing: event time and status end there", () => {
  const harness = harnessOf("words");
  harness.processElement("a", 1).processStatus("idle").processWatermark(MAX).endInput();
  deepStrictEqual(harness.takeOutput(), []);
});

Deno.test("CollectWriter.of finds a sink by its id only", () => {
  const map = new OperatorHarness(mapOperator({ ...NAMED, map: (x: string) => x }));
  strictEqual(CollectWriter.of(map.operator, "words"), undefined);
  strictEqual(CollectWriter.of(harnessOf("words").operator, "others"), undefined);
});

Deno.test("CollectWriter of a fork shares what was written and goes on alone", () => {
  const harness = harnessOf("words");
  harness.processElement("a").processElement("b");
  const twin = harness.fork();
  harness.processElement("c");
  twin.processElement("x");
  deepStrictEqual(valuesOf(harness, "words"), ["a", "b", "c"]);
  deepStrictEqual(valuesOf(twin, "words"), ["a", "b", "x"]);
});

import { deepStrictEqual } from "node:assert/strict";
import { MAX } from "../clock/time.ts";
import { OperatorHarness } from "../testing/mod.ts";
import { collectSink } from "./collect_sink.ts";
import { sinkOperator } from "./sink_operator.ts";

const NAMED = { name: "out", uid: "out", cost: 0 };

function harnessOf(id: string): OperatorHarness<string> {
  return new OperatorHarness(sinkOperator({ ...NAMED, sink: collectSink<string>(id) }));
}

const valuesOf = (harness: OperatorHarness<string>) =>
  harness.readOutside().map(({ value }) => value);

Deno.test("CollectSink keeps values, timestamps, origins and the time of writing, and reports each", () => {
  const harness = harnessOf("words");
  harness.processElement("a", -3).setProcessingTime(50).processElement("b", 4);
  deepStrictEqual(harness.readOutside(), [
    { value: "a", timestamp: -3, writtenAt: 0, attempt: 0, origin: 0 },
    { value: "b", timestamp: 4, writtenAt: 50, attempt: 0, origin: 1 },
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

Deno.test("F49 CollectSink shows what a failed attempt wrote, and what the next one writes again", () => {
  const first = harnessOf("words").processElement("a");
  const saved = first.snapshot(1);
  first.processElement("b");
  const second = first.restore(saved).processElement("b").processElement("c");
  deepStrictEqual(second.readOutside().map(({ value, attempt }) => [value, attempt]), [
    ["a", 0],
    ["b", 0],
    ["b", 1],
    ["c", 1],
  ]);
});

Deno.test("CollectSink of a fork shares what was written and goes on alone", () => {
  const harness = harnessOf("words");
  harness.processElement("a").processElement("b");
  const twin = harness.fork();
  harness.processElement("c");
  twin.processElement("x");
  deepStrictEqual(valuesOf(harness), ["a", "b", "c"]);
  deepStrictEqual(valuesOf(twin), ["a", "b", "x"]);
});

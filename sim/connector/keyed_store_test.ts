import { deepStrictEqual, ok, throws } from "node:assert/strict";
import { sinkOperator } from "../7_sink/sink_operator.ts";
import { OperatorHarness } from "../testing/mod.ts";
import type { Key } from "../element/key.ts";
import { keyedStore, storedRows } from "./keyed_store.ts";

type Write = readonly [key: Key, value: number];

const store = keyedStore<Write>("out", ([key]) => key);

const harnessOf = () =>
  new OperatorHarness<Write>(sinkOperator({ name: "out", uid: "out", cost: 0, sink: store }));

/** A world with what lies behind these operators. */
const worldOf = (...harnesses: OperatorHarness<Write>[]) => ({
  outsides: harnesses.map(({ outside }) => ({ outside })),
});

const shown = (...harnesses: OperatorHarness<Write>[]) =>
  storedRows<Write>(worldOf(...harnesses), "out")
    .map(({ key, value, writeCount }) => [key, value[1], writeCount]);

Deno.test("keyedStore keeps the last value of each key and counts the writes", () => {
  const harness = harnessOf();
  harness.processElement(["b", 7], 3).processElement(["a", 1]).processElement(["a", 2], -4);
  deepStrictEqual(shown(harness), [["a", 2, 2], ["b", 7, 1]]);
  const [a] = storedRows(worldOf(harness), "out");
  deepStrictEqual(a, {
    key: "a",
    value: ["a", 2],
    timestamp: -4,
    writtenAt: 0,
    attempt: 0,
    origin: 2,
    writeCount: 2,
  });
});

Deno.test("keyedStore is idempotent: what is written twice stands there once, with its value", () => {
  const harness = harnessOf();
  const writes: Write[] = [["a", 1], ["b", 5], ["a", 2]];
  for (const write of [...writes, ...writes]) harness.processElement(write);
  deepStrictEqual(shown(harness).map(([key, value]) => [key, value]), [["a", 2], ["b", 5]]);
});

Deno.test("law 73 keyedStore: what a restart writes again leaves the table as it would have been", () => {
  const first = harnessOf().processElement(["a", 1]);
  const saved = first.snapshot(1);
  first.processElement(["a", 2]).processElement(["b", 3]);
  const second = first.restore(saved).processElement(["a", 2]).processElement(["b", 3]);
  deepStrictEqual(shown(second), [["a", 2, 3], ["b", 3, 2]]);
  deepStrictEqual(storedRows(worldOf(second), "out").map(({ attempt }) => attempt), [1, 1]);
});

Deno.test("keyedStore tells keys apart by their text: tuples, numbers, booleans", () => {
  const harness = harnessOf();
  const keys: Key[] = ["1", 1, true, "true", ["a", 1], ["a", "1"], 0, -0];
  for (const key of keys) harness.processElement([key, 0]);
  deepStrictEqual(shown(harness).map(([key]) => key), [
    "1",
    "true",
    0,
    1,
    ["a", "1"],
    ["a", 1],
    true,
  ]);
});

Deno.test("storedRows: of two subtasks the later write stands, of equal times the higher subtask's", () => {
  const one = harnessOf(), two = harnessOf();
  two.processElement(["a", 2]).processElement(["b", 2]);
  one.processElement(["b", 1]).setProcessingTime(9).processElement(["a", 1]);
  deepStrictEqual(shown(one, two), [["a", 1, 2], ["b", 2, 2]]);
});

Deno.test("storedRows of a store that nobody wrote, or that is not there, are none", () => {
  deepStrictEqual(shown(harnessOf()), []);
  deepStrictEqual(storedRows(worldOf(harnessOf().processElement(["a", 1])), "other"), []);
});

Deno.test("keyedStore of a fork shares what was written and goes on alone", () => {
  const harness = harnessOf().processElement(["a", 1]);
  const twin = harness.fork();
  harness.processElement(["a", 2]);
  deepStrictEqual([shown(harness), shown(twin)], [[["a", 2, 2]], [["a", 1, 1]]]);
  ok(Object.isFrozen(storedRows(worldOf(twin), "out")[0]));
});

Deno.test("E-KEY a value without a key is refused", () => {
  for (const key of [undefined, null, NaN, {}, []]) {
    throws(() => harnessOf().processElement([key as never, 1]), /E-KEY/);
  }
});

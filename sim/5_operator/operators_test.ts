import { deepStrictEqual, ok, throws } from "node:assert/strict";
import { MAX } from "../clock/time.ts";
import { OperatorHarness } from "../testing/mod.ts";
import { type AggregationKind, aggregationOperator } from "./aggregation.ts";
import type { Collector } from "./collector.ts";
import { filterOperator } from "./filter.ts";
import { flatMapOperator } from "./flat_map.ts";
import { mapOperator } from "./map.ts";
import { reduceOperator } from "./reduce.ts";

const NAMED = { name: "op", uid: "op", cost: 0 };
type Pair = readonly [key: string, n: number];

Deno.test("ORD-16 map, filter and flatMap keep timestamps, watermarks and status in order", () => {
  const operators = [
    mapOperator({ ...NAMED, map: (n: number) => n }),
    filterOperator({ ...NAMED, filter: () => true }),
    flatMapOperator<number, number>({ ...NAMED, flatMap: (n, out) => out.collect(n) }),
  ];
  for (const operator of operators) {
    const harness = new OperatorHarness<number>(operator);
    harness.processElement(1, -5).processWatermark(-5).processStatus("idle")
      .processStatus("active").processElement(2).processWatermark(MAX);
    deepStrictEqual(harness.takeOutput(), [
      { type: "record", value: 1, timestamp: -5 },
      { type: "watermark", timestamp: -5 },
      { type: "status", status: "idle" },
      { type: "status", status: "active" },
      { type: "record", value: 2, timestamp: Number.MIN_SAFE_INTEGER },
      { type: "watermark", timestamp: MAX },
    ]);
  }
});

Deno.test("mapOperator freezes results and refuses undefined and mutable values by name", () => {
  const made = (map: (value: string) => unknown) => {
    const harness = new OperatorHarness(mapOperator({ ...NAMED, name: "parse", map }));
    harness.processElement("x");
    return harness.takeValues()[0];
  };
  ok(Object.isFrozen(made((x) => ({ x }))));
  throws(() => made(() => undefined), /E-VALUE: While mapping in "parse": .* without return/);
  throws(() => made(() => new Date(0)), /E-VALUE: While mapping in "parse"/);
  throws(() => made(() => Promise.resolve(1)), /E-UDF: While mapping in "parse".* Promise/);
});

Deno.test("filterOperator reports what it holds back and wants true or false", () => {
  const harness = new OperatorHarness<number>(
    filterOperator({ ...NAMED, filter: (n: number) => n > 1 }),
  );
  harness.processElement(1, 10).processElement(2, 20);
  deepStrictEqual(harness.takeValues(), [2]);
  deepStrictEqual(harness.takeFacts(), [{ name: "recordFiltered", origin: 0, stamp: 10 }]);
  const careless = filterOperator({ ...NAMED, filter: (n: number) => n as unknown as boolean });
  throws(() => new OperatorHarness<number>(careless).processElement(1), /E-VALUE: While filtering/);
});

Deno.test("flatMapOperator refuses a collector that is used after its call", () => {
  let kept: Collector<number> | undefined;
  const operator = flatMapOperator<number, number>({ ...NAMED, flatMap: (_n, out) => kept = out });
  new OperatorHarness<number>(operator).processElement(1);
  throws(() => kept?.collect(1), /E-UDF: A collector was used after flat-mapping in "op"/);
});

Deno.test("RO-1 reduceOperator emits the first record of a key as it is, then each new value", () => {
  const harness = new OperatorHarness<Pair>(
    reduceOperator<Pair>({ ...NAMED, reduce: ([key, a], [, b]) => [key, a + b] }),
    { keyBy: ([key]) => key },
  );
  harness.processElement(["a", 1], 12).processElement(["b", 10], 3).processElement(["a", 2], 5);
  deepStrictEqual(harness.takeOutput(), [
    { type: "record", value: ["a", 1], timestamp: 12 },
    { type: "record", value: ["b", 10], timestamp: 3 },
    { type: "record", value: ["a", 3], timestamp: 5 },
  ]);
  deepStrictEqual(harness.takeFacts("stateUpdated").map(({ key, value }) => [key, value]), [
    ["a", ["a", 1]],
    ["b", ["b", 10]],
    ["a", ["a", 3]],
  ]);
});

Deno.test("ST-2 reduceOperator refuses a stream without keys", () => {
  const harness = new OperatorHarness<number>(reduceOperator<number>({ ...NAMED, reduce: add }));
  throws(() => harness.processElement(1), /ST-2/);
});

Deno.test("RO-2 sum changes the summed field of the first record only", () => {
  deepStrictEqual(
    aggregate("sum", "n", [{ n: 2, at: "x" }, { n: 3, at: "y" }]),
    [{ n: 2, at: "x" }, { n: 5, at: "x" }],
  );
});

Deno.test("RO-2 min and max replace only the field in the first record", () => {
  const records = [["k", 5, "first"], ["k", 3, "second"], ["k", 9, "third"]];
  deepStrictEqual(aggregate("min", 1, records), [
    ["k", 5, "first"],
    ["k", 3, "first"],
    ["k", 3, "first"],
  ]);
  deepStrictEqual(aggregate("max", 1, records), [
    ["k", 5, "first"],
    ["k", 5, "first"],
    ["k", 9, "first"],
  ]);
});

Deno.test("RO-2 minBy and maxBy keep the whole extremal record", () => {
  const records = [["k", 5, "first"], ["k", 3, "second"], ["k", 9, "third"], ["k", 4, "fourth"]];
  const [first, second, third] = records;
  deepStrictEqual(aggregate("minBy", 1, records), [first, second, second, second]);
  deepStrictEqual(aggregate("maxBy", 1, records), [first, first, third, third]);
  deepStrictEqual(aggregate("maxBy", undefined, [2, -1, 7]), [2, 2, 7]);
});

Deno.test("RO-2 minBy and maxBy keep the first of equal records, or the newer when told so", () => {
  const records = [{ n: 1, at: "x" }, { n: 1, at: "y" }, { n: 2, at: "z" }, { n: 1, at: "w" }];
  const [x, y, z, w] = records;
  deepStrictEqual(aggregate("minBy", "n", records), [x, x, x, x]);
  deepStrictEqual(aggregate("minBy", "n", records, true), [x, x, x, x]);
  deepStrictEqual(aggregate("minBy", "n", records, false), [x, y, y, w]);
  deepStrictEqual(aggregate("maxBy", "n", records, false), [x, y, z, z]);
});

Deno.test("RO-2 aggregations work on the value itself, on text and below zero", () => {
  deepStrictEqual(aggregate("sum", undefined, [1, -3, 5]), [1, -2, 3]);
  deepStrictEqual(aggregate("max", undefined, ["b", "a", "c"]), ["b", "b", "c"]);
  deepStrictEqual(aggregate("min", undefined, [0, -1, 1]), [0, -1, -1]);
});

Deno.test("RO-2 aggregations refuse a missing field, text in a sum, and values without an order", () => {
  throws(() => aggregate("sum", "m", [{ n: 1 }, { n: 2 }]), /E-VALUE: .*field "m" in "op"/);
  throws(() => aggregate("sum", "n", [{ n: 1 }, { n: "2" }]), /E-VALUE: .*cannot be added/);
  throws(() => aggregate("max", 0, [[1], ["1"]]), /E-VALUE: .*no common order/);
  throws(
    () => aggregate("maxBy", 0, [[1], ["1"]]),
    /E-VALUE: .*maxBy of field "0".*no common order/,
  );
  throws(() => aggregate("minBy", "m", [{ n: 1 }, { n: 2 }]), /E-VALUE: .*misspelt/);
  throws(() => aggregate("min", undefined, [1, NaN]), /E-VALUE: .*NaN/);
  throws(() => aggregate("sum", "toString", [{ n: 1 }, { n: 2 }]), /E-VALUE: .*misspelt/);
});

Deno.test("OperatorHarness.fork continues a keyed operator exactly where it stood", () => {
  const harness = new OperatorHarness<number>(
    reduceOperator<number>({ ...NAMED, reduce: add }),
    { keyBy: (n) => n % 3 },
  );
  for (let n = 0; n < 20; n++) harness.processElement(n, n);
  const twin = harness.fork();
  const rest = (one: OperatorHarness<number>) => {
    for (let n = 20; n < 40; n++) one.processElement(n, n);
    return [one.takeOutput(), one.takeFacts()];
  };
  deepStrictEqual(rest(harness), rest(twin));
});

function aggregate(
  kind: AggregationKind,
  field: string | number | undefined,
  records: readonly unknown[],
  first?: boolean,
): unknown[] {
  const operator = aggregationOperator({ ...NAMED, kind, field, first });
  const harness = new OperatorHarness(operator, { keyBy: () => "all" });
  for (const record of records) harness.processElement(record, 0);
  return harness.takeValues();
}

function add(a: number, b: number): number {
  return a + b;
}

import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { collection, type CollectionOptions } from "./collection.ts";

Deno.test("collection is one split, all of it readable at the start, without timestamps", () => {
  deepStrictEqual(collection(["a", "b"]).splits, [{
    id: "collection-0",
    records: [{ value: "a", arrival: 0 }, { value: "b", arrival: 0 }],
  }]);
});

Deno.test("collection deals values to splits in turn and spaces them over all splits", () => {
  const { splits } = collection([1, 2, 3], { splits: 2, interval: 10, timestamps: (v) => v * 100 });
  deepStrictEqual(splits.map((split) => split.records), [
    [{ value: 1, arrival: 0, timestamp: 100 }, { value: 3, arrival: 20, timestamp: 300 }],
    [{ value: 2, arrival: 10, timestamp: 200 }],
  ]);
});

Deno.test("collection takes nothing at all, and more splits than values", () => {
  strictEqual(collection([]).splits[0].records.length, 0);
  deepStrictEqual(collection([1], { splits: 3 }).splits.map((s) => s.records.length), [1, 0, 0]);
});

Deno.test("collection freezes its values", () => {
  const value = { at: [1] };
  collection([value]);
  ok(Object.isFrozen(value.at));
});

Deno.test("collection names each bad option and each bad record", () => {
  const cases: [RegExp, CollectionOptions<number>][] = [
    [/E-SPLITS: .* is 0,/, { splits: 0 }],
    [/E-SPLITS: .* is NaN,/, { splits: NaN }],
    [/E-SPLITS: .* is 1000000000,/, { splits: 1e9 }],
    [/E-INTERVAL: .* is -1,/, { interval: -1 }],
    [/E-INTERVAL: .* is 0.5,/, { interval: 0.5 }],
    [/E-TS-RANGE: .*record 0: the timestamp is NaN/, { timestamps: () => NaN }],
    [/E-LOG-ARRIVAL/, { interval: Number.MAX_SAFE_INTEGER }],
  ];
  for (const [message, options] of cases) throws(() => collection([1, 2, 3], options), message);
  throws(() => collection([new Date(0)]), /E-VALUE: .*record 0/);
});

import { notStrictEqual, strictEqual } from "node:assert/strict";
import { valueText } from "./value_text.ts";

Deno.test("valueText does not depend on the order in which fields were set", () => {
  strictEqual(valueText({ a: 1, b: { d: 1, c: 2 } }), valueText({ b: { c: 2, d: 1 }, a: 1 }));
});

Deno.test("valueText tells values apart that JSON does not", () => {
  const values = [null, undefined, NaN, Infinity, -Infinity, 0, "0", "NaN", 1, 1n, true, "true"];
  const nested = [[], {}, [[]], [1, 2], ["1,2"], { a: 1 }, { a: "1" }, { a: undefined }, ["a", 1]];
  const all = [...values, ...nested];
  for (const [i, one] of all.entries()) {
    for (const other of all.slice(i + 1)) notStrictEqual(valueText(one), valueText(other));
  }
});

Deno.test("valueText takes a field called __proto__ for a name like any other", () => {
  const value = JSON.parse('{"__proto__":1,"a":2}');
  strictEqual(valueText(value), '{"__proto__":1,"a":2}');
});

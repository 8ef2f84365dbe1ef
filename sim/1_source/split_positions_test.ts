import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { Source } from "./source.ts";
import { assertRefused } from "../refused_for_tests.ts";
import { endPositions, indexIn, splitPositions, splitsOf } from "./split_positions.ts";

const record = { arrival: 0, value: "r" };
const SOURCE: Source<string> = {
  type: "source",
  splits: [
    { id: "a", records: [record, record] },
    { id: "b", records: [record], firstOffset: 100 },
    { id: "c", records: [] },
  ],
};

Deno.test("SN-3 a reader saves the offset of the next record of each of its splits", () => {
  const own = splitsOf(SOURCE, 1, 2);
  deepStrictEqual([...own], [1]);
  deepStrictEqual(splitPositions(SOURCE, own, [1]), {
    name: "splits",
    mode: "union",
    items: [{ split: "b", position: 101 }],
  });
});

Deno.test("EOI-3 a reader that has finished has read all of its splits", () => {
  deepStrictEqual(endPositions(SOURCE, 0, 2).items, [
    { split: "a", position: 2 },
    { split: "c", position: 0 },
  ]);
});

Deno.test("F55 an offset that the log has forgotten since is before its first record", () => {
  strictEqual(indexIn(SOURCE, 1, { split: "b", position: 98 }, "in"), -2);
  strictEqual(indexIn(SOURCE, 1, { split: "b", position: 101 }, "in"), 1);
});

Deno.test("E-RESTORE-SPLIT a log that ends before the savepoint is not the one that was read", () => {
  const position = { split: "b", position: 102 };
  assertRefused(() => indexIn(SOURCE, 1, position, "in"), "E-RESTORE-SPLIT", `"in"`, "102", "101");
});

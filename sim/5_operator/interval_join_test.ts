import { deepStrictEqual } from "node:assert/strict";
import { OperatorHarness, playTable } from "../testing/mod.ts";
import { type IntervalJoinOperator, intervalJoinOperator } from "./interval_join.ts";

/** Left elements wait for right ones from two milliseconds before to one after. */
function joining(tags: { leftLateTag?: string; rightLateTag?: string } = {}) {
  const operator = intervalJoinOperator<string, string, string>({
    ...{ name: "join", uid: "join", cost: 0, lowerBound: -2, upperBound: 1, ...tags },
    process: (left, right, _context, out) => out.collect(`${left}${right}`),
  });
  const keyBy = () => "k";
  return new OperatorHarness<string>(operator, { keyBy, keyBy2: keyBy });
}

Deno.test("J-2 J-5 both bounds belong to the interval; a pair has the later timestamp", () => {
  playTable(
    joining(),
    `
    1: a@5
    2: m@2
    2: n@3 → an@5
    2: o@6 → ao@6
    2: p@7
    1: b@4 → bm@4  bn@4
    1: c@6 → co@6  cp@7
    `,
  );
});

Deno.test("J-3 J-7 an element at the watermark is in time, one behind it is late and gone", () => {
  playTable(
    joining(),
    `
    1: a@5
    1: WM 5
    2: WM 5 → WM 5
    2: m@5  → am@5
    2: n@4
    1: b@4
    1: c@5  → cm@5
    `,
  );
});

Deno.test("J-3 late elements go to the side output of their side", () => {
  playTable(
    joining({ leftLateTag: "left", rightLateTag: "right" }),
    `
    1: WM 5
    2: WM 5 → WM 5
    1: a@5
    1: b@4  → left: b@4
    2: m@4  → right: m@4
    2: n@5  → an@5
    `,
  );
});

Deno.test("J-6 an element is kept until its last partner can come, and no longer", () => {
  const harness = joining();
  const kept = () => (harness.operator as IntervalJoinOperator).buffers.map(({ size }) => size);
  harness.processElement("a", 5).processElement2("m", 5);
  harness.processWatermark(5);
  deepStrictEqual(kept(), [1, 1]); // a right one at 6, a left one at 7
  harness.processWatermark(6);
  deepStrictEqual(kept(), [0, 1]);
  harness.processWatermark(7);
  deepStrictEqual(kept(), [0, 0]);
});

Deno.test("J-3 without a timestamp there is no neighbour", () => {
  playTable(joining(), `1: a@– → E-TS-MISSING`);
  playTable(joining(), `2: a@– → E-TS-MISSING`);
});

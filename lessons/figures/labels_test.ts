import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { isInside, type LabelWish, overlaps, placeLabels, PRIORITY } from "./labels.ts";

const BOUNDS = { x: 0, y: 0, width: 300, height: 100 };

function wish(id: string, x: number, y: number, more: Partial<LabelWish> = {}): LabelWish {
  return { id, text: id, x, y, reach: 5, priority: PRIORITY.record, size: 11, ...more };
}

Deno.test("placeLabels: beside the mark when there is room", () => {
  const { placed: [label], omitted } = placeLabels([wish("r1", 50, 50)], BOUNDS);
  deepStrictEqual([label.x, label.y], [58, 53.7]);
  deepStrictEqual(omitted, []);
});

Deno.test("placeLabels: another side when the first is taken or outside", () => {
  const { placed: [label] } = placeLabels([wish("r1", 297, 50)], BOUNDS);
  ok(label.x + label.box.width <= 300);
  const taken = [{ x: 57, y: 40, width: 40, height: 20 }];
  const { placed: [above] } = placeLabels([wish("r1", 50, 50)], BOUNDS, taken);
  ok(above.y < 50);
});

Deno.test("placeLabels: the more important label wins, and the other is told of", () => {
  const sides = ["right"] as const;
  const wishes = [
    wish("r1", 50, 50, { sides }),
    wish("late", 52, 50, { sides, priority: PRIORITY.late }),
  ];
  const { placed, omitted } = placeLabels(wishes, BOUNDS);
  deepStrictEqual(placed.map(({ id }) => id), ["late"]);
  deepStrictEqual(omitted, ["r1"]);
});

Deno.test("placeLabels: in a crowd none overlap, and none is lost", () => {
  const wishes = Array.from(
    { length: 60 },
    (_, index) => wish(`r${index}`, (index * 37) % 290, (index * 53) % 95),
  );
  const { placed, omitted } = placeLabels(wishes, BOUNDS);
  strictEqual(placed.length + omitted.length, 60);
  ok(placed.length > 20 && omitted.length > 0);
  for (const [index, { box }] of placed.entries()) {
    ok(isInside(box, BOUNDS));
    ok(placed.slice(index + 1).every((other) => !overlaps(box, other.box)));
  }
});

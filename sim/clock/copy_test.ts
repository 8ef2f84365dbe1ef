import { deepStrictEqual, notStrictEqual, strictEqual, throws } from "node:assert/strict";
import { copy } from "./copy.ts";
import { NumberRing } from "./ring.ts";

class Leaf {
  spec: { double: (x: number) => number } = { double: (x) => 2 * x };
  count = 0;
  columns = new Float64Array(2);
}

class Tree {
  leaves: Leaf[] = [new Leaf()];
  byKey = new Map<number, unknown>([[1, Object.freeze({ a: 1 })], [2, new Leaf()]]);
  names = new Set(["x"]);
  ring = new NumberRing();
}

Deno.test("copy gives an independent twin of every part", () => {
  const tree = new Tree();
  tree.ring.push(4);
  const twin = copy(tree);
  deepStrictEqual(twin, tree);
  tree.leaves[0].count = 7;
  tree.leaves[0].columns[1] = 3;
  (tree.byKey.get(2) as Leaf).count = 9;
  tree.ring.push(5);
  strictEqual(twin.leaves[0].count, 0);
  strictEqual(twin.leaves[0].columns[1], 0);
  strictEqual((twin.byKey.get(2) as Leaf).count, 0);
  strictEqual(twin.ring.size, 1);
});

Deno.test("copy shares frozen values and specs", () => {
  const tree = new Tree();
  const twin = copy(tree);
  strictEqual(twin.byKey.get(1), tree.byKey.get(1));
  strictEqual(twin.leaves[0].spec, tree.leaves[0].spec);
  notStrictEqual(twin.leaves[0], tree.leaves[0]);
});

Deno.test("copy refuses what is not plain data and says where it stands", () => {
  class Holder {
    field: unknown = null;
  }
  const refused: [unknown, RegExp][] = [
    [() => 1, /world\.field holds a function/],
    [Promise.resolve(), /world\.field holds a Promise/],
    [{ a: 1 }, /world\.field is a plain object .* not deep-frozen/],
    [Object.freeze([{ a: 1 }]), /world\.field .*not deep-frozen/],
    [new Date(0), /world\.field holds a Date/],
  ];
  for (const [value, message] of refused) {
    const holder = new Holder();
    holder.field = value;
    throws(() => copy(holder), message);
  }
});

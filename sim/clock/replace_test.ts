import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { copy } from "./copy.ts";
import { replaceParts } from "./replace.ts";

class Leaf {
  spec: unknown = null;
  count = 0;
  says(): string {
    return `leaf ${this.count}`;
  }
}

class Thorn extends Leaf {
  override says(): string {
    return `thorn ${this.count}`;
  }
}

class Oak extends Leaf {}

class Tree {
  leaves: Leaf[] = [new Leaf(), new Oak()];
  byKey = new Map<number, Leaf | null>([[3, new Leaf()], [4, null]]);
  columns = new Float64Array(2);
  notes: readonly unknown[] = Object.freeze(["a"]);
}

Deno.test("a part of another class stands in for a part, with its fields, wherever it stands", () => {
  const tree = new Tree();
  tree.leaves[0].count = 7;
  tree.byKey.get(3)!.count = 8;
  const before = [tree.columns, tree.notes, tree.leaves];
  strictEqual(replaceParts(tree, new Map([[Leaf, Thorn]])), tree);
  deepStrictEqual([tree.leaves[0].says(), tree.byKey.get(3)!.says()], ["thorn 7", "thorn 8"]);
  deepStrictEqual([tree.columns, tree.notes, tree.leaves], before);
});

Deno.test("a subclass of a replaced class stays what it is", () => {
  const tree = replaceParts(new Tree(), new Map([[Leaf, Thorn]]));
  strictEqual(tree.leaves[1].constructor, Oak);
});

Deno.test("the root itself may be replaced, and specs are not looked into", () => {
  const leaf = new Leaf(), spec = new Leaf();
  leaf.spec = spec;
  const thorn = replaceParts(leaf, new Map([[Leaf, Thorn]]));
  ok(thorn instanceof Thorn && thorn.spec === spec && spec.constructor === Leaf);
});

Deno.test("a copy of a replaced part is a replaced part", () => {
  const tree = copy(replaceParts(new Tree(), new Map([[Leaf, Thorn]])));
  deepStrictEqual(tree.leaves.map(({ constructor }) => constructor), [Thorn, Oak]);
});

Deno.test("without replacements nothing is touched", () => {
  const frozen = Object.freeze([new Leaf()]);
  strictEqual(replaceParts(frozen, new Map()), frozen);
});

import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { drawBelow } from "../clock/prng.ts";
import { KeyedIndex, NO_ROW } from "./keyed_index.ts";

Deno.test("KeyedIndex tells namespaces, keys and stamps apart, the void namespace included", () => {
  const index = new KeyedIndex();
  const names: [number, number, number][] = [[-1, 0, 0], [0, 0, 0], [0, 1, 0], [1, 0, 0], [
    0,
    0,
    -7,
  ]];
  const rows = names.map(([namespace, key, stamp]) => index.add(namespace, key, stamp));
  deepStrictEqual(names.map(([n, k, s]) => index.find(n, k, s)), rows);
  deepStrictEqual(rows.map((row) => index.namespaceAt(row)), [-1, 0, 0, 1, 0]);
  deepStrictEqual(rows.map((row) => index.keyAt(row)), [0, 0, 1, 0, 0]);
  deepStrictEqual(rows.map((row) => index.stampAt(row)), [0, 0, 0, 0, -7]);
  strictEqual(index.find(2, 0, 0), NO_ROW);
});

Deno.test("KeyedIndex agrees with a plain map through ten thousand additions and removals", () => {
  const index = new KeyedIndex();
  const model = new Map<string, number>();
  for (let n = 0; n < 10_000; n++) {
    const namespace = drawBelow(1, 0, 0, n, 5) - 1, key = drawBelow(1, 1, 0, n, 200);
    const stamp = drawBelow(1, 2, 0, n, 3) * 5_000_000_000;
    const name = `${namespace}/${key}/${stamp}`;
    const row = index.find(namespace, key, stamp);
    strictEqual(row, model.get(name) ?? NO_ROW);
    if (row === NO_ROW) model.set(name, index.add(namespace, key, stamp));
    else if (drawBelow(1, 3, 0, n, 2) === 0) {
      index.remove(row);
      model.delete(name);
    }
  }
  strictEqual(index.size, model.size);
  strictEqual(index.rowCount < 3000, true, "free rows are used again");
});

Deno.test("KeyedIndex of a copy goes its own way", () => {
  const index = new KeyedIndex();
  const row = index.add(3, 4, 0);
  const twin = copy(index);
  index.remove(row);
  strictEqual(index.find(3, 4, 0), NO_ROW);
  strictEqual(twin.find(3, 4, 0), row);
});

Deno.test("KeyedIndex refuses to remove a row twice", () => {
  const index = new KeyedIndex();
  const row = index.add(0, 0, 0);
  index.remove(row);
  throws(() => index.remove(row), /only a live row/);
});

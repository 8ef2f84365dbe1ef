import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { NO_KEY } from "../element/element.ts";
import { KeyTable } from "../element/key_table.ts";
import { aggregatingState } from "./aggregating_state.ts";
import { AppendList } from "./append_list.ts";
import { listState } from "./list_state.ts";
import { reducingState } from "./reducing_state.ts";
import { StateTable } from "./state_table.ts";
import { freezeResult } from "./user_result.ts";
import { valueState } from "./value_state.ts";

function tableOf<V>(spec: StateTable<V>["spec"]): StateTable<V> {
  const table = new StateTable<V>();
  table.spec = spec;
  return table;
}

Deno.test("ST-1 StateTable keeps a value per namespace and key, and clears one only", () => {
  const table = tableOf<number>(valueState<number>("v"));
  table.put(0, 1, 10);
  table.put(0, 2, 20);
  table.put(1, 1, 30);
  deepStrictEqual([table.get(0, 1), table.get(0, 2), table.get(1, 1), table.get(1, 2)], [
    10,
    20,
    30,
    undefined,
  ]);
  deepStrictEqual([table.remove(0, 1), table.remove(0, 1)], [true, false]);
  deepStrictEqual([table.get(0, 1), table.get(0, 2), table.size], [undefined, 20, 2]);
});

Deno.test("ST-2 StateTable refuses access without a current key", () => {
  const table = tableOf<number>(valueState<number>("v"));
  throws(() => table.get(0, NO_KEY), /ST-2/);
  throws(() => table.put(0, NO_KEY, 1), /ST-2/);
});

Deno.test("ST-4 StateTable of a copy does not see later updates", () => {
  const table = tableOf<number>(reducingState<number>("sum", (a, b) => a + b));
  for (let key = 0; key < 100; key++) table.add(0, key, key, "sum");
  const twin = copy(table);
  table.add(0, 7, 1000, "sum");
  table.remove(0, 8);
  deepStrictEqual([twin.get(0, 7), twin.get(0, 8), twin.size], [7, 8, 100]);
});

Deno.test("StateTable lists entries by key group, key text and namespace, whoever came first", () => {
  const words = ["delta", "alpha", "charlie", "bravo", "echo"];
  const listOf = (order: readonly string[]) => {
    const keys = new KeyTable();
    const table = tableOf<string>(valueState<string>("v"));
    for (const word of order) for (const n of [2, 1]) table.put(n, keys.intern(word), word + n);
    return table.entries({ keys, maxParallelism: 4, compareNamespaces: (a, b) => a - b });
  };
  const entries = listOf(words);
  deepStrictEqual(entries, listOf(words.toReversed()));
  strictEqual(entries.length, 10);
  const groups = entries.map(({ keyGroup }) => keyGroup);
  deepStrictEqual(groups, groups.toSorted((a, b) => a - b));
  deepStrictEqual(entries.slice(0, 2).map(({ namespace }) => namespace), [1, 2]);
});

Deno.test("StateTable wants an order of namespaces when a key has several", () => {
  const keys = new KeyTable();
  const table = tableOf<number>(valueState<number>("v"));
  for (const namespace of [0, 1]) table.put(namespace, keys.intern("a"), 1);
  throws(() => table.entries({ keys, maxParallelism: 128 }), /need an order/);
});

Deno.test("ST-1 reducingState keeps the first element as it is, then reduces and freezes", () => {
  const state = reducingState<{ n: number }>("sum", (a, b) => ({ n: a.n + b.n }));
  const first = Object.freeze({ n: 1 });
  strictEqual(state.add(undefined, first, "x"), first);
  const second = state.add(first, { n: 2 }, "x");
  deepStrictEqual(second, { n: 3 });
  ok(Object.isFrozen(second));
});

Deno.test("ST-1 aggregatingState adds to an accumulator, keeps `this`, and reads a result", () => {
  class Average {
    readonly digits = 10;
    createAccumulator = () => ({ sum: 0, count: 0 });
    add(value: number, { sum, count }: { sum: number; count: number }) {
      return { sum: sum + value, count: count + 1 };
    }
    getResult({ sum, count }: { sum: number; count: number }) {
      return Math.round(this.digits * sum / count) / this.digits;
    }
  }
  const state = aggregatingState("average", new Average());
  const stored = state.add(state.add(undefined, 1, "x"), 2, "x");
  strictEqual(state.get(stored, "x"), 1.5);
  ok(Object.isFrozen(stored));
});

Deno.test("listState shares its array with copies until one of them appends", () => {
  const table = tableOf<AppendList<string>>(listState<string>("seen"));
  table.add(0, 1, "a", "x");
  table.add(0, 1, "b", "x");
  const twin = copy(table);
  strictEqual(twin.get(0, 1)?.spec, table.get(0, 1)?.spec);
  table.add(0, 1, "c", "x");
  deepStrictEqual(twin.get(0, 1)?.toArray(), ["a", "b"]);
  twin.add(0, 1, "z", "x");
  deepStrictEqual(twin.get(0, 1)?.toArray(), ["a", "b", "z"]);
  deepStrictEqual(table.get(0, 1)?.toArray(), ["a", "b", "c"]);
});

Deno.test("freezeResult freezes plain data and names the operator when it cannot", () => {
  ok(Object.isFrozen(freezeResult([{ a: 1 }], "mapping", "parse")[0]));
  strictEqual(freezeResult(null, "mapping", "parse"), null);
  throws(() => freezeResult(undefined, "mapping", "parse"), /E-VALUE: While mapping in "parse"/);
  throws(() => freezeResult(new Map(), "mapping", "parse"), /E-VALUE: While mapping in "parse"/);
});

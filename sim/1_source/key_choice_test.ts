import { deepStrictEqual, ok, throws } from "node:assert/strict";
import { drawBelow } from "../clock/prng.ts";
import type { Key } from "../element/key.ts";
import { type KeyChoice, uniformKeys, weightedKeys, zipfKeys } from "./key_choice.ts";

const COUNT = 30_000;

/** How often each key is chosen, in parts of a thousand. */
function shares<K extends Key>(choice: KeyChoice<K>): Map<K, number> {
  const counts = new Map<K, number>();
  for (let n = 0; n < COUNT; n++) {
    const key = choice.choose((bound) => drawBelow(5, 77, 0, n, bound));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map([...counts].map(([key, count]) => [key, Math.round(1000 * count / COUNT)]));
}

function assertShares(choice: KeyChoice<string>, wanted: Record<string, number>): void {
  const found = shares(choice);
  deepStrictEqual([...found.keys()].sort(), Object.keys(wanted).sort());
  for (const [key, share] of Object.entries(wanted)) {
    ok(Math.abs(found.get(key)! - share) < 10, `${key}: ${found.get(key)}`);
  }
}

Deno.test("uniformKeys chooses each key as often as every other", () => {
  assertShares(uniformKeys(["a", "b", "c", "d"]), { a: 250, b: 250, c: 250, d: 250 });
});

Deno.test("F67 weightedKeys makes a hot key, and never chooses a key of weight 0", () => {
  assertShares(weightedKeys([["a", 1], ["never", 0], ["hot", 8], ["b", 1]]), {
    a: 100,
    hot: 800,
    b: 100,
  });
});

Deno.test("zipfKeys chooses the second key half as often, the third a third as often", () => {
  assertShares(zipfKeys(["a", "b", "c"]), { a: 545, b: 273, c: 182 });
});

Deno.test("keys may be tuples, numbers and booleans", () => {
  deepStrictEqual(weightedKeys<Key>([[["a", 1], 1]]).choose(() => 0), ["a", 1]);
});

Deno.test("E-KEYS names what is wrong", () => {
  const cases: [RegExp, () => unknown][] = [
    [/E-KEYS: .*together are 0/, () => uniformKeys([])],
    [/E-KEYS: .*together are 0/, () => weightedKeys([["a", 0]])],
    [/E-KEYS: .*key "a" is 0.5/, () => weightedKeys([["a", 0.5]])],
    [/E-KEYS: .*key "a" is -1/, () => weightedKeys([["a", -1]])],
    [/E-KEYS: .*together are 4194304/, () => weightedKeys([["a", 2 ** 22]])],
  ];
  for (const [message, attempt] of cases) throws(attempt, message);
});

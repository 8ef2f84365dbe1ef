import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { withoutEntropy } from "./entropy.ts";
import { deepFreeze, isDeepFrozen } from "./freeze.ts";
import { murmurHash, rollHash } from "./hash.ts";
import { showValue } from "./named_error.ts";
import { NumberRing } from "./ring.ts";
import { isTimestamp, MAX, MIN, saturatingAdd } from "./time.ts";

Deno.test("NumberRing is first in, first out, and inserts where told", () => {
  const ring = new NumberRing();
  for (let i = 0; i < 7; i++) ring.push(i);
  for (let i = 0; i < 5; i++) strictEqual(ring.shift(), i);
  for (let i = 7; i < 20; i++) ring.push(i);
  ring.insert(2, 99);
  deepStrictEqual(Array.from({ length: 5 }, (_, i) => ring.at(i)), [5, 6, 99, 7, 8]);
  strictEqual(ring.size, 16);
  strictEqual(ring.removeAt(1), 6);
  ring.set(0, 50);
  deepStrictEqual(Array.from({ length: 4 }, (_, i) => ring.at(i)), [50, 99, 7, 8]);
  strictEqual(ring.removeAt(14), 19);
  strictEqual(ring.size, 14);
});

Deno.test("MC-2 saturatingAdd: the infinities absorb", () => {
  deepStrictEqual(
    [saturatingAdd(MIN, MAX), saturatingAdd(MAX - 1, 5), saturatingAdd(MIN + 1, -5)],
    [MAX, MAX, MIN],
  );
  deepStrictEqual([1.5, NaN, Infinity, MAX, "4", 8.64e15].map(isTimestamp), [
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
});

Deno.test("KG-5 murmurHash matches Flink's table", () => {
  const table = [[0, 593689054], [97, 1455541201], [-1, 1982413648], [42, 1134849565]];
  for (const [code, hash] of table) strictEqual(murmurHash(code), hash);
});

Deno.test("rollHash sees both halves of a number and its sign", () => {
  const hashes = [0, 1, -1, 2 ** 32, 2 ** 40, MAX, MIN].map((x) => rollHash(17, x));
  strictEqual(new Set(hashes).size, hashes.length);
});

Deno.test("deepFreeze freezes plain data and names the plain form of everything else", () => {
  const value = { a: [1, { b: 2 }] };
  ok(isDeepFrozen(deepFreeze(value)));
  const refused: [unknown, RegExp][] = [
    [new Map(), /is a Map .*pairs/],
    [{ at: new Date(0) }, /is a Date .*milliseconds/],
    [[new Uint8Array(2)], /plain array/],
    [() => 1, /is a Function/],
    [Promise.resolve(1), /is a Promise .*awaited/],
  ];
  for (const [bad, message] of refused) throws(() => deepFreeze(bad, "testing"), message);
  const loop: unknown[] = [];
  loop.push(loop);
  throws(() => deepFreeze(loop), /E-VALUE: .*contains itself/);
});

Deno.test("withoutEntropy refuses clocks and chance, and puts them back", () => {
  const calls: (() => unknown)[] = [
    () => Math.random(),
    () => Date.now(),
    () => new Date(),
    () => performance.now(),
    () => crypto.randomUUID(),
    () => setTimeout(() => {}, 0),
  ];
  for (const call of calls) throws(() => withoutEntropy(call), /E-UDF-ENTROPY/);
  strictEqual(withoutEntropy(() => new Date(5).getTime()), 5);
  ok(Math.random() < 1 && Date.now() > 0 && new Date() instanceof Date);
});

Deno.test("showValue escapes what could mislead and cuts what is long", () => {
  strictEqual(showValue("a\u202eb\n"), '"a\\u202eb\\n"');
  strictEqual(showValue("x".repeat(200)).length, 80);
  strictEqual(showValue(10n), "10");
});

import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { javaHash, type Key, type KeyType } from "../element/key.ts";
import { defaultMaxParallelism, keyGroup, keyGroupRange, operatorIndex } from "./key_group.ts";
import { PARALLELISM_LIMIT, requireMaxParallelism, requireParallelism } from "./key_group.ts";
import { KeyGroupRange } from "./key_group_range.ts";

// TVX 22.1: key, key group of 128, subtask at parallelism 2, 3 and 4
const ASSIGNED: [Key, number, number[]][] = [
  [0, 94, [1, 2, 2]],
  [2, 127, [1, 2, 3]],
  [4, 7, [0, 0, 0]],
  [9, 51, [0, 1, 1]],
  [-1, 80, [1, 1, 2]],
  ["", 94, [1, 2, 2]],
  ["B", 17, [0, 0, 0]],
  ["C", 17, [0, 0, 0]],
  ["user2", 2, [0, 0, 0]],
  ["Bob", 126, [1, 2, 3]],
  ["flink", 98, [1, 2, 3]],
];

for (const [key, group, subtasks] of ASSIGNED) {
  Deno.test(`KG-1 keyGroup puts ${JSON.stringify(key)} into key group ${group}`, () => {
    strictEqual(keyGroup(javaHash(key), 128), group);
    deepStrictEqual(
      [2, 3, 4].map((parallelism) => operatorIndex(group, 128, parallelism)),
      subtasks,
    );
  });
}

Deno.test("TVX-1 keyGroup hashes a Long by both of its halves", () => {
  const LONGS: [number, KeyType, number][] = [
    [-1, "long", 94],
    [2 ** 32, "auto", 86],
    [1234567890123, "auto", 92],
  ];
  for (const [key, type, group] of LONGS) strictEqual(keyGroup(javaHash(key, type), 128), group);
});

Deno.test("TVX-3 keyGroupRange cuts 128 and 10 key groups as Flink does", () => {
  const ranges = (maxParallelism: number, parallelism: number) =>
    Array.from({ length: parallelism }, (_, i) => {
      const { start, end } = keyGroupRange(i, maxParallelism, parallelism);
      return `${start}–${end}`;
    }).join(", ");
  strictEqual(ranges(128, 2), "0–63, 64–127");
  strictEqual(ranges(128, 3), "0–42, 43–85, 86–127");
  strictEqual(ranges(128, 5), "0–25, 26–51, 52–76, 77–102, 103–127");
  strictEqual(ranges(128, 7), "0–18, 19–36, 37–54, 55–73, 74–91, 92–109, 110–127");
  strictEqual(ranges(10, 3), "0–3, 4–6, 7–9");
});

Deno.test("TVX-4 defaultMaxParallelism grows in powers of two from 128 to 32768", () => {
  const EXPECTED: [number, number[]][] = [
    [128, [1, 4, 85]],
    [256, [86, 100, 128, 170, 171]],
    [512, [172, 200]],
    [2048, [1000]],
    [32768, [20000, 32768]],
  ];
  for (const [expected, parallelisms] of EXPECTED) {
    for (const parallelism of parallelisms) {
      strictEqual(defaultMaxParallelism(parallelism), expected);
    }
  }
});

Deno.test("TVX-5 operatorIndex and keyGroupRange agree, and the ranges cover all key groups", () => {
  for (let maxParallelism = 1; maxParallelism <= 200; maxParallelism++) {
    for (let parallelism = 1; parallelism <= maxParallelism; parallelism++) {
      let group = 0;
      for (let i = 0; i < parallelism; i++) {
        const { start, end } = keyGroupRange(i, maxParallelism, parallelism);
        strictEqual(start, group);
        for (; group <= end; group++) {
          if (operatorIndex(group, maxParallelism, parallelism) !== i) {
            throw new Error(
              `${group} of ${maxParallelism} is not with subtask ${i}/${parallelism}`,
            );
          }
        }
      }
      strictEqual(group, maxParallelism);
    }
  }
});

Deno.test("KG-3 keyGroupRange is exact at the largest parallelism", () => {
  const last = PARALLELISM_LIMIT - 1;
  const { start, end } = keyGroupRange(last, PARALLELISM_LIMIT, PARALLELISM_LIMIT);
  deepStrictEqual([start, end], [last, last]);
  strictEqual(operatorIndex(last, PARALLELISM_LIMIT, PARALLELISM_LIMIT), last);
});

Deno.test("KeyGroupRange without a key group is empty and contains nothing", () => {
  const empty = KeyGroupRange.of(0, 5).intersection(KeyGroupRange.of(6, 10));
  deepStrictEqual(empty, new KeyGroupRange());
  deepStrictEqual([...empty], []);
  ok(!empty.contains(0) && !empty.contains(-1));
  throws(() => KeyGroupRange.of(-3, 2), /starts at -3/);
});

Deno.test("E-PARALLELISM requireParallelism refuses what does not count subtasks", () => {
  for (const bad of [0, -1, 1.5, NaN, "4", 1e9, 32769, Infinity, null, undefined]) {
    throws(() => requireParallelism(bad), /E-PARALLELISM: .* from 1 to 32768/);
  }
  strictEqual(requireParallelism(32768), 32768);
});

Deno.test("E-MAXPAR requireMaxParallelism refuses fewer key groups than subtasks", () => {
  for (const bad of [3, 0, -1, 32769, 8.5, NaN, "128"]) {
    throws(() => requireMaxParallelism(bad, 4), /E-MAXPAR: .* from 4 to 32768/);
  }
  strictEqual(requireMaxParallelism(4, 4), 4);
  throws(() => keyGroupRange(0, 2, 3), /E-MAXPAR/);
});

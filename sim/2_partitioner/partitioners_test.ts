import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { drawBelow } from "../clock/prng.ts";
import { javaHash } from "../element/key.ts";
import { broadcast } from "./broadcast.ts";
import { custom } from "./custom_partitioner.ts";
import { forward } from "./forward.ts";
import { global } from "./global.ts";
import { hash } from "./key_group_partitioner.ts";
import type { DrawBelow, Partitioner, PartitionerSpec } from "./partitioner.ts";
import { rebalance } from "./rebalance.ts";
import { rescale } from "./rescale.ts";
import { shuffle } from "./shuffle.ts";

const noDraw: DrawBelow = () => {
  throw new Error("drew a number");
};

function partitioner(
  spec: PartitionerSpec,
  channelCount: number,
  drawBelow: DrawBelow = noDraw,
): Partitioner {
  const part = new spec.Partitioner();
  part.spec = spec;
  part.setup(channelCount, drawBelow);
  return part;
}

function channels(part: Partitioner, count: number, draw = noDraw): number[] {
  return Array.from({ length: count }, () => part.select("value", 0, draw));
}

Deno.test("TVX-23 rebalance starts after the channel it drew and goes round", () => {
  deepStrictEqual(channels(partitioner(rebalance(), 3, () => 2), 4), [0, 1, 2, 0]);
  deepStrictEqual(channels(partitioner(rebalance(), 3, () => 0), 4), [1, 2, 0, 1]);
});

Deno.test("P-1 rebalance draws once, and a copy of it goes on from the same channel", () => {
  const draws: number[][] = [];
  const part = partitioner(rebalance(), 3, (n, bound) => draws.push([n, bound]) - 1);
  channels(part, 4);
  const twin = copy(part);
  deepStrictEqual(channels(twin, 3), channels(part, 3));
  deepStrictEqual(draws, [[0, 3]]);
});

Deno.test("P-2 rescale starts at its first channel without drawing", () => {
  deepStrictEqual(channels(partitioner(rescale(), 2), 5), [0, 1, 0, 1, 0]);
});

Deno.test("P-5 P-6 forward and global always take channel 0", () => {
  deepStrictEqual(channels(partitioner(forward(), 1), 2), [0, 0]);
  deepStrictEqual(channels(partitioner(global(), 3), 2), [0, 0]);
});

Deno.test("P-4 broadcast selects no channel", () => {
  ok(broadcast().isBroadcast);
  throws(() => channels(partitioner(broadcast(), 2), 1), /goes to every channel/);
});

Deno.test("P-7 hash sends a key to the subtask that owns its key group", () => {
  const part = partitioner(hash(128), 4);
  const selected = ["a", "B", "Bob", 9].map((key) => part.select("value", javaHash(key), noDraw));
  deepStrictEqual(selected, [2, 0, 3, 1]);
});

Deno.test("P-7 hash uses the key groups of the receiver", () => {
  const subtask = (maxParallelism: number) =>
    partitioner(hash(maxParallelism), 3).select("value", javaHash("b"), noDraw);
  // "b" falls into key group 22 of 128, and into 8 of 10
  strictEqual(subtask(128), 0);
  strictEqual(subtask(10), 2);
});

Deno.test("P-3 shuffle draws a channel for each record, numbering its draws", () => {
  ok(shuffle().drawsPerRecord);
  const part = partitioner(shuffle(), 5);
  const asked: number[][] = [];
  const draw: DrawBelow = (n, bound) => asked.push([n, bound]) && (7 * n + 3) % bound;
  deepStrictEqual(channels(part, 3, draw), [3, 0, 2]);
  const twin = copy(part);
  deepStrictEqual(channels(twin, 2, draw), channels(part, 2, draw));
  deepStrictEqual(asked.map(([n]) => n), [0, 1, 2, 3, 4, 3, 4]);
  ok(asked.every(([, bound]) => bound === 5));
});

Deno.test("P-3 shuffle fills its channels evenly, and one record's channel says nothing of the next", () => {
  const part = partitioner(shuffle(), 4);
  const pairs = new Array(16).fill(0);
  let last = 0;
  for (let i = 0; i < 16_000; i++) {
    const next = part.select("value", 0, (n, bound) => drawBelow(9, 1, 0, n, bound));
    pairs[4 * last + next]++;
    last = next;
  }
  ok(pairs.every((count) => Math.abs(count - 1000) < 150), pairs.join(" "));
});

Deno.test("P-8 a custom partitioner is asked with the key and the number of channels", () => {
  const asked: unknown[][] = [];
  const spec = custom(
    (key: string, count) => (asked.push([key, count]), key.length % count),
    (value: { name: string }) => value.name,
  );
  const part = partitioner(spec, 3);
  const names = ["a", "four", "quake"];
  deepStrictEqual(names.map((name) => part.select({ name }, 0, noDraw)), [1, 1, 2]);
  deepStrictEqual(asked, [["a", 3], ["four", 3], ["quake", 3]]);
});

for (const channel of [-1, 3, 0.5, NaN, Infinity, "1", null, undefined, 2n]) {
  Deno.test(`E-PARTITION a custom partitioner of 3 channels may not answer ${String(channel)}`, () => {
    const part = partitioner(custom(() => channel as number, (value) => value), 3);
    throws(
      () => part.select("quake", 0, noDraw),
      /E-PARTITION: .* for the key "quake"; wanted: a whole number from 0 to 2\. Usual cause: /,
    );
  });
}

Deno.test("P-11 only forward and rescale are pointwise, and every spec is frozen", () => {
  const own = custom(() => 0, (value) => value);
  const specs = [
    forward(),
    rescale(),
    rebalance(),
    hash(128),
    broadcast(),
    global(),
    shuffle(),
    own,
  ];
  deepStrictEqual(specs.map(({ name, isPointwise }) => [name, isPointwise]), [
    ["FORWARD", true],
    ["RESCALE", true],
    ["REBALANCE", false],
    ["HASH", false],
    ["BROADCAST", false],
    ["GLOBAL", false],
    ["SHUFFLE", false],
    ["CUSTOM", false],
  ]);
  ok(specs.every(Object.isFrozen));
});

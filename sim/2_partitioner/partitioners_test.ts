import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { copy } from "../clock/copy.ts";
import { javaHash } from "../element/key.ts";
import { broadcast } from "./broadcast.ts";
import { forward } from "./forward.ts";
import { global } from "./global.ts";
import { hash } from "./key_group_partitioner.ts";
import type { DrawBelow, Partitioner, PartitionerSpec } from "./partitioner.ts";
import { rebalance } from "./rebalance.ts";
import { rescale } from "./rescale.ts";

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

function channels(part: Partitioner, count: number): number[] {
  return Array.from({ length: count }, () => part.select("value", 0));
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
  throws(() => partitioner(broadcast(), 2).select("value", 0), /goes to every channel/);
});

Deno.test("P-7 hash sends a key to the subtask that owns its key group", () => {
  const part = partitioner(hash(128), 4);
  const selected = ["a", "B", "Bob", 9].map((key) => part.select("value", javaHash(key)));
  deepStrictEqual(selected, [2, 0, 3, 1]);
});

Deno.test("P-7 hash uses the key groups of the receiver", () => {
  const subtask = (maxParallelism: number) =>
    partitioner(hash(maxParallelism), 3).select("value", javaHash("b"));
  // "b" falls into key group 22 of 128, and into 8 of 10
  strictEqual(subtask(128), 0);
  strictEqual(subtask(10), 2);
});

Deno.test("P-11 only forward and rescale are pointwise, and every spec is frozen", () => {
  const specs = [forward(), rescale(), rebalance(), hash(128), broadcast(), global()];
  deepStrictEqual(specs.map(({ name, isPointwise }) => [name, isPointwise]), [
    ["FORWARD", true],
    ["RESCALE", true],
    ["REBALANCE", false],
    ["HASH", false],
    ["BROADCAST", false],
    ["GLOBAL", false],
  ]);
  ok(specs.every(Object.isFrozen));
});

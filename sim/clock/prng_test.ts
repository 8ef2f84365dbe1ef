import { deepStrictEqual, notDeepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { draw, drawBelow, streamNumber } from "./prng.ts";
import { Streams } from "./streams.ts";

/** Printed by this engine when the format was fixed. */
const FROZEN = [581115908, 1826395243, 148661043, 2938894760];

const first = (seed: number, stream: string, attempt = 0) =>
  [0, 1, 2, 2 ** 32].map((n) => draw(seed, streamNumber(stream), attempt, n));

Deno.test("draw is frozen: these numbers never change, or every stored scenario is lost", () => {
  deepStrictEqual(first(1, "jitter/a[0]→b[0]"), FROZEN);
});

Deno.test("draw depends on seed, stream and attempt, and on nothing else", () => {
  deepStrictEqual(first(1, "a"), first(1, "a"));
  notDeepStrictEqual(first(1, "a"), first(2, "a"));
  notDeepStrictEqual(first(1, "a"), first(1, "b"));
  notDeepStrictEqual(first(1, "a"), first(1, "a", 1));
});

Deno.test("drawBelow fills its range evenly", () => {
  for (const bound of [2, 3, 10]) {
    const counts = new Array(bound).fill(0);
    for (let n = 0; n < 30_000; n++) counts[drawBelow(7, 1, 0, n, bound)]++;
    for (const count of counts) ok(Math.abs(count / (30_000 / bound) - 1) < 0.06, String(counts));
  }
});

Deno.test("Streams lay choices over draws, and seed 0 draws 0", () => {
  const stream = streamNumber("tie");
  const plain = new Streams(0, [{ stream: "tie", attempt: 0, n: 3, value: 7 }]);
  strictEqual(plain.below(stream, 0, 2, 5), 0);
  strictEqual(plain.below(stream, 0, 3, 5), 2);
  strictEqual(new Streams(9).below(stream, 0, 3, 1000), drawBelow(9, stream, 0, 3, 1000));
});

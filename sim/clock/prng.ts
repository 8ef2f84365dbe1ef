// Chance with an address. A draw is a pure function of (seed, stream, attempt, n), so nothing has to
// be saved, a replay asks the same question and gets the same answer, and a part that draws more
// often disturbs nobody else.

/**
 * A stream's number from its name: FNV-1a over UTF-16 units, then one avalanche.
 *
 * ```ts
 * import { notStrictEqual } from "node:assert";
 * import { streamNumber } from "@headwater/sim";
 * notStrictEqual(streamNumber("jitter/a"), streamNumber("jitter/b"));
 * ```
 */
export function streamNumber(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return mix(hash);
}

/** The n-th draw of a stream: 32 random bits as an unsigned integer. */
export function draw(seed: number, stream: number, attempt: number, n: number): number {
  let x = mix(seed ^ 0x9e3779b9);
  x = mix(x ^ stream);
  x = mix(x + Math.imul(attempt, 0x85ebca6b));
  // n may pass 2³², so both halves take part
  x = mix(x + Math.imul(n | 0, 0xc2b2ae35));
  return mix(x ^ Math.floor(n / 4294967296)) >>> 0;
}

/**
 * The n-th draw as an integer in [0, bound): multiply and shift, without floats in the result.
 *
 * ```ts
 * import { ok, strictEqual } from "node:assert";
 * import { drawBelow, streamNumber } from "@headwater/sim";
 * const stream = streamNumber("dice");
 * strictEqual(drawBelow(1, stream, 0, 7, 6), drawBelow(1, stream, 0, 7, 6)); // nothing is saved
 * ok(drawBelow(1, stream, 0, 7, 6) < 6);
 * ```
 */
export function drawBelow(
  seed: number,
  stream: number,
  attempt: number,
  n: number,
  bound: number,
): number {
  const bits = draw(seed, stream, attempt, n);
  // bits · bound < 2⁵³ whenever bound ≤ 2²¹; larger bounds take the remainder
  return bound <= 2097152 ? Math.floor(bits * bound / 4294967296) : bits % bound;
}

function mix(x: number): number {
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  return x ^ (x >>> 16);
}

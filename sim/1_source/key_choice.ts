// Which key a generated record has: each as often as its weight says. Weights are whole numbers; a
// hot key is one with a large weight.

import { refuse, showValue } from "../clock/named_error.ts";
import type { Key } from "../element/key.ts";
import type { Draw } from "./arrivals.ts";

/** Keys to choose from. */
export interface KeyChoice<K extends Key = Key> {
  readonly choose: (draw: Draw) => K;
}

/** Draws are even up to this bound; so many parts all weights together may have. */
const WEIGHT_SUM_MAX = 2 ** 21;

/**
 * Every key as often as every other.
 *
 * Errors: `E-KEYS`.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { uniformKeys } from "@headwater/sim";
 * strictEqual(uniformKeys(["a", "b", "c"]).choose(() => 2), "c");
 * ```
 */
export function uniformKeys<K extends Key>(keys: readonly K[]): KeyChoice<K> {
  return weightedKeys(keys.map((key) => [key, 1]));
}

/**
 * Each key as often as its weight.
 *
 * Errors: `E-KEYS`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { weightedKeys } from "@headwater/sim";
 * const keys = weightedKeys([["hot", 98], ["a", 1], ["b", 1]]);
 * deepStrictEqual([0, 97, 98, 99].map((drawn) => keys.choose(() => drawn)), [
 *   "hot", "hot", "a", "b",
 * ]);
 * ```
 */
export function weightedKeys<K extends Key>(
  weights: readonly (readonly [key: K, weight: number])[],
): KeyChoice<K> {
  const bounds: number[] = [];
  let sum = 0;
  for (const [key, weight] of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) {
      refuseKeys(`the weight of key ${showValue(key)} is ${showValue(weight)}`);
    }
    bounds.push(sum += weight);
  }
  if (sum < 1 || sum > WEIGHT_SUM_MAX) refuseKeys(`all weights together are ${sum}`);
  const keys = Object.freeze(weights.map(([key]) => key));
  return Object.freeze({ choose: (draw: Draw) => keys[placeOf(draw(sum), bounds)] });
}

/**
 * The second key half as often as the first, the third a third, and so on, as words in a text are
 * (Zipf's law, in whole numbers).
 *
 * Errors: `E-KEYS`.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { zipfKeys } from "@headwater/sim";
 * const keys = zipfKeys(["the", "of", "and"]);
 * deepStrictEqual([0, 65535, 65536, 98304].map((drawn) => keys.choose(() => drawn)), [
 *   "the", "the", "of", "and",
 * ]);
 * ```
 */
export function zipfKeys<K extends Key>(keys: readonly K[]): KeyChoice<K> {
  return weightedKeys(keys.map((key, rank) => [key, Math.floor(ZIPF_FIRST / (rank + 1))]));
}

/** The weight of the first of Zipf's keys. */
const ZIPF_FIRST = 65536;

/** The first place whose bound is larger: bounds never decrease. */
function placeOf(drawn: number, bounds: readonly number[]): number {
  let low = 0, high = bounds.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bounds[middle] > drawn) high = middle;
    else low = middle + 1;
  }
  return low;
}

function refuseKeys(what: string): never {
  refuse(
    "E-KEYS",
    `While describing the keys of a log: ${what}; wanted: at least one key, and weights that are ` +
      `whole numbers, 0 or more, together from 1 to ${WEIGHT_SUM_MAX}. Usual cause: shares that add ` +
      `up to 1, which want to be multiplied`,
  );
}

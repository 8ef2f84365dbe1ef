// Each key gets a number when it is first seen, so that rows and state carry integers. The table only
// grows, stands outside the world and is shared by forks; so its numbers depend on who ran first and
// must never reach an order, a hash, a key group or an output. Use the hash, the text or the key.

import { javaHash, type Key, keyText, type KeyType } from "./key.ts";

/** Whole numbers below this are found in an array, at 2 ns instead of a map's 20. */
const DIRECT_LIMIT = 65536;

/** Keys by number, and numbers by key. */
export class KeyTable {
  readonly keys: Key[] = [];
  readonly hashes: number[] = [];
  /** Number + 1 by key; the hash of such a key does not depend on its type. */
  private readonly direct = new Int32Array(DIRECT_LIMIT);
  private readonly numbers = { auto: new Map<unknown, number>(), long: new Map<unknown, number>() };
  private readonly tuples = { auto: new Map<string, number>(), long: new Map<string, number>() };

  /** The number of a key, given at its first appearance. Errors: `E-KEY`. */
  intern(key: Key, type: KeyType = "auto"): number {
    if (typeof key === "number" && key >>> 0 === key && key < DIRECT_LIMIT) {
      const name = this.direct[key];
      return name > 0 ? name - 1 : this.addDirect(key);
    }
    if (typeof key === "object") return this.internTuple(key, type);
    return this.numbers[type].get(key) ?? this.add(this.numbers[type], key, key, type);
  }

  private addDirect(key: number): number {
    this.keys.push(key >>> 0); // −0 is 0
    this.hashes.push(key >>> 0);
    return (this.direct[key] = this.keys.length) - 1;
  }

  private internTuple(key: readonly (string | number | boolean)[], type: KeyType): number {
    const hash = javaHash(key, type);
    const text = keyText(key);
    return this.tuples[type].get(text) ??
      this.add(this.tuples[type], text, Object.freeze([...key]), type, hash);
  }

  private add<N>(
    numbers: Map<N, number>,
    name: N,
    key: Key,
    type: KeyType,
    hash = javaHash(key, type),
  ): number {
    const number = this.keys.length;
    this.keys.push(key === 0 ? 0 : key);
    this.hashes.push(hash);
    numbers.set(name, number);
    return number;
  }
}

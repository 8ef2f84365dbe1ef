// Two hashes: the murmur step that Flink uses to spread keys, and the rolling hash of a trace.

/**
 * Flink's `MathUtils.murmurHash`: spreads a 32-bit hash code; never negative (KG-5).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { murmurHash } from "@headwater/sim";
 * strictEqual(murmurHash(97), 1455541201); // "a".hashCode()
 * ```
 */
export function murmurHash(code: number): number {
  code = Math.imul(code, 0xcc9e2d51);
  code = (code << 15) | (code >>> 17);
  code = Math.imul(code, 0x1b873593);
  code = (code << 13) | (code >>> 19);
  code = (Math.imul(code, 5) + 0xe6546b64) | 0;
  code ^= 4;
  code ^= code >>> 16;
  code = Math.imul(code, 0x85ebca6b);
  code ^= code >>> 13;
  code = Math.imul(code, 0xc2b2ae35);
  code ^= code >>> 16;
  if (code >= 0) return code;
  return code === -2147483648 ? 0 : -code;
}

/** Folds one integer (of any size up to 2⁵³) into a rolling 32-bit hash. */
export function rollHash(hash: number, value: number): number {
  const low = value | 0;
  const high = value === low ? low >> 31 : Math.floor(value / 4294967296) | 0;
  hash = Math.imul(hash ^ low, 0x01000193);
  hash = Math.imul((hash ^ high) + 0x6b43a9b5, 0x9e3779b1);
  return hash ^ (hash >>> 15);
}

/** Folds a text, character by character, into a rolling 32-bit hash. */
export function rollText(hash: number, text: string): number {
  hash = rollHash(hash, text.length);
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return rollHash(hash, 0);
}

/** A 32-bit hash as eight hexadecimal digits. */
export function showHash(hash: number): string {
  return (hash >>> 0).toString(16).padStart(8, "0");
}

// What may be a key, and how Java would hash it. Keys decide where a record goes and which state it
// sees, so they are values that never change: strings, booleans, safe integers, and flat tuples.

import { refuse, showValue } from "../clock/named_error.ts";

/** A part of a tuple key. */
export type KeyField = string | number | boolean;

/** A key: a string, a boolean, a safe integer, or a flat array (Flink's Tuple) of these. */
export type Key = KeyField | readonly KeyField[];

/** How numbers hash: as Java's Integer when they fit, else Long; `long` forces Long. */
export type KeyType = "auto" | "long";

/**
 * Java's `hashCode` of a key (KG-6).
 *
 * Errors: `E-KEY` when the value may not be a key.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { javaHash } from "@headwater/sim";
 * strictEqual(javaHash("flink"), 97520992);
 * strictEqual(javaHash(2 ** 32), 1);
 * strictEqual(javaHash(["a", 1]), 31 * 97 + 1);
 * ```
 */
export function javaHash(key: Key, type: KeyType = "auto"): number {
  if (typeof key === "number") return hashNumber(key, type);
  if (typeof key === "string") return hashString(key);
  if (typeof key === "boolean") return key ? 1231 : 1237;
  if (!Array.isArray(key)) refuseKey(key);
  if (key.length === 0) refuseKey(key);
  let hash = 0;
  for (const field of key) {
    if (typeof field === "object") refuseKey(key);
    hash = (Math.imul(31, hash) + javaHash(field, type)) | 0;
  }
  return hash;
}

/** The key as canonical text: equal keys give equal text, different keys different text. */
export function keyText(key: Key): string {
  return JSON.stringify(key === 0 ? 0 : key);
}

/** Whether a selector that was asked twice gave one key. What cannot be a key is not compared. */
export function isSameKey(first: unknown, second: unknown): boolean {
  if (!Array.isArray(first) || !Array.isArray(second)) {
    const isPlain = typeof first === "object" && typeof second === "object";
    return Object.is(first, second) || (first === 0 && second === 0) || isPlain;
  }
  return first.length === second.length && first.every((field, i) => isSameKey(field, second[i]));
}

function hashNumber(key: number, type: KeyType): number {
  if (!Number.isSafeInteger(key)) refuseKey(key);
  if (type === "auto" && key === (key | 0)) return key | 0;
  const low = key | 0;
  const high = Math.floor(key / 4294967296) | 0;
  return low ^ high;
}

function hashString(key: string): number {
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (Math.imul(31, hash) + key.charCodeAt(i)) | 0;
  return hash;
}

function refuseKey(key: unknown): never {
  refuse(
    "E-KEY",
    `A key is ${showValue(key)}, but keys are strings, booleans, safe integers or ` +
      `flat arrays of these; the usual cause is a field that some records lack`,
  );
}

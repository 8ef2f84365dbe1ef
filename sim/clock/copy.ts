// The price of time travel. Because parts hold nothing but plain data, one small function can copy a
// whole world; whatever it cannot copy exactly it refuses, and says where it stands.
//
// Shared, not copied: primitives, deep-frozen values, and a part's `spec` (its immutable description:
// options and user functions). Copied: parts (class instances made by `new Part()`), arrays, typed
// arrays, maps and sets.

import { isDeepFrozen } from "./freeze.ts";

type Fields = Record<string, unknown>;
type TypedArray = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** Copies a tree of parts; throws when it meets a function, a promise or any other non-part. */
export function copy<T>(part: T): T {
  return copyValue(part, "world") as T;
}

function copyValue(value: unknown, path: string): unknown {
  if (typeof value !== "object" || value === null) {
    if (typeof value === "function" || typeof value === "symbol") throw notPlain(value, path);
    return value;
  }
  if (ArrayBuffer.isView(value)) return (value as TypedArray).slice();
  if (Array.isArray(value)) {
    return Object.isFrozen(value) ? frozenOrRefuse(value, path) : copyArray(value, path);
  }
  if (value instanceof Map) return copyMap(value, path);
  if (value instanceof Set) return copySet(value, path);
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return frozenOrRefuse(value, path);
  return copyPart(value as Fields, prototype.constructor, path);
}

function copyPart(part: Fields, Part: new () => Fields, path: string): unknown {
  if (part instanceof Promise || Part.length > 0) throw notPlain(part, path);
  const twin = new Part();
  for (const name in part) {
    twin[name] = name === "spec" ? part[name] : copyValue(part[name], `${path}.${name}`);
  }
  return twin;
}

function copyArray(array: unknown[], path: string): unknown[] {
  const twin = new Array(array.length);
  for (let i = 0; i < array.length; i++) {
    const entry = array[i];
    const isPrimitive = typeof entry !== "object" && typeof entry !== "function";
    twin[i] = isPrimitive || entry === null ? entry : copyValue(entry, `${path}[${i}]`);
  }
  return twin;
}

function copyMap(map: Map<unknown, unknown>, path: string): Map<unknown, unknown> {
  const twin = new Map(map);
  for (const [key, value] of map) {
    if (typeof value !== "object" || value === null) continue;
    const twinValue = copyValue(value, `${path}.get(${String(key)})`);
    if (twinValue !== value) twin.set(key, twinValue);
  }
  return twin;
}

function copySet(set: Set<unknown>, path: string): Set<unknown> {
  for (const value of set) if (typeof value === "object") throw notPlain(value, path);
  return new Set(set);
}

function frozenOrRefuse(value: object, path: string): object {
  if (isDeepFrozen(value)) return value;
  throw new Error(
    `Cannot copy the world: ${path} is a plain object or array that is not deep-frozen. State holds ` +
      `parts and frozen values; make it a class with plain fields, or freeze it`,
  );
}

function notPlain(value: unknown, path: string): Error {
  const kind = typeof value === "object" ? value?.constructor?.name : typeof value;
  return new Error(
    `Cannot copy the world: ${path} holds a ${kind}. The world holds plain data only: relations are ` +
      `ids, callbacks travel as arguments, user functions live in spec`,
  );
}

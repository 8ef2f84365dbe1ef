// What a job consists of is shared by every subtask, timeline and keyframe, so nothing in it may
// change after the job is built: options, user functions, and objects made of functions.

import type { Source } from "../1_source/source.ts";
import { deepFreeze } from "../clock/freeze.ts";

/** Sources that were frozen before: a job is built anew for each timeline, its records are not. */
const frozenSources = new WeakSet<object>();

/**
 * Deep-freezes a specification and gives it back: options, arrays, functions and instances. Classes
 * and the functions of the platform (`Number`, `String`, `Math.max`) stay as they are.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { freezeSpec } from "./freeze_spec.ts";
 * const spec = freezeSpec({ map: (value: number) => value + 1, options: { size: 5 } });
 * ok(Object.isFrozen(spec.map) && Object.isFrozen(spec.options));
 * ```
 */
export function freezeSpec<T>(spec: T): T {
  freezeBranch(spec, new Set());
  return spec;
}

function freezeBranch(value: unknown, seen: Set<unknown>): void {
  if (typeof value === "function") {
    if (!isClass(value) && !isNative(value)) Object.freeze(value);
    return;
  }
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  if (isSource(value)) return freezeSource(value);
  if (ArrayBuffer.isView(value)) return; // cannot be frozen
  for (const name of Object.keys(value)) {
    freezeBranch((value as Record<string, unknown>)[name], seen);
  }
  Object.freeze(value);
}

function freezeSource(source: Source<unknown>): void {
  if (frozenSources.has(source)) return;
  deepFreeze(source, "freezing the records of a source");
  frozenSources.add(source);
}

function isSource(value: object): value is Source<unknown> {
  const { type, splits } = value as Partial<Source<unknown>>;
  return type === "source" && Array.isArray(splits);
}

/** A class shows its `prototype` but does not let it be replaced; an arrow function has none. */
function isClass(value: object): boolean {
  return Object.getOwnPropertyDescriptor(value, "prototype")?.writable === false;
}

function isNative(value: object): boolean {
  return /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(value));
}

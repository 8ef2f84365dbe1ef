// User values are frozen where they enter, so that one object can stand in a channel, in state, in a
// keyframe and in a figure at once, and nobody can change the past.

import { refuse, showValue } from "./named_error.ts";

/**
 * Deep-freezes a user's value and gives it back: primitives, plain objects and arrays of these.
 *
 * Errors: `E-VALUE` for a `Map`, `Set`, `Date`, typed array, function or class instance.
 *
 * ```ts
 * import { ok, throws } from "node:assert";
 * import { deepFreeze } from "@headwater/sim";
 * ok(Object.isFrozen(deepFreeze({ at: [1, 2] }).at));
 * throws(() => deepFreeze(new Date(0)), /E-VALUE/);
 * ```
 */
export function deepFreeze<T>(value: T, doing = "freezing a value"): T {
  if (typeof value !== "object" || value === null) {
    if (typeof value === "function" || typeof value === "symbol") refuseValue(value, doing);
    return value;
  }
  if (Object.isFrozen(value) && isDeepFrozen(value)) return value;
  freezeBranch(value, doing, 0);
  return value;
}

/** True when the value and everything in it is frozen plain data. */
export function isDeepFrozen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return typeof value !== "function";
  if (!Object.isFrozen(value)) return false;
  for (const field of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof field === "object" && field !== null && !isDeepFrozen(field)) return false;
  }
  return true;
}

const DEPTH_MAX = 64;

function freezeBranch(value: object, doing: string, depth: number): void {
  if (depth > DEPTH_MAX) {
    refuse(
      "E-VALUE",
      `While ${doing}: the value is nested deeper than ${DEPTH_MAX} levels or ` +
        `contains itself; flatten it`,
    );
  }
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) {
    refuseValue(value, doing);
  }
  for (const field of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof field === "object" && field !== null) freezeBranch(field, doing, depth + 1);
    else if (typeof field === "function" || typeof field === "symbol") refuseValue(field, doing);
  }
  Object.freeze(value);
}

const PLAIN_FORMS: Record<string, string> = {
  Map: "an array of [key, value] pairs, or keyed map state",
  Set: "a sorted array",
  Date: "its milliseconds (date.getTime())",
  Promise: "the awaited value; asynchronous calls belong into an async operator",
  Function: "plain data; functions belong into the job",
};

function refuseValue(value: unknown, doing: string): never {
  const name = typeof value === "object" ? value?.constructor?.name ?? "object" : "Function";
  const plain = PLAIN_FORMS[name] ??
    (ArrayBuffer.isView(value)
      ? "a plain array (Array.from(value))"
      : "a plain object with the same fields");
  refuse(
    "E-VALUE",
    `While ${doing}: a value is a ${name} (${showValue(value)}), but records and ` +
      `state hold plain data only, so that they can be frozen and compared; use ${plain}`,
  );
}

// The first thing done with data from outside: a frozen copy that is certainly JSON, of bounded depth
// and size. Whatever reads it afterwards may recurse and trust.

import { refuse, showValue } from "../clock/named_error.ts";

/** What JSON can hold. */
export type Json =
  | null
  | string
  | number
  | boolean
  | readonly Json[]
  | { readonly [name: string]: Json };

const DEPTH_MAX = 32;
const VALUE_COUNT_MAX = 1_000_000;

/**
 * A deep-frozen copy of JSON data. Field names such as `__proto__` are ordinary names.
 *
 * Errors: `E-GRAPH-DATA` for anything that JSON cannot hold; `E-GRAPH-LIMIT` for data nested deeper
 * than 32 levels or of more than a million values.
 *
 * ```ts
 * import { ok, throws } from "node:assert";
 * import { copyJson } from "./json_copy.ts";
 * ok(Object.isFrozen(copyJson({ nodes: [] }, "graph")));
 * throws(() => copyJson({ at: new Date(0) }, "graph"), /E-GRAPH-DATA.*graph.at/);
 * ```
 */
export function copyJson(data: unknown, path: string): Json {
  return copyValue(data, path, { left: VALUE_COUNT_MAX }, 0);
}

interface Budget {
  left: number;
}

function copyValue(data: unknown, path: string, budget: Budget, depth: number): Json {
  if (budget.left-- === 0) refuseSize(path);
  if (data === null || typeof data === "string" || typeof data === "boolean") return data;
  if (typeof data === "number" && Number.isFinite(data)) return data;
  if (typeof data !== "object") refuseValue(data, path);
  if (depth === DEPTH_MAX) refuseDepth(path);
  if (Array.isArray(data)) {
    if (data.length > budget.left) refuseSize(path); // a sparse array of 2³² holes costs nothing
    const entries = Array.from(data, (e, i) => copyValue(e, `${path}[${i}]`, budget, depth + 1));
    return Object.freeze(entries);
  }
  const prototype = Object.getPrototypeOf(data);
  if (prototype !== null && prototype !== Object.prototype) refuseValue(data, path);
  const fields = Object.entries(data).map(([name, value]): [string, Json] => [
    name,
    copyValue(value, `${path}.${cut(name)}`, budget, depth + 1),
  ]);
  return Object.freeze(Object.fromEntries(fields));
}

function cut(name: string): string {
  return /^\w{1,40}$/.test(name) ? name : showValue(name);
}

function refuseValue(data: unknown, path: string): never {
  refuse(
    "E-GRAPH-DATA",
    `${path} is ${showValue(data)}, which is no plain data; wanted: what JSON can hold: texts, ` +
      `finite numbers, booleans, null, lists and objects. Usual cause: a date, a function or NaN`,
  );
}

function refuseDepth(path: string): never {
  refuse(
    "E-GRAPH-LIMIT",
    `${showValue(path)} is nested deeper than ${DEPTH_MAX} levels; wanted: flatter data. Usual ` +
      `cause: an object that contains itself, or a generated expression`,
  );
}

function refuseSize(path: string): never {
  refuse(
    "E-GRAPH-LIMIT",
    `${
      showValue(path)
    } brings the data to more than ${VALUE_COUNT_MAX} values; wanted: fewer. Usual ` +
      `cause: a whole data set inside a link; give records to a source in code`,
  );
}

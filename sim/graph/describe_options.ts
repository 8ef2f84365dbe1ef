// The options of an operator as plain data: numbers and texts as they are, functions as ƒ, classes not
// at all (their names change when a site is packed), sources without their records.

import type { Source } from "../1_source/source.ts";

/** Plain data: what JSON can hold. */
export type PlainOptions =
  | null
  | string
  | number
  | boolean
  | readonly PlainOptions[]
  | { readonly [name: string]: PlainOptions };

const DEPTH_MAX = 12;

/** Options as plain data, their names in the order of code units. */
export function describeOptions(options: unknown, depth = 0): PlainOptions {
  if (typeof options === "function") return "ƒ";
  if (typeof options === "number") return Number.isFinite(options) ? options : String(options);
  if (typeof options === "string" || typeof options === "boolean") return options;
  if (typeof options !== "object" || options === null) return null;
  if (depth === DEPTH_MAX) return "…";
  if (Array.isArray(options)) return options.map((option) => describeOptions(option, depth + 1));
  if (isSource(options)) return describeSource(options);
  const fields = Object.entries(options)
    .filter(([name, option]) => option !== undefined && !isClass(name, option))
    .toSorted(([a], [b]) => a < b ? -1 : a > b ? 1 : 0)
    .map(([name, option]) => [name, describeOptions(option, depth + 1)]);
  return Object.fromEntries(fields);
}

/** Fields that hold classes begin with a capital: `Operator`, `Generator`. */
function isClass(name: string, option: unknown): boolean {
  return typeof option === "function" && /^[A-Z]/.test(name);
}

function isSource(options: object): options is Source<unknown> {
  return (options as Partial<Source<unknown>>).type === "source" && "splits" in options;
}

function describeSource({ splits }: Source<unknown>): PlainOptions {
  return splits.map(({ id, records }) => ({ id, recordCount: records.length }));
}

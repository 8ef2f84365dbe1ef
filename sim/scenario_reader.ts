// Reads fields of hostile JSON, one at a time, into shapes that are known. Whatever is not as wanted
// is named with its path.

import { refuse, showValue } from "./clock/named_error.ts";

/** A value in a JSON text, and where it stands. */
export interface Reader {
  readonly value: unknown;
  readonly path: string;
}

/** True for a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field that holds a whole number. */
export function readNumber(reader: Reader, name: string, normal?: number): number {
  const value = field(reader, name) ?? normal;
  if (normal !== undefined && Object.is(value, normal)) return normal;
  if (Number.isSafeInteger(value)) return value as number;
  return refuse(
    "E-SCENARIO",
    `${reader.path}.${name} is ${showValue(value)}; wanted: a whole number`,
  );
}

/** A field that holds a text of at most 64 KiB. */
export function readText(reader: Reader, name: string, normal?: string): string {
  const value = field(reader, name) ?? normal;
  if (typeof value === "string" && value.length <= 65536) return value;
  return refuse("E-SCENARIO", `${reader.path}.${name} is ${showValue(value)}; wanted: a text`);
}

/** A field that holds an object; an absent one is empty. */
export function readObject(reader: Reader, name: string): Reader {
  const value = field(reader, name) ?? {};
  if (isObject(value)) return { value, path: `${reader.path}.${name}` };
  return refuse("E-SCENARIO", `${reader.path}.${name} is ${showValue(value)}; wanted: an object`);
}

/** A field that holds a list of at most 65,536 entries; an absent one is empty. */
export function readList<T>(reader: Reader, name: string, read: (entry: Reader) => T): T[] {
  const value = field(reader, name) ?? [];
  if (!Array.isArray(value) || value.length > 65536) {
    return refuse("E-SCENARIO", `${reader.path}.${name} is ${showValue(value)}; wanted: a list`);
  }
  return value.map((entry, index) =>
    read({ value: entry, path: `${reader.path}.${name}[${index}]` })
  );
}

function field({ value, path }: Reader, name: string): unknown {
  if (!isObject(value)) {
    return refuse("E-SCENARIO", `${path} is ${showValue(value)}; wanted: an object`);
  }
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

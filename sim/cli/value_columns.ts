// Values as columns of a table: one for each field, if they are objects with few of them.

import { showValue } from "../clock/named_error.ts";
import type { Table } from "./table.ts";

/** The columns that some values need, and the cells of one of them. */
export interface ValueColumns {
  readonly columns: Table["columns"];
  readonly cells: (value: unknown) => string[];
}

const COLUMN_COUNT_MAX = 8;

/** Columns for some values. */
export function valueColumns(values: readonly unknown[]): ValueColumns {
  const fields = fieldsOf(values);
  if (fields === null) {
    return {
      columns: [{ name: "value", isNumber: values.every(isNumber) }],
      cells: (value) => [show(value)],
    };
  }
  return {
    columns: fields.map((name) => ({
      name: plain(name),
      isNumber: values.every((value) => isNumber(pick(value, name))),
    })),
    cells: (value) => fields.map((name) => show(pick(value, name))),
  };
}

/** The names of all fields when every value is an object with few of them, else null. */
function fieldsOf(values: readonly unknown[]): string[] | null {
  const names = new Set<string>();
  for (const value of values) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    for (const name of Object.keys(value)) names.add(name);
    if (names.size > COLUMN_COUNT_MAX) return null;
  }
  return names.size === 0 ? null : [...names];
}

function pick(value: unknown, name: string): unknown {
  return Object.hasOwn(value as object, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || value === undefined;
}

function show(value: unknown): string {
  return value === undefined ? "" : typeof value === "string" ? plain(value) : showValue(value);
}

/** A text as it is, unless it could disturb the terminal. */
function plain(text: string): string {
  const safe = showValue(text);
  return safe.includes("\\u") || safe.endsWith("…") ? safe : text.replaceAll("\n", " ");
}

// What a cell of state says: short, since it stands in a table. Records by their names, lists by their
// elements, maps by their entries, everything else by its fields.

import { fit, measure } from "./text.ts";
import { SIZE } from "./theme.ts";
import { valueName } from "./value_name.ts";
import type { StateCell } from "./state_cells.ts";

/** The text of a cell. */
export function cellText({ state: { kind }, value }: Pick<StateCell, "state" | "value">): string {
  if (kind === "list") return (value as readonly unknown[]).map(shortText).join(", ");
  if (kind !== "map") return shortText(value);
  return (value as readonly (readonly [unknown, unknown])[])
    .map(([key, one]) => `${shortText(key)}: ${shortText(one)}`).join(", ");
}

/** The text of a cell as far as there is room: without the names of fields, if that helps. */
export function cellFit(cell: Pick<StateCell, "state" | "value">, room: number): string {
  const text = cellText(cell);
  if (measure(text, SIZE.small) <= room) return text;
  const { value } = cell;
  const values = isRecord(value) ? Object.values(value).map(shortText).join(", ") : text;
  return fit(values, room, SIZE.small);
}

/** True for a value that consists of fields and has no name. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject && valueName(value) === "";
}

function shortText(value: unknown): string {
  const name = valueName(value);
  if (name !== "") return name;
  if (typeof value === "string") return value;
  if (typeof value === "number" && !Number.isInteger(value)) {
    return String(Math.round(value * 100) / 100);
  }
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(shortText).join(", ")}]`;
  return Object.entries(value).map(([field, one]) => `${field} ${shortText(one)}`).join(", ");
}

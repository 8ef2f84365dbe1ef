// What an operator gave, in the words of a table.

import type { Millis } from "../clock/time.ts";
import type { Element, Record } from "../element/element.ts";
import type { HarnessFact } from "./harness_context.ts";
import { MIN, showTime } from "../clock/time.ts";
import { showTableValue } from "./table_value.ts";

/** `a@3`; without a timestamp `a@–`. */
export function showTableRecord(value: unknown, timestamp: Millis): string {
  return `${showTableValue(value)}@${timestamp === MIN ? "–" : timestamp}`;
}

/** `WM 9`. */
export function showTableWatermark(timestamp: Millis): string {
  return `WM ${showTime(timestamp)}`;
}

/** An element of the main output. */
export function showTableElement(element: Element, show: (value: unknown) => unknown): string {
  switch (element.type) {
    case "record":
      return showTableRecord(show(element.value), element.timestamp);
    case "watermark":
      return showTableWatermark(element.timestamp);
    case "status":
      return element.status;
    default:
      return element.type;
  }
}

/** `late: a@3`, a record of a side output. */
export function showSideOutput(
  { tag, record }: { readonly tag: string; readonly record: Record },
  show: (value: unknown) => unknown,
): string {
  const name = /^[^\s"#]+$/.test(tag) ? tag : JSON.stringify(tag);
  return `${name}: ${showTableRecord(show(record.value), record.timestamp)}`;
}

/** `windowFired[0,10)`, or `recordDropped@5` for a fact that is about no window. */
export function showTableFact({ name, stamp, value }: HarnessFact): string {
  const { start, end } = (value ?? {}) as { start?: unknown; end?: unknown };
  const isWindow = typeof start === "number" && typeof end === "number";
  return isWindow ? `${name}[${showTime(start)},${showTime(end)})` : `${name}@${showTime(stamp)}`;
}

// Each window gets a number when it is first seen, so that state and timers carry integers. Like the
// key table it only grows and stands outside the world, shared by all subtasks and timelines of one
// operator: its numbers must never reach an order, a hash or an output. Use the window.

import type { Millis } from "../../clock/time.ts";
import { compareWindows, type TimeWindow } from "./time_window.ts";

/** Windows by number, and numbers by window. */
export class WindowTable {
  private readonly windows: TimeWindow[] = [];
  /** Open addressing: number + 1 at the place that the window's hash asks for, or after it. */
  private slots: Int32Array = new Int32Array(16);
  /** Most records fall into the window of the one before. */
  private last = -1;
  private lastStart = 0;
  private lastEnd = 0;

  /** The number of a window, given at its first appearance. */
  intern(start: Millis, end: Millis): number {
    if (start === this.lastStart && end === this.lastEnd && this.last >= 0) return this.last;
    const { slots, windows } = this;
    const mask = slots.length - 1;
    let slot = placeOf(start, end) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const number = slots[slot] - 1;
      if (windows[number].start !== start || windows[number].end !== end) continue;
      return this.remember(number, start, end);
    }
    slots[slot] = windows.push(Object.freeze({ start, end }));
    if (2 * windows.length > slots.length) this.grow();
    return this.remember(windows.length - 1, start, end);
  }

  /** The window behind a number, always the same frozen object. */
  at(number: number): TimeWindow {
    return this.windows[number];
  }

  /** Orders two numbers as their windows are ordered. */
  compare(first: number, second: number): number {
    return compareWindows(this.windows[first], this.windows[second]);
  }

  private remember(number: number, start: Millis, end: Millis): number {
    this.last = number;
    this.lastStart = start;
    this.lastEnd = end;
    return number;
  }

  private grow(): void {
    const slots = this.slots = new Int32Array(2 * this.slots.length);
    const mask = slots.length - 1;
    this.windows.forEach(({ start, end }, number) => {
      let slot = placeOf(start, end) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    });
  }
}

const TABLES = new WeakMap<object, WindowTable>();

/** The window table of an operator, found by its description. */
export function windowTableOf(spec: object): WindowTable {
  const found = TABLES.get(spec);
  if (found) return found;
  const table = new WindowTable();
  TABLES.set(spec, table);
  return table;
}

function placeOf(start: Millis, end: Millis): number {
  const hash = Math.imul(start | 0, 0x9e3779b1) ^ Math.imul((end - start) | 0, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}

// A stretch of time, [start, end) (Flink's TimeWindow).
//
//       start          maxTimestamp  end
//   ──────[██████████████████████████)──────      a window of size 10 from 0: 0 … 9, end 10

import type { Millis } from "../../clock/time.ts";
import { MAX, MIN } from "../../clock/time.ts";

/** From `start` on, up to but without `end`. */
export interface TimeWindow {
  readonly start: Millis;
  readonly end: Millis;
}

/**
 * The last timestamp that belongs to a window, which every result of it carries (W-12). A window
 * without end has MAX.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { maxTimestamp } from "@headwater/sim";
 * strictEqual(maxTimestamp({ start: 0, end: 10 }), 9);
 * ```
 */
export function maxTimestamp(window: TimeWindow): Millis {
  return window.end === MAX ? MAX : window.end - 1;
}

/**
 * The start of the window of a size and offset that contains a timestamp (WN-1,
 * `TimeWindow.getWindowStartWithOffset`).
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { windowStart } from "@headwater/sim";
 * strictEqual(windowStart(12, 0, 10), 10);
 * strictEqual(windowStart(-1, 0, 10), -10); // below zero too, the window contains its timestamp
 * strictEqual(windowStart(2, 3, 10), -7);
 * ```
 */
export function windowStart(timestamp: Millis, offset: Millis, size: Millis): Millis {
  // the floor is the rule's sign case by case, and exact: timestamp − offset stays within 2⁵³
  return Math.floor((timestamp - offset) / size) * size + offset;
}

/**
 * Orders windows by start, then by end: the order that outputs may rely on.
 *
 * ```ts
 * import { ok } from "node:assert";
 * import { compareWindows } from "@headwater/sim";
 * ok(compareWindows({ start: 0, end: 10 }, { start: 5, end: 15 }) < 0);
 * ```
 */
export function compareWindows(first: TimeWindow, second: TimeWindow): number {
  return first.start - second.start || first.end - second.end;
}

/**
 * The one window that has everything (Flink's GlobalWindow, WN-5): its last timestamp is +∞.
 *
 * ```ts
 * import { strictEqual } from "node:assert";
 * import { GLOBAL_WINDOW, MAX, maxTimestamp } from "@headwater/sim";
 * strictEqual(maxTimestamp(GLOBAL_WINDOW), MAX);
 * ```
 */
export const GLOBAL_WINDOW: TimeWindow = Object.freeze({ start: MIN, end: MAX });

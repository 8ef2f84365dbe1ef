// When windows become one (Flink's TimeWindow.intersects, cover and mergeWindows).
//
//   [───)         [───)                  touching counts: two events exactly a gap apart
//       [────)                           are in the same session (M-1)
//   ═══════════   ═════

import type { MergeCallback } from "./assigner.ts";
import { compareWindows, type TimeWindow } from "./time_window.ts";

/**
 * Whether two windows share an instant or touch (M-1).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { intersects } from "@headwater/sim";
 * const window = { start: 0, end: 10 };
 * const others = [{ start: 10, end: 20 }, { start: 11, end: 20 }];
 * deepStrictEqual(others.map((other) => intersects(window, other)), [true, false]);
 * ```
 */
export function intersects(first: TimeWindow, second: TimeWindow): boolean {
  return first.start <= second.end && first.end >= second.start;
}

/**
 * Covers each group of windows that hang together with one window, and reports the groups that have
 * more than one member, in the order of time (M-2).
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { mergeTimeWindows } from "@headwater/sim";
 * const merged: unknown[] = [];
 * const windows = [{ start: 8, end: 18 }, { start: 0, end: 10 }, { start: 30, end: 40 }];
 * mergeTimeWindows(windows, ({ start, end }) => merged.push([start, end]));
 * deepStrictEqual(merged, [[0, 18]]);
 * ```
 */
export function mergeTimeWindows(windows: readonly TimeWindow[], callback: MergeCallback): void {
  let cover: TimeWindow | null = null;
  let group: TimeWindow[] = [];
  const close = () => {
    if (cover !== null && group.length > 1) callback(cover, group);
  };
  for (const window of [...windows].sort(compareWindows)) {
    if (cover !== null && intersects(cover, window)) {
      cover = { start: cover.start, end: Math.max(cover.end, window.end) };
      if (compareWindows(group[group.length - 1], window) !== 0) group.push(window);
    } else {
      close();
      cover = window;
      group = [window];
    }
  }
  close();
}

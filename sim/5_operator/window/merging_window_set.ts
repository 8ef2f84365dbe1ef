// Which windows of a key are open, and where their contents stand (Flink's MergingWindowSet). When windows
// merge, one of them lends its place to the merged one, so that its contents need not move.
//
//   window      [0, 25)   [40, 50)
//   contents in [0, 10)   [40, 50)       [0, 25) grew out of [0, 10): its contents stayed there

import type { MergeCallback } from "./assigner.ts";
import { compareWindows, type TimeWindow } from "./time_window.ts";

/** One open window and the window under which its contents are kept. */
export type WindowPlace = readonly [window: TimeWindow, stateWindow: TimeWindow];

/** Told of a merge: the result, what went into it, where its contents stand, and where others stood. */
export type MergeFunction = (
  merged: TimeWindow,
  sources: readonly TimeWindow[],
  stateWindow: TimeWindow,
  mergedStateWindows: readonly TimeWindow[],
) => void;

/**
 * The open windows of one key, worked on for the length of one call and then stored as one value.
 *
 * ```ts
 * import { deepStrictEqual } from "node:assert";
 * import { mergeTimeWindows, MergingWindowSet } from "@headwater/sim";
 * const windows = new MergingWindowSet(undefined, mergeTimeWindows);
 * const nothing = () => {};
 * windows.addWindow({ start: 0, end: 10 }, nothing);
 * const merged = windows.addWindow({ start: 8, end: 18 }, nothing);
 * deepStrictEqual([merged, windows.stateWindowOf(merged)], [
 *   { start: 0, end: 18 },
 *   { start: 0, end: 10 },
 * ]);
 * ```
 */
export class MergingWindowSet {
  private places: readonly WindowPlace[];

  constructor(
    /** What was stored last, or undefined. */
    private readonly stored: readonly WindowPlace[] | undefined,
    private readonly mergeWindows: (
      windows: readonly TimeWindow[],
      callback: MergeCallback,
    ) => void,
  ) {
    this.places = stored ?? [];
  }

  /** Where the contents of an open window stand; undefined when it is not open (M-10). */
  stateWindowOf(window: TimeWindow): TimeWindow | undefined {
    return this.places.find(([open]) => isSame(open, window))?.[1];
  }

  /** A window opens, or joins others; returns the window that it has become part of (M-3, M-4). */
  addWindow(added: TimeWindow, merge: MergeFunction): TimeWindow {
    const merges: [TimeWindow, readonly TimeWindow[]][] = [];
    const open = this.places.map(([window]) => window);
    this.mergeWindows([...open, added], (merged, sources) => merges.push([merged, [...sources]]));
    let result = added;
    for (const [merged, all] of merges) {
      const sources = all.filter((window) => this.isOpen(window) || !isSame(window, added));
      if (all.some((window) => isSame(window, added))) result = merged;
      this.mergeInto(merged, sources, merge);
    }
    if (!this.isOpen(result)) this.put(result, result);
    return result;
  }

  /** A window is over. */
  retireWindow(window: TimeWindow): void {
    this.places = this.places.filter(([open]) => !isSame(open, window));
  }

  /** What has to be stored: undefined for nothing, the old value itself when nothing has changed. */
  toStored(): readonly WindowPlace[] | undefined {
    const { places, stored } = this;
    if (places.length === 0) return undefined;
    const isUnchanged = stored !== undefined && stored.length === places.length &&
      places.every(([a, b], i) => isSame(a, stored[i][0]) && isSame(b, stored[i][1]));
    return isUnchanged ? stored : places;
  }

  private mergeInto(
    merged: TimeWindow,
    sources: readonly TimeWindow[],
    merge: MergeFunction,
  ): void {
    const stateWindows = sources.map((window) => this.stateWindowOf(window)!);
    const [stateWindow, ...others] = stateWindows;
    for (const source of sources) this.retireWindow(source);
    this.put(merged, stateWindow);
    const isInside = sources.length === 1 && isSame(sources[0], merged); // M-4
    if (!isInside) merge(merged, sources, stateWindow, others);
  }

  private isOpen(window: TimeWindow): boolean {
    return this.stateWindowOf(window) !== undefined;
  }

  private put(window: TimeWindow, stateWindow: TimeWindow): void {
    this.places = [...this.places, [window, stateWindow] as const]
      .sort(([a], [b]) => compareWindows(a, b));
  }
}

function isSame(first: TimeWindow, second: TimeWindow): boolean {
  return first.start === second.start && first.end === second.end;
}

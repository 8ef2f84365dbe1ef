// Which windows does a record belong to? (Flink's WindowAssigner and MergingWindowAssigner.) Assigners
// are immutable: options only, no memory.

import type { Millis } from "../../clock/time.ts";
import type { TimeWindow } from "./time_window.ts";
import type { Trigger } from "./trigger.ts";

/** Where the windows of an operator begin, beside their offset (Flink's WindowStagger, WN-2). */
export type WindowStagger = "aligned" | "random" | "natural";

/** Hears of windows that become one. */
export type MergeCallback = (merged: TimeWindow, sources: readonly TimeWindow[]) => void;

/** Decides on windows. */
export interface WindowAssigner<T = unknown> {
  /** Shown to people, with its options. */
  readonly name: string;
  /** Whether windows live in event time or in processing time (W-7). */
  readonly isEventTime: boolean;
  /** Who fires the windows unless the user says otherwise (WN-7). */
  readonly defaultTrigger: Trigger<T>;
  /** Names the windows of a record through `context.window`, in order; none is allowed (W-9). */
  assignWindows(value: T, timestamp: Millis, context: AssignerContext): void;
  /** Only where windows of a key may become one (sessions): says which do (M-2). */
  mergeWindows?(windows: readonly TimeWindow[], callback: MergeCallback): void;
}

/** What an assigner is handed: the time, and where windows go. Valid during the call only. */
export interface AssignerContext {
  /** Processing time, for assigners that go by it (WN-6). */
  readonly currentProcessingTime: Millis;
  /** The record belongs to the window [start, end). */
  window(start: Millis, end: Millis): void;
  /** How far this operator's windows are shifted: decided once, at its first record (WN-2). */
  staggerOffset(stagger: WindowStagger, size: Millis): Millis;
  /** Refuses a record that has no timestamp where one is needed (TS-1). */
  refuseMissingTimestamp(value: unknown): never;
}

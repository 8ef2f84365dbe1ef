// Which windows does a record belong to? (Flink's WindowAssigner.) Assigners are immutable: options
// only, no memory.

import type { Millis } from "../../clock/time.ts";
import type { Trigger } from "./trigger.ts";

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
}

/** What an assigner is handed: the time, and where windows go. Valid during the call only. */
export interface AssignerContext {
  /** Processing time, for assigners that go by it (WN-6). */
  readonly currentProcessingTime: Millis;
  /** The record belongs to the window [start, end). */
  window(start: Millis, end: Millis): void;
  /** Refuses a record that has no timestamp where one is needed (TS-1). */
  refuseMissingTimestamp(value: unknown): never;
}

// Which windows does a record belong to? (Flink's WindowAssigner.) Assigners are immutable: options
// only, no memory.

import type { Millis } from "../../clock/time.ts";
import type { Trigger } from "./trigger.ts";
import { refuse, showValue } from "../../clock/named_error.ts";

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

/** What an assigner is handed: the time, and where windows go. A part of the window operator. */
export class AssignerContext {
  currentProcessingTime: Millis = 0;
  operatorName = "";
  starts: number[] = [];
  ends: number[] = [];
  count = 0;

  /** A new record: no windows yet. */
  begin(operatorName: string, currentProcessingTime: Millis): void {
    this.operatorName = operatorName;
    this.currentProcessingTime = currentProcessingTime;
    this.count = 0;
  }

  /** The record belongs to the window [start, end). */
  window(start: Millis, end: Millis): void {
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count++;
  }

  /** Refuses a record that has no timestamp where one is needed (TS-1). */
  refuseMissingTimestamp(value: unknown): never {
    refuse(
      "E-TS-MISSING",
      `While assigning windows in "${this.operatorName}": record ${showValue(value)} has no ` +
        `timestamp, but event-time windows want one; give the source a watermark strategy with a ` +
        `timestamp assigner, or call assignTimestampsAndWatermarks before the window`,
    );
  }
}

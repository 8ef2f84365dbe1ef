// Between the timer service and the operator that owns it (Flink's Triggerable and KeyContext).

import type { Millis } from "../clock/time.ts";

/** The namespace of state and timers that belong to a key as a whole (Flink's VoidNamespace). */
export const VOID_NAMESPACE = -1;

/** What timers need of an operator's context: the current key, and somebody who listens. */
export interface TimerContext {
  /** Number of the current key, or NO_KEY. */
  readonly key: number;
  /** Makes a timer's key the current one. */
  setKey(key: number): void;
  /** Reports a fact about the current key. */
  report(kind: number, detail: number, stamp: number, value?: unknown): void;
}

/** Who is called back. The context's key is the timer's. */
export interface Triggerable<C extends TimerContext> {
  /** An event-time timer fired: the watermark is at or past its timestamp. */
  onEventTime(namespace: number, timestamp: Millis, context: C): void;
  /** A processing-time timer fired. */
  onProcessingTime(namespace: number, timestamp: Millis, context: C): void;
}

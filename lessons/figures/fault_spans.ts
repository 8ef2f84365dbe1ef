// Faults, from their beginning to their end: what somebody planned to go wrong, and when it did.

import { Fact } from "@headwater/sim/trace";
import type { TraceSlice } from "./figure.ts";

/** A fault that struck. */
export interface FaultSpan {
  /** Its place in the plan. */
  readonly index: number;
  /** As the plan has it: `crash window[0] at 3s`. */
  readonly text: string;
  readonly from: number;
  /** Null while it lasts; equal to `from` for what is over at once. */
  until: number | null;
}

/** What is done in a moment; its end is told only when it was given a duration. */
const MOMENTARY = /^(crash|expire|corrupt|lose checkpoint)\b/;
const HAS_DURATION = / for \S+$/;

/** Reads faults out of facts, in the order in which they strike. */
export function readFaultSpans({ facts }: Pick<TraceSlice, "facts">): FaultSpan[] {
  const spans: FaultSpan[] = [];
  for (const { kind, subject, time, value } of facts) {
    if (kind === Fact.faultStarted) {
      const text = String(value);
      const isMoment = MOMENTARY.test(text) && !HAS_DURATION.test(text);
      spans.push({ index: subject, text, from: time, until: isMoment ? time : null });
    } else if (kind === Fact.faultEnded) {
      const span = spans.findLast(({ index }) => index === subject);
      if (span !== undefined && span.until === null) span.until = time;
    }
  }
  return spans;
}

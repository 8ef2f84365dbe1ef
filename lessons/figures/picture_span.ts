// The stretch of processing time that the figures of one player share: what was asked for, or the whole
// slice, to the next round place of the axis.

import type { TraceSlice } from "./figure.ts";
import { isPhone } from "./theme.ts";
import { stepOf } from "./ticks.ts";

/** A stretch of processing time, in microseconds. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** What every figure over processing time can be told about its axis. */
export interface SpanOptions {
  readonly width: number;
  readonly from?: number;
  readonly until?: number;
  /** The wall clock at simulated time 0, to tell times as dates in UTC; `startTime` of the run. */
  readonly startMillis?: number;
  /** A shorter stretch for the narrow drawing, which has less room and the same type. */
  readonly phone?: Partial<Span>;
}

// round places that the axis would have at most
const PLACES = 24;

/** The stretch that a figure of that width shows. */
export function spanOf(slice: TraceSlice, options: SpanOptions): Span {
  const asked = isPhone(options.width) ? { ...options, ...options.phone } : options;
  const from = asked.from ?? slice.from.time;
  if (asked.until !== undefined) return { from, until: asked.until };
  const last = slice.facts.at(-1)?.time ?? slice.until.time;
  const step = stepOf(last - from, PLACES);
  return { from, until: from + Math.ceil((last - from) / step) * step };
}

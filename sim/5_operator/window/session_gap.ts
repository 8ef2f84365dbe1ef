// How long a record keeps its session open: always the same, or as the record says (Flink's
// SessionWindowTimeGapExtractor).

import type { Millis } from "../../clock/time.ts";
import { requireGap } from "./window_length.ts";

/** A gap, or what reads it from a record. */
export type SessionGap<T> = Millis | ((value: T) => Millis);

/** The gap of one record. Errors: `E-SESSION-GAP` (WN-4: it must be positive). */
export function sessionGap<T>(gap: SessionGap<T>, value: T): Millis {
  return typeof gap === "number" ? gap : requireGap(gap(value));
}

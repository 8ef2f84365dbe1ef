// A split as its reader wants it: in columns. Records are written one by one, as objects, and read a
// million at a time; the columns are made once for each split and shared by all who read it.

import type { SourceSplit } from "./source.ts";
import { NEVER } from "../clock/agenda.ts";
import { MIN } from "../clock/time.ts";

/** The records of a split. */
export interface SplitColumns {
  /** One more than there are records: NEVER ends them, so that a reader need not ask for the end. */
  readonly arrivals: Float64Array;
  /** MIN where the log keeps none. */
  readonly timestamps: Float64Array;
  readonly values: readonly unknown[];
}

const known = new WeakMap<SourceSplit<unknown>, SplitColumns>();

/** The columns of a split. */
export function columnsOf(split: SourceSplit<unknown>): SplitColumns {
  const found = known.get(split);
  if (found !== undefined) return found;
  const { records } = split;
  const columns = {
    arrivals: arrivalsOf(records),
    timestamps: Float64Array.from(records, ({ timestamp = MIN }) => timestamp),
    values: records.map(({ value }) => value),
  };
  known.set(split, columns);
  return columns;
}

function arrivalsOf(records: SourceSplit<unknown>["records"]): Float64Array {
  const arrivals = new Float64Array(records.length + 1);
  records.forEach(({ arrival }, index) => arrivals[index] = arrival);
  arrivals[records.length] = NEVER;
  return arrivals;
}

// The cells of a fact as they stand in a file, whatever its form, and their way back into a trace.

import type { FactRow } from "./fact.ts";
import type { TraceWriter } from "./trace_writer.ts";

/** The numbers of a fact: time, kind, owner, subject, key, origin, stamp, detail. */
export type TraceCells = readonly [
  time: number,
  kind: number,
  owner: number,
  subject: number,
  key: number,
  origin: number,
  stamp: number,
  detail: number,
];

/** The numbers of a fact, in the order of files. */
export function cellsOf(fact: FactRow): TraceCells {
  const { time, kind, owner, subject, key, origin, stamp, detail } = fact;
  return [time, kind, owner, subject, key, origin, stamp, detail];
}

/** Adds a fact to a trace; false when it cannot be one, or lies before the fact above it. */
export function addFact(writer: TraceWriter, cells: TraceCells, value: unknown): boolean {
  const [time, kind, owner, subject, key, origin, stamp, detail] = cells;
  const isFact = isWhole(time, writer.time, Number.MAX_SAFE_INTEGER) && isWhole(kind, 0, 255) &&
    isWhole(owner, -1, 32767) && isWhole(subject, -1, 0x7fffffff) &&
    isWhole(key, -1, 0x7fffffff) && isWhole(origin, -1, 0x7fffffff) &&
    Number.isSafeInteger(stamp) && isWhole(detail, 0, 255);
  if (!isFact) return false;
  writer.time = time;
  writer.owner = owner;
  writer.write(kind, subject, key, origin, stamp, detail, value);
  return true;
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
}

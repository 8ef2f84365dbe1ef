import { ok } from "node:assert/strict";
import { namesOf, open, type Timeline } from "@headwater/sim";
import { encodeTrace, traceFileLines } from "@headwater/sim/trace";
import quakes, { config } from "../../lessons/quakes/job.ts";
import readings from "../../lessons/readings/job.ts";
import { testLaws } from "../law.ts";
import { TRACE_FILES } from "./trace_files.ts";

testLaws(TRACE_FILES);

const RECORDED = { record: { level: "all" } } as const;

/** Bytes a fact, names and all, with and without the help of columns. */
function bytesPerFact(timeline: Timeline): { few: number; lines: number } {
  const { trace } = timeline.run(), names = namesOf(timeline);
  const lines = [...traceFileLines(trace, names)].reduce((sum, { length }) => sum + length, 0);
  return { few: encodeTrace(trace, names).length / trace.length, lines: lines / trace.length };
}

Deno.test("T14 a fact of a real run takes at most 26 bytes, its share of names and values included", () => {
  const week = bytesPerFact(open(quakes, { config, ...RECORDED }));
  ok(week.few <= 26 && week.lines > 5 * week.few, `${week.few} of ${week.lines} letters`);
  const twelve = bytesPerFact(open(readings, RECORDED));
  ok(twelve.few <= 26 && twelve.lines > 3 * twelve.few, `${twelve.few} of ${twelve.lines} letters`);
});

import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { makeW2, W2 } from "./w2_input.ts";
import { parseOptions } from "./main.ts";
import { programsOver } from "./programs.ts";
import { reportText } from "./report.ts";
import { measure, median } from "./round_robin.ts";

const RECORDS = 20_000;
// pinned: an optimisation may not change what happens
const ANSWER = { results: 11_492, counted: 20_000, checksum: 3_374_841_675 };
const TRACE_HASH = "a5077874ed0a5e7f";

/** A clock that a test can know: every look takes a millisecond. */
function countingClock(): () => number {
  let looks = 0;
  return () => looks++;
}

Deno.test("W2 has one answer and one history, whoever computes it and whatever is recorded", () => {
  const programs = programsOver(makeW2({ ...W2, recordCount: RECORDS }));
  const options = { rounds: 1, records: RECORDS, clock: countingClock() };
  const measurements = measure(programs, options);
  deepStrictEqual(measurements[0].outcome.answer, ANSWER);
  strictEqual(measurements.at(-1)!.outcome.traceHash, TRACE_HASH);
  deepStrictEqual(measurements.map(({ times }) => times), Array(6).fill([1e6 / RECORDS]));
  ok(reportText(measurements).includes("engine, all in a ring: 1.0, within the gate of 20"));
});

Deno.test("measure refuses a program that computes something else", () => {
  const answer = { results: 1, counted: 1, checksum: 1 };
  const programs = [
    { name: "right", run: () => ({ answer }) },
    { name: "wrong", run: () => ({ answer: { ...answer, checksum: 2 } }) },
  ];
  const options = { rounds: 1, records: 1, clock: countingClock() };
  let message = "";
  try {
    measure(programs, options);
  } catch (error) {
    message = String(error);
  }
  ok(message.includes("every program gives one answer"), message);
});

Deno.test("median is the middle one, or between the two middle ones", () => {
  strictEqual(median([9, 1, 5]), 5);
  strictEqual(median([9, 1, 5, 3]), 4);
});

Deno.test("parseOptions takes both spellings and refuses what it does not know", () => {
  deepStrictEqual(parseOptions(["--rounds", "3", "--records=500"]), { rounds: 3, records: 500 });
  deepStrictEqual(parseOptions([]), { rounds: 5, records: 1_000_000 });
  for (const wrong of [["--rounds"], ["--rounds", "0"], ["--fast", "1"], ["3"]]) {
    strictEqual(parseOptions(wrong), undefined, wrong.join(" "));
  }
});

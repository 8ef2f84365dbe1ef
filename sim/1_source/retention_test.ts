import { strictEqual } from "node:assert/strict";
import type { SourceSplit } from "./source.ts";
import { firstReadableOffset } from "./retention.ts";

const records = [0, 10, 20].map((arrival) => ({ value: arrival, arrival }));

const ROWS: [string, Partial<SourceSplit<number>>, number, number][] = [
  ["without retention nothing is forgotten", {}, 1e12, 0],
  ["what was forgotten before the run stays so", { firstOffset: 7 }, 0, 7],
  ["a record can be read for as long as the retention says", { retention: 15 }, 15, 0],
  ["and not for longer", { retention: 15 }, 16, 1],
  ["offsets go on counting from the first one", { retention: 15, firstOffset: 7 }, 26, 9],
  ["when all are forgotten it is the offset behind the last", { retention: 15 }, 1000, 3],
  ["an empty partition is at its first offset", { retention: 15, records: [] }, 1000, 0],
];

for (const [title, more, now, offset] of ROWS) {
  Deno.test(`F55 firstReadableOffset: ${title}`, () =>
    strictEqual(firstReadableOffset({ id: "log-0", records, ...more }, now), offset));
}
